import path from 'node:path';
import type { MigrationFile } from './migration-files.ts';

/** A migration that did not run; the message says what, where and the way out. */
export class MigrationRefused extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'MigrationRefused';
  }
}

interface DatabaseFailure extends Error {
  position?: string;
  detail?: string;
  hint?: string;
  where?: string;
}

/** Names file and line, and adds what the database said beyond its one line. */
export function failureIn(file: MigrationFile, sent: string, error: unknown): MigrationRefused {
  if (!(error instanceof Error)) return new MigrationRefused(`${file.path}: ${String(error)}`);
  const { message, position, detail, hint, where }: DatabaseFailure = error;
  const line = position && file.transactional ? sent.slice(0, Number(position)).split('\n').length : null;
  const place = `${path.relative(process.cwd(), file.path)}${line === null ? '' : `:${line}`}`;
  const more = [detail, hint, where].flatMap((text) => (text ? [`\n  ${text}`] : []));
  const kept = file.transactional
    ? 'Nothing of this file was kept.'
    : 'Run it again after mending the cause.';
  return new MigrationRefused(`${place}: ${message}${more.join('')}\n  ${kept}`, { cause: error });
}
