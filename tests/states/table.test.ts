// No page is left out of the table, and none without a state that its module makes possible.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pages } from './table.ts';

const FOLDER = 'app/routes';
const modules = readdirSync(FOLDER).map((file) => ({
  file,
  text: readFileSync(`${FOLDER}/${file}`, 'utf8'),
}));
const withPage = modules.filter(({ text }) => text.includes('export default function'));
/** What only holds other pages. */
const FRAMES = ['app.tsx', 'settings.tsx'];

test('every page is in the table, once, and the table has no other', () => {
  const known = withPage.map(({ file }) => file).filter((file) => !FRAMES.includes(file));
  expect(pages.map(({ file }) => file).sort()).toEqual(known.sort());
});

test('every page that reads something says on its own page that it could not', () => {
  const without = withPage.filter(
    ({ text }) =>
      /export (const|async function) loader/.test(text) && !text.includes('export function ErrorBoundary'),
  );
  expect(without.map(({ file }) => file)).toEqual([]);
});

/** Reads nothing that can be away, or only what is known anyway. */
const READS_NOTHING = [
  'login.tsx',
  'login.code.tsx',
  'verify.pending.tsx',
  'verify.$token.tsx',
  'sudo.tsx',
  'dev.ui.tsx',
  'not-found.tsx',
  'settings.security.code.tsx',
  'admin.health.tsx',
];
/** Everybody has their own, whatever their role. */
const OF_EVERYBODY = [
  'inbox.tsx',
  'settings.profile.tsx',
  'settings.security.tsx',
  'settings.security.code.tsx',
  'not-found.tsx',
];

test.each(pages)('$file names the states that its module makes possible', (page) => {
  const text = modules.find(({ file }) => file === page.file)?.text ?? '';
  const { file, at } = page;
  const missing: string[] = [];
  const need = (state: keyof typeof page, when: boolean): void => {
    if (when && page[state] === undefined) missing.push(state);
  };
  need('broken', text.includes('export const loader') && !READS_NOTHING.includes(file));
  need('denied', /(pageLoader|formLoader)/.test(text) && !OF_EVERYBODY.includes(file));
  need('missing', at.includes(':'));
  need('readOnly', page.denied !== undefined && !file.startsWith('import.$id'));
  need('refused', text.includes('formLoader('));
  need('conflict', file.endsWith('$id.edit.tsx') && !file.startsWith('activities'));
  need('filtered', /listRequest|userList/.test(text));
  expect(missing).toEqual([]);
});
