import type { Plant } from './plants.ts';

const manifest = (parts: object): string => JSON.stringify({ name: 'x', ...parts });
const lock = (packages: object): string => JSON.stringify({ lockfileVersion: 3, packages });
const entry = { version: '1.0.0', integrity: 'sha512-x' };
const requirement = (status: string, file: string, test: string, command: string): string =>
  `| A1 | keeps apart | ${status} | ${file} | ${test} | ${command} |\n`;
const kept = {
  'db/walls.ts': '',
  'tests/walls.test.ts': '',
  'package.json': manifest({ scripts: { prove: 'x' } }),
};
const documented = {
  'package.json': manifest({ scripts: { start: 'x' } }),
  'README.md': 'Run `npm start`.\n',
};

const packages: Plant[] = [
  {
    rule: 'dependencies',
    fault: 'a dependency nobody explained',
    bad: { 'package.json': manifest({ dependencies: { a: '1' } }), 'docs/dependencies.md': '' },
    good: { 'package.json': manifest({ dependencies: { b: '1' } }), 'docs/dependencies.md': '| `b` | x |\n' },
    says: /no row for a/,
  },
  {
    rule: 'dependencies',
    fault: 'more than a thousand packages',
    bad: thousand(1001),
    good: thousand(1000),
    says: /1001 packages, the limit is 1000/,
  },
  {
    rule: 'lockfile',
    fault: 'an optional dependency without an entry',
    bad: {
      'package.json': manifest({}),
      'package-lock.json': lock({
        '': {},
        'node_modules/a': { ...entry, optionalDependencies: { 'a-win32': '1' } },
      }),
    },
    good: {
      'package.json': manifest({}),
      'package-lock.json': lock({
        '': {},
        'node_modules/a': { ...entry, optionalDependencies: { 'a-win32': '1' } },
        'node_modules/a/node_modules/a-win32': entry,
      }),
    },
    says: /needs a-win32, which has no entry/,
  },
  {
    rule: 'lockfile',
    fault: 'a package without an integrity hash',
    bad: {
      'package.json': manifest({}),
      'package-lock.json': lock({ '': {}, 'node_modules/a': { version: '1.0.0' } }),
    },
    good: { 'package.json': manifest({}), 'package-lock.json': lock({ '': {}, 'node_modules/a': entry }) },
    says: /has no integrity hash/,
  },
  {
    rule: 'lockfile',
    fault: 'a manifest the lockfile has not seen',
    bad: { 'package.json': manifest({ dependencies: { a: '2' } }), 'package-lock.json': lockedAt('1') },
    good: { 'package.json': manifest({ dependencies: { a: '1' } }), 'package-lock.json': lockedAt('1') },
    says: /a differs from package.json/,
  },
  {
    rule: 'registry-hosts',
    fault: 'a registry in the settings of npm',
    bad: { '.npmrc': [['regis', 'try'].join(''), 'https://npm.example.com'].join('=') },
    good: { '.npmrc': 'save-exact=true\n' },
    says: /ties the repository to a registry/,
  },
];

const documents: Plant[] = [
  {
    rule: 'requirements',
    fault: 'a row whose file is gone',
    bad: {
      ...kept,
      'docs/requirements.md': requirement('now', '`db/doors.ts`', '`tests/walls.test.ts`', '`npm run prove`'),
    },
    good: {
      ...kept,
      'docs/requirements.md': requirement('now', '`db/walls.ts`', '`tests/walls.test.ts`', '`npm run prove`'),
    },
    says: /A1: db\/doors.ts does not exist/,
  },
  {
    rule: 'requirements',
    fault: 'a row whose npm script is gone',
    bad: {
      ...kept,
      'docs/requirements.md': requirement('part', '`db/walls.ts`', '`tests/walls.test.ts`', '`npm run show`'),
    },
    good: {
      ...kept,
      'docs/requirements.md': requirement('part', '`db/`', '`tests/walls.test.ts`', '`npm run prove`'),
    },
    says: /A1: npm script "show" does not exist/,
  },
  {
    rule: 'requirements',
    fault: 'a row kept without a test',
    bad: { ...kept, 'docs/requirements.md': requirement('now', '`db/walls.ts`', '', '') },
    good: { ...kept, 'docs/requirements.md': requirement('later', '', '', '') },
    says: /A1: names no test/,
  },
  {
    rule: 'risks',
    fault: 'a risk that nothing proves',
    bad: { 'docs/risks.md': '| A leak | database | walls | `tests/walls.test.ts` |\n' },
    good: {
      'docs/risks.md': '| A leak | database | walls | `tests/walls.test.ts` |\n',
      'tests/walls.test.ts': '',
    },
    says: /"A leak" has no proof/,
  },
  {
    rule: 'documents',
    fault: 'a link to nothing',
    bad: { ...documented, 'docs/a.md': 'See [b](b.md).' },
    good: { ...documented, 'docs/a.md': 'See [b](b.md#part).', 'docs/b.md': '' },
    says: /links to docs\/b.md, which does not exist/,
  },
  {
    rule: 'documents',
    fault: 'a command that does not exist',
    bad: { ...documented, 'docs/a.md': 'Type `npm run fly`.' },
    good: { ...documented, 'docs/a.md': 'Type `npm run start`.' },
    says: /names npm run fly/,
  },
  {
    rule: 'documents',
    fault: 'an npm script whose program is gone',
    bad: { ...documented, 'package.json': manifest({ scripts: { start: 'node scripts/start.ts' } }) },
    good: {
      ...documented,
      'package.json': manifest({ scripts: { start: 'node scripts/start.ts' } }),
      'scripts/start.ts': '',
    },
    says: /runs scripts\/start.ts, which does not exist/,
  },
  {
    rule: 'documents',
    fault: 'a README of more than 120 lines',
    bad: { ...documented, 'README.md': `npm start\n${'\n'.repeat(120)}` },
    good: { ...documented, 'README.md': `npm start\n${'\n'.repeat(119)}` },
    says: /121 lines, the limit is 120/,
  },
  {
    rule: 'error-slugs',
    fault: 'an error nobody explained',
    bad: { 'server/a.ts': "throw new AppError(\n  'Conflict',\n  'lead.taken', 'x');", 'docs/errors.md': '' },
    good: {
      'server/a.ts': "throw new AppError('Conflict', 'lead.taken', 'x');",
      'docs/errors.md': '| `lead.taken` | 409 |',
    },
    says: /raises lead.taken/,
  },
];

export const PLANTED_DOCUMENTS: readonly Plant[] = [...packages, ...documents];

function thousand(count: number): Record<string, string> {
  const all = Array.from({ length: count }, (_, index) => [`node_modules/p${index}`, entry]);
  const foreign = ['node_modules/foreign', { ...entry, os: ['win32'] }];
  return {
    'package.json': manifest({}),
    'docs/dependencies.md': '',
    'package-lock.json': lock(Object.fromEntries([['', {}], ...all, foreign])),
  };
}

function lockedAt(version: string): string {
  return lock({ '': { dependencies: { a: version } }, 'node_modules/a': entry });
}
