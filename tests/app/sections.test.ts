import { matchRoutes } from '@remix-run/react';
import { describe, expect, it } from 'vitest';
import routes from '../../app/routes.ts';
import { firstWord, sectionOf, wordsOf, type BuildLike } from '../../app/sections.ts';

type Entries = typeof routes;
interface Flat {
  id: string;
  parentId?: string;
  path?: string;
  index?: boolean;
}

/** The routes as the framework's build lists them: flat, each with its parent. */
const flat = (entries: Entries, parentId: string): Flat[] =>
  entries.flatMap(({ file, path, index, children }) => [
    { id: file, parentId, ...(path !== undefined && { path }), ...(index && { index }) },
    ...flat(children ?? [], file),
  ]);
const all: Flat[] = [{ id: 'root', path: '' }, ...flat(routes, 'root')];
const manifest = Object.fromEntries(all.map((route) => [route.id, route]));
const build: BuildLike = { routes: manifest, assets: { routes: manifest } };

type Branch = NonNullable<Parameters<typeof matchRoutes>[0]>[number];

const tree = ({ routes: left }: BuildLike, parentId?: string): Branch[] =>
  (Object.values(left) as Flat[])
    .filter((route) => route.parentId === parentId)
    .map(({ id, path, index }): Branch =>
      index
        ? { id, index }
        : { id, ...(path !== undefined && { path }), children: tree({ ...build, routes: left }, id) },
    );

const matched = (from: BuildLike, address: string) =>
  matchRoutes(tree(from), address)?.map(({ route, params }) => [route.id, params]);

const words = wordsOf(build);
const examples = (path: string) => [path.replaceAll(/:\w+\??/g, 'x1'), path.replaceAll(/\/:\w+\?$/g, '')];
const addresses = all.flatMap((route) => {
  const path: string[] = [];
  for (let at: Flat | undefined = route; at; at = manifest[at.parentId ?? ''])
    if (at.path) path.unshift(at.path);
  return examples(`/${path.join('/')}`);
});

it('every word that addresses begin with has a section', () => {
  expect(words).toEqual(expect.arrayContaining(['leads', 'settings', 'login', 'dev']));
  expect(words).not.toContain('*');
});

it('a section matches every address of it as the whole does, known or not', () => {
  for (const address of [...addresses, ...words.flatMap((word) => [`/${word}/nowhere`, `/${word}/`])]) {
    const word = firstWord(address);
    const part = words.includes(word) ? sectionOf(build, word) : build;
    expect([address, matched(part, address)]).toEqual([address, matched(build, address)]);
  }
});

it('a section is small, and what the browser is told of routes is cut alike', () => {
  const part = sectionOf(build, 'leads');
  expect(Object.keys(part.routes).length).toBeLessThan(all.length / 2);
  expect(Object.keys(part.assets.routes)).toEqual(Object.keys(part.routes));
});

describe('the first word', () => {
  it.each([
    ['/', ''],
    ['/leads', 'leads'],
    ['/leads.data', 'leads'],
    ['/leads/1.data', 'leads'],
    ['//leads', ''],
    ['/Leads', 'Leads'],
    ['/_root.data', '_root'],
  ])('of %s is %j', (pathname, word) => {
    expect(firstWord(pathname)).toBe(word);
    if (word !== 'leads') expect(words).not.toContain(word);
  });
});
