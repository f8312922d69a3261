// Planted faults for the house rules: the least tree that breaks one rule, and the same tree mended.
// Words that the rules look for are put together here, so that this file itself stays clean.

import { SET_PACKAGES } from '../../scripts/house/set-packages.ts';
import { PLANTED_DOCUMENTS } from './planted-documents.ts';

export interface Plant {
  rule: string;
  fault: string;
  bad: Record<string, string>;
  good: Record<string, string>;
  says: RegExp;
}

const lines = (count: number): string => 'export {};\n'.repeat(count);
const manifest = (parts: object): string => JSON.stringify({ name: 'x', ...parts });

const names: Plant[] = [
  {
    rule: 'file-names',
    fault: 'a file that could hold anything',
    bad: { 'server/string-utils.ts': '' },
    good: { 'server/initials.ts': '' },
    says: /"utils" says nothing/,
  },
  {
    rule: 'file-names',
    fault: 'a folder that could hold anything, in another spelling',
    bad: { 'app/leadHelpers/a.tsx': '' },
    good: { 'app/manager-dashboard.tsx': '' },
    says: /"helpers" says nothing/,
  },
  {
    rule: 'file-length',
    fault: 'a file over 300 lines',
    bad: { 'db/all.ts': lines(301) },
    good: { 'db/all.ts': lines(300), 'sdk/src/generated/api.ts': lines(301) },
    says: /301 lines, the limit is 300/,
  },
  {
    rule: 'file-length',
    fault: 'a route over 120 lines',
    bad: { 'app/routes/leads.tsx': lines(121) },
    good: { 'app/routes/leads.tsx': lines(120) },
    says: /121 lines, the limit is 120/,
  },
  {
    rule: 'temporary-folders',
    fault: 'a folder that stays behind',
    bad: { 'tests/a.test.ts': "const folder = mkdtempSync('/tmp/a-');\n" },
    good: { 'tests/a.test.ts': "const folder = mkdtempSync('/tmp/a-');\nafterAll(() => rmSync(folder));\n" },
    says: /makes a temporary folder and removes none/,
  },
  {
    rule: 'colors',
    fault: 'a color beside the tokens',
    bad: { 'app/ui/a.tsx': "export const c = 'bg-[#1a2b3c]';\n" },
    good: {
      'app/ui/a.tsx': "export const c = 'bg-raised'; // #12, see #section\n",
      'app/tokens.css': '--a: #1a2b3c;',
    },
    says: /"#1a2b3c" is a color literal/,
  },
  {
    rule: 'colors',
    fault: 'a color function in a style sheet',
    bad: { 'app/styles.css': 'a { color: oklch(0.5 0.1 20); }' },
    good: { 'app/styles.css': 'a { color: var(--color-fg); }' },
    says: /"oklch\(" is a color literal/,
  },
  {
    rule: 'colors',
    fault: 'a color by its name',
    bad: { 'app/ui/a.css': '.a { border: 1px solid red; }' },
    good: { 'app/ui/a.css': '.red { white-space: pre; color: var(--fg); } /* a red cross, gray too */' },
    says: /"red" is a color literal/,
  },
];

const dataSets: Plant[] = [
  {
    rule: 'data-sets',
    fault: 'the folder of a data set',
    bad: {
      'server/detect.ts': "if (folder === 'made-up-crm') throw folder;",
      'tests/fixtures/made-up-crm/a.csv': '',
    },
    good: { 'server/detect.ts': "if (kind === 'csv') throw kind;", 'tests/fixtures/made-up-crm/a.csv': '' },
    says: /"made-up-crm" is the name of a data set/,
  },
  {
    rule: 'data-sets',
    fault: 'the file of a data set',
    bad: { 'db/seed/x.ts': "read('Wild Rows.csv');", 'tests/fixtures/wild-set/Wild Rows.csv': '' },
    good: { 'db/seed/x.ts': "read('leads.csv');", 'tests/fixtures/wild-set/leads.csv': '' },
    says: /"Wild Rows.csv" is the name of a data set/,
  },
  {
    rule: 'data-sets',
    fault: 'the hash of a header',
    bad: { 'app/known.ts': `export const known = '${'0a1b'.repeat(8)}';` },
    good: { 'app/known.ts': "export const id = '018f2c7e-9a5b-7c3d-8e1f-2a3b4c5d6e7f';" },
    says: /looks like the hash of a header/,
  },
];

const secretsAndWords: Plant[] = [
  {
    rule: 'own-secrets',
    fault: 'an API key of our own',
    bad: {
      'docs/a.md': `curl -H "Authorization: Bearer sf_live_${'a1'.repeat(6)}_${'Zz9-'.repeat(11)}_1a2b"`,
    },
    good: { 'docs/a.md': 'curl -H "Authorization: Bearer sf_live_…"' },
    says: /holds an API key/,
  },
  {
    rule: 'workflow-pins',
    fault: 'an action by its tag',
    bad: { '.github/workflows/a.yml': '      - uses: actions/checkout@v4\n' },
    good: { '.github/workflows/a.yml': `      - uses: actions/checkout@${'0a1b2'.repeat(8)} # v4.2.2\n` },
    says: /is not pinned/,
  },
  {
    rule: 'wording',
    fault: 'a note about who wrote it',
    bad: { 'docs/a.md': ['Co', 'authored', 'by: someone'].join('-') },
    good: { 'docs/a.md': 'The session ends after thirty days.' },
    says: /is not about the product/,
  },
  {
    rule: 'wording',
    fault: 'a test that is left out',
    bad: { 'tests/a.test.ts': ['test', "skip('x', run);"].join('.') },
    good: { 'tests/a.test.ts': "test('x', run);" },
    says: /unfinished or silenced/,
  },
  {
    rule: 'set-packages',
    fault: 'a package of the foundation taken out',
    bad: foundation({ lucia: false }),
    good: foundation({ lucia: true }),
    says: /lucia is not used anywhere/,
  },
];

export const PLANTS: readonly Plant[] = [...names, ...dataSets, ...secretsAndWords, ...PLANTED_DOCUMENTS];

function foundation(used: { lucia: boolean }): Record<string, string> {
  const all = SET_PACKAGES.filter((name) => name !== 'lucia' || used.lucia);
  return {
    'package.json': manifest({ dependencies: Object.fromEntries(SET_PACKAGES.map((name) => [name, '1'])) }),
    'server/all.ts': all.map((name) => `import '${name}';\n`).join(''),
  };
}
