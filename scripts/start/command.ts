// In charge of how the small commands end: readable errors on stderr, no stack, a non-zero code.
import { NotRunning } from './attached.ts';

/** A wrong call; exit code 2 (the others end with 1). */
export class Usage extends Error {}

export async function command(body: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await body();
  } catch (error) {
    process.exitCode = error instanceof Usage || isParseArgs(error) ? 2 : 1;
    const plain = error instanceof NotRunning || process.exitCode === 2;
    console.error(plain && error instanceof Error ? error.message : describe(error));
  }
}

function isParseArgs(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS');
}

/** An error of PostgreSQL as psql would show it; anything else as its message. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, detail, hint, position } = error as Partial<
    Record<'code' | 'detail' | 'hint' | 'position', string>
  >;
  const lines = [`ERROR${code ? ` ${code}` : ''}: ${error.message}`];
  if (detail) lines.push(`DETAIL: ${detail}`);
  if (hint) lines.push(`HINT: ${hint}`);
  if (position) lines.push(`at character ${position}`);
  return lines.join('\n');
}
