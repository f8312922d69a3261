import path from 'node:path';
import { ESLint } from 'eslint';
import { beforeAll, describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const eslint = new ESLint({ cwd: root });

/** The rules that this text would break if it were the text of that file. */
async function broken(file: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: path.join(root, file) });
  return (result?.messages ?? []).map((message) => `${message.ruleId ?? 'fatal'}: ${message.message}`);
}

const BANS: { what: string; file: string; bad: string; good: string; says: RegExp; allowedIn?: string }[] = [
  {
    what: 'reading the environment outside server/env.ts',
    file: 'server/errors.ts',
    bad: 'export const level = process.env.LOG_LEVEL;\n',
    good: 'export const version = process.version;\n',
    says: /Only server\/env\.ts reads process\.env/,
    allowedIn: 'server/env.ts',
  },
  {
    what: 'writing to the console in shipped code',
    file: 'server/errors.ts',
    bad: "console.log('here');\n",
    good: 'export {};\n',
    says: /no-console/,
    allowedIn: 'scripts/lint.ts',
  },
  {
    what: 'SQL put together from text',
    file: 'db/ids.ts',
    bad: "import { sql } from 'drizzle-orm';\nexport const order = (by: string) => sql.raw(by);\n",
    good: "import { sql } from 'drizzle-orm';\nexport const order = (by: string) => sql`order by ${by}`;\n",
    says: /sql\.raw takes no parameters/,
  },
  {
    what: 'setting the tenant context outside db/tenant.ts',
    file: 'server/errors.ts',
    bad: "export const statement = `select set_config('app.tenant_id', '', false)`;\n",
    good: "export const statement = `select current_setting('app.tenant_id', true)`;\n",
    says: /The tenant context is set in db\/tenant\.ts only/,
    allowedIn: 'db/tenant.ts',
  },
  {
    what: 'a setting that outlives the transaction',
    file: 'db/ids.ts',
    bad: "export const statement = 'set session statement_timeout = 0';\n",
    good: "export const statement = 'set local statement_timeout = 0';\n",
    says: /SET SESSION leaks/,
  },
  {
    what: 'the type any',
    file: 'server/errors.ts',
    bad: 'export const first = (list: any[]): number => list.length;\n',
    good: 'export const first = (list: unknown[]): number => list.length;\n',
    says: /no-explicit-any/,
  },
  {
    what: 'a contract shipped to the browser as a value',
    file: 'app/root.tsx',
    bad: "import { leadId } from './contracts/leads.ts';\nexport const parse = leadId;\n",
    good: "import type { leadId } from './contracts/leads.ts';\nexport type Id = typeof leadId;\n",
    says: /Client modules import contracts as types only/,
  },
  {
    what: 'a promise nobody waits for',
    file: 'server/errors.ts',
    bad: 'export function go(): void {\n  Promise.resolve();\n}\n',
    good: 'export async function go(): Promise<void> {\n  await Promise.resolve();\n}\n',
    says: /no-floating-promises/,
  },
  {
    what: 'work left for later',
    file: 'server/errors.ts',
    bad: `// ${['TO', 'DO'].join('')}: later\nexport {};\n`,
    good: '// done\nexport {};\n',
    says: /no-warning-comments/,
  },
];

describe('what the linter refuses', () => {
  // The first file makes the compiler read the project.
  beforeAll(async () => {
    await broken('server/errors.ts', 'export {};\n');
  }, 120_000);

  for (const { what, file, bad, good, says, allowedIn } of BANS) {
    test(what, async () => {
      expect(await broken(file, bad)).toContainEqual(expect.stringMatching(says));
      expect(await broken(file, good)).not.toContainEqual(expect.stringMatching(says));
      if (allowedIn) expect(await broken(allowedIn, bad)).not.toContainEqual(expect.stringMatching(says));
    });
  }

  test('a comment cannot switch a rule off', async () => {
    const silenced = `/* ${['eslint', 'disable'].join('-')} */\nexport const level = process.env.LOG_LEVEL;\n`;
    expect(await broken('server/errors.ts', silenced)).toContainEqual(
      expect.stringMatching(/Only server\/env\.ts/),
    );
  });
});
