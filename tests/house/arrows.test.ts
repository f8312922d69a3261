import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { treePlanter } from '../support/planted-tree.ts';

const plantTree = treePlanter();
const root = path.resolve(import.meta.dirname, '../..');

interface Violation {
  from: string;
  to: string;
  rule: { name: string };
}

/** Names of the arrows that a tree of these files breaks. */
function brokenArrows(files: Record<string, string>): string[] {
  const tree = plantTree({
    'app/root.tsx': '',
    'server/main.ts': '',
    'db/client.ts': '',
    'scripts/start.ts': '',
    'sdk/src/index.ts': '',
    'tests/a.test.ts': '',
    'tsconfig.json': readFileSync(path.join(root, 'tsconfig.json'), 'utf8'),
    'package.json': JSON.stringify({ name: 'x', type: 'module', dependencies: PACKAGES }),
    ...Object.fromEntries(Object.keys(PACKAGES).flatMap((name) => packageFiles(name))),
    ...files,
  });
  const answer = run(tree);
  const { summary } = JSON.parse(answer) as { summary: { violations: Violation[] } };
  return summary.violations.map((violation) => `${violation.rule.name}: ${violation.from} → ${violation.to}`);
}

const PACKAGES = { lucia: '3', postgres: '3', openai: '7', '@remix-run/react': '2' };

function packageFiles(name: string): [string, string][] {
  return [
    [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' })],
    [`node_modules/${name}/index.js`, 'module.exports = {};'],
  ];
}

function run(cwd: string): string {
  const cli = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const config = path.join(root, '.dependency-cruiser.cjs');
  const folders = ['app', 'server', 'db', 'scripts', 'sdk', 'tests'];
  try {
    return execFileSync(process.execPath, [cli, '--config', config, '--output-type', 'json', ...folders], {
      cwd,
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

const FAULTS: { what: string; arrow: string; files: Record<string, string> }[] = [
  {
    what: 'a page that imports the server past the edge',
    arrow: 'app-to-server-through-the-edge',
    files: { 'app/features/leads/lead-form.tsx': "import '../../../server/main.ts';" },
  },
  {
    what: 'a page that imports the database',
    arrow: 'app-never-db',
    files: { 'app/edge/page.server.ts': "import '../../db/client.ts';" },
  },
  {
    what: 'a server that imports a page',
    arrow: 'server-sees-only-contracts-of-app',
    files: { 'server/http/render.ts': "import '../../app/root.tsx';" },
  },
  {
    what: 'a database that knows the server',
    arrow: 'db-knows-nobody',
    files: { 'db/tenant.ts': "import '../server/main.ts';" },
  },
  {
    what: "a feature that uses another's router",
    arrow: 'router-of-its-own-feature-only',
    files: {
      'server/features/leads/leads.router.ts': 'export {};',
      'server/features/imports/imports.jobs.ts': "import '../leads/leads.router.ts';",
    },
  },
  {
    what: 'a rule that asks the database',
    arrow: 'rules-are-pure',
    files: { 'server/features/leads/leads.rules.ts': "import '../../../db/client.ts';" },
  },
  {
    what: 'a driver outside db/',
    arrow: 'database-drivers-in-db',
    files: { 'server/features/leads/leads.queries.ts': "import postgres from 'postgres'; postgres();" },
  },
  {
    what: 'lucia outside its module',
    arrow: 'lucia-in-one-module',
    files: { 'server/auth/tokens.ts': "import { Lucia } from 'lucia'; new Lucia();" },
  },
  {
    what: 'a model called past the gateway',
    arrow: 'gateways-leave-the-building',
    files: { 'server/features/ai/ai.router.ts': "import OpenAI from 'openai'; new OpenAI();" },
  },
  {
    what: 'Remix imported past app/remix.ts',
    arrow: 'remix-behind-one-door',
    files: { 'app/routes/home.tsx': "import { Form } from '@remix-run/react'; Form();" },
  },
  {
    what: 'two files that need each other',
    arrow: 'no-cycles',
    files: { 'server/a.ts': "import './b.ts';", 'server/b.ts': "import './a.ts';" },
  },
  {
    what: 'test code in the product',
    arrow: 'no-test-code-in-the-product',
    files: { 'server/clock.ts': "import '../tests/a.test.ts';" },
  },
  {
    what: 'a client that brings the server along',
    arrow: 'sdk-stands-alone',
    files: { 'sdk/src/client.ts': "import '../../server/main.ts';" },
  },
  {
    what: 'a client that needs another package',
    arrow: 'sdk-stands-alone',
    files: { 'sdk/src/wire.ts': "import OpenAI from 'openai'; new OpenAI();" },
  },
  {
    what: 'a product that uses its own client',
    arrow: 'product-does-not-know-its-client',
    files: { 'server/loop.ts': "import '../sdk/src/index.ts';" },
  },
  {
    what: 'an import of a file that is not there',
    arrow: 'resolvable',
    files: { 'server/c.ts': "import './gone.ts';" },
  },
];

describe('arrows between the folders', () => {
  let found: string[] = [];

  beforeAll(() => {
    found = brokenArrows(Object.assign({}, ...FAULTS.map((fault) => fault.files)) as Record<string, string>);
  }, 60_000);

  for (const { what, arrow, files } of FAULTS) {
    test(`${what} is refused`, () => {
      const culprits = Object.keys(files).map((file) => `${arrow}: ${file} → `);
      expect(found.filter((line) => culprits.some((culprit) => line.startsWith(culprit)))).not.toEqual([]);
    });
  }

  test('the allowed ways are open', () => {
    const files = {
      'app/contracts/leads.ts': 'export const limit = 3;',
      'app/edge/page.server.ts': "import '../../server/main.ts';",
      'app/routes/home.tsx': "import '../edge/page.server.ts'; import '../remix.ts';",
      'app/remix.ts': "export { Form } from '@remix-run/react';",
      'server/trpc/router.ts': "import '../features/leads/leads.router.ts';",
      'server/features/leads/leads.router.ts': "import './leads.queries.ts'; import './leads.rules.ts';",
      'server/features/leads/leads.queries.ts': "import '../../../db/client.ts';",
      'server/features/leads/leads.rules.ts': "import '../../../app/contracts/leads.ts';",
      'server/features/imports/imports.jobs.ts': "import '../leads/leads.queries.ts';",
      'server/auth/session.ts': "import { Lucia } from 'lucia'; new Lucia();",
      'server/gateways/llm.ts': "import OpenAI from 'openai'; new OpenAI();",
      'db/pool.ts': "import postgres from 'postgres'; postgres();",
    };
    expect(brokenArrows(files)).toEqual([]);
  }, 60_000);
});
