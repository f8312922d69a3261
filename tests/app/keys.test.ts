// The registry of keys against the rest of the product: nothing collides, leads nowhere, or is missing in the document.
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isCharacter, keyBindings, keyCaps, keysOf } from '../../app/keys.ts';
import routes from '../../app/routes.ts';

const sources = globSync('app/{ui,features,routes}/**/*.tsx').map((file) => readFileSync(file, 'utf8'));

it('no two bindings are pressed the same way', () => {
  const keys = keyBindings.map((binding) => binding.keys.toLowerCase());
  expect(keys.filter((one, at) => keys.indexOf(one) !== at)).toEqual([]);
});

it('each control that a key presses exists, and each control that has a key is in the registry', () => {
  const inUse = sources.flatMap((source) =>
    [...source.matchAll(/(?:data-key="|data-key': '|shortcut\('|keysOf\('|name="|name: ')([\w-]+)["']/g)].map(
      ([, name = '']) => name,
    ),
  );
  const known = keyBindings.flatMap(({ name }) => name ?? []);
  // of the stages of an opportunity each has its own, given by its place
  const isStage = (name: string): boolean => /^stage-[1-9]$/.test(name);
  expect(sources.some((source) => source.includes('{...stageKey('))).toBe(true);
  expect(known.filter((name) => !isStage(name) && !inUse.includes(name))).toEqual([]);
  const spelled = sources.flatMap((source) =>
    [...source.matchAll(/(?:data-key="|data-key': '|shortcut\('|keysOf\(')([\w-]+)["']/g)].map(
      ([, name = '']) => name,
    ),
  );
  expect(spelled.filter((name) => !known.includes(name))).toEqual([]);
});

it('each place a key leads to is a page', () => {
  const pages = routes.flatMap(({ path, children = [] }) => [
    path,
    ...children.flatMap((child) => [
      child.path,
      ...(child.children ?? []).map((inner) => `${child.path ?? ''}/${inner.path ?? ''}`),
    ]),
  ]);
  const nowhere = keyBindings.filter(({ to }) => to !== undefined && !pages.includes(to.slice(1)));
  expect(nowhere).toEqual([]);
});

it('characters can be switched off, what needs a modifier or types nothing cannot', () => {
  const characters = keyBindings.filter(isCharacter).map(({ keys }) => keys);
  expect(characters).toEqual(expect.arrayContaining(['c', '?', 'g d', 'Shift+X', '[']));
  for (const keys of ['Escape', 'Space', 'Enter', '$mod+Enter']) expect(characters).not.toContain(keys);
});

it('is spelled for people and for their tools', () => {
  expect(keyCaps('g l')).toEqual([['g'], ['l']]);
  expect(keyCaps('$mod+Enter')).toEqual([['Ctrl or ⌘', '↵']]);
  expect(keysOf('search')).toBe('/');
  expect(keysOf('no such control')).toBeUndefined();
});

it('docs/shortcuts.md says what the registry says', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/shortcuts-docs.ts', '--check'], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
