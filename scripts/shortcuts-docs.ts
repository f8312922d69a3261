// Writes docs/shortcuts.md from the registry of keys; `--check` only says whether it is current.
import { readFileSync, writeFileSync } from 'node:fs';
import { keyCaps, keyGroups } from '../app/keys.ts';

const FILE = 'docs/shortcuts.md';

const spelled = (keys: string): string =>
  keyCaps(keys)
    .map((chord) => chord.map((cap) => `<kbd>${cap}</kbd>`).join(' + '))
    .join(' then ');

const parts = keyGroups().map(([group, bindings]) =>
  [
    `## ${group}`,
    '',
    '| Keys | What they do |',
    '| --- | --- |',
    ...bindings.map(({ keys, label }) => `| ${spelled(keys)} | ${label} |`),
  ].join('\n'),
);

const text = `# Keys

Written by \`node scripts/shortcuts-docs.ts\` from \`app/keys.ts\`. In the product <kbd>?</kbd> shows the same list, and
so does Settings → Profile. A key acts where its control is on the page, never while you type, and single letters can
be switched off.

${parts.join('\n\n')}
`;

if (!process.argv.includes('--check')) writeFileSync(FILE, text);
else if (readFileSync(FILE, 'utf8') !== text) {
  console.error(`${FILE} is out of date. Run: node scripts/shortcuts-docs.ts`);
  process.exitCode = 1;
}
