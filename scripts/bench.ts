// `npm run bench -- <name> [--rounds 9] [--dry]`: runs tests/bench/<name>.ts and keeps its tables in docs/performance.md.
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

interface Bench {
  /** What it compares, in one sentence. */
  about: string;
  run(options: { rounds: number; keep: boolean; args: string[] }): Promise<void>;
}

// Benches start servers in this process: keys of their own, no log lines among the tables, one user as fast as can be.
process.env.KEK ??= randomBytes(32).toString('base64');
process.env.LIMIT_FACTOR ??= '1000';
// Pages as they are served: React's development build is another program.
process.env.STREAMFLOW_MODE ??= 'development';
process.env.NODE_ENV = 'production';
process.env.LOG_LEVEL ??= 'silent';

const FOLDER = path.resolve(import.meta.dirname, '../tests/bench');
const { values, positionals } = parseArgs({
  options: { rounds: { type: 'string', default: '9' }, dry: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const [name, ...args] = positionals;
const rounds = Number(values.rounds);
const known = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.bench.ts'))
  .map((entry) => entry.name.replace(/[.]bench[.]ts$/, ''));

if (!name || !known.includes(name) || !Number.isInteger(rounds) || rounds < 7) {
  console.error(`Usage: npm run bench -- <${known.join('|')}> [--rounds 7 or more] [--dry: print only]`);
  process.exitCode = 2;
} else {
  const bench = (await import(path.join(FOLDER, `${name}.bench.ts`))) as Bench;
  console.log(`${name}: ${bench.about}`);
  await bench.run({ rounds, keep: !values.dry, args });
}
