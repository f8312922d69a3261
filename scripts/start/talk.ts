import { styleText } from 'node:util';

const started = performance.now();

export const secondsSinceStart = (): string => ((performance.now() - started) / 1000).toFixed(1);

const stamp = (): string => styleText('dim', `${secondsSinceStart().padStart(5)} s`);

/** Progress for people: one line per finished step. */
export const say = (text: string): void => console.log(`${stamp()}  ${text}`);

export const warn = (text: string): void => console.error(`${stamp()}  ${styleText('yellow', text)}`);

/** The end of a start that cannot go on. */
export const complain = (text: string): void => console.error(`\n${styleText('red', text)}\n`);

/** A terminal that went away must not take the supervisor with it. */
export function surviveLostTerminal(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
