// What makes `npm ci` fail or reach somewhere unexpected later, seen in the lockfile today.
// Does not judge versions or advisories.
import type { Finding, HouseRule, Tree } from './tree.ts';

const FILE = 'package-lock.json';

interface LockEntry {
  version?: string;
  integrity?: string;
  resolved?: string;
  link?: boolean;
  os?: string | string[];
  cpu?: string | string[];
  libc?: string | string[];
  bundleDependencies?: string[];
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

interface Lockfile {
  lockfileVersion: number;
  packages: Record<string, LockEntry>;
}

export const lockfile: HouseRule = {
  name: 'lockfile',
  check(tree) {
    if (!tree.has(FILE)) return [{ file: FILE, message: 'is missing' }];
    const { lockfileVersion, packages } = tree.json(FILE) as Lockfile;
    const findings: Finding[] = [];
    if (lockfileVersion !== 3)
      findings.push({ file: FILE, message: `lockfileVersion ${lockfileVersion}, not 3` });
    findings.push(...manifestAgainstRoot(tree, packages));
    for (const [path, entry] of Object.entries(packages)) {
      findings.push(...missingEntries(packages, path, entry), ...origin(path, entry));
    }
    return findings;
  },
};

/** What an install on Linux x64 with glibc puts on disk: name@version of each, the same version twice counted once. */
export function installedPackages(tree: Tree): string[] {
  if (!tree.has(FILE)) return [];
  const installed = Object.entries((tree.json(FILE) as Lockfile).packages).filter(
    ([path, entry]) =>
      path !== '' && accepts(entry.os, 'linux') && accepts(entry.cpu, 'x64') && accepts(entry.libc, 'glibc'),
  );
  return [
    ...new Set(
      installed.map(([path, entry]) => `${path.split('node_modules/').at(-1) ?? ''}@${entry.version ?? ''}`),
    ),
  ];
}

/** npm's platform lists: ["linux"] names who may, ["!win32"] who may not. */
function accepts(list: string | string[] | undefined, value: string): boolean {
  const items = list === undefined ? [] : [list].flat();
  if (items.includes(`!${value}`)) return false;
  const named = items.filter((item) => !item.startsWith('!'));
  return named.length === 0 || named.includes(value);
}

/** A dependency, optional ones included, must have an entry where Node would find it: else `npm ci` says "Missing: …". */
function missingEntries(packages: Record<string, LockEntry>, path: string, entry: LockEntry): Finding[] {
  const inTheTarball = entry.bundleDependencies ?? [];
  return Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })
    .filter((name) => !inTheTarball.includes(name))
    .filter((name) => !lookupPaths(path, name).some((candidate) => candidate in packages))
    .map((name) => ({ file: FILE, message: `${path || 'package.json'} needs ${name}, which has no entry` }));
}

/** Where Node looks for a package, from the folder of the one that needs it up to the root. */
function lookupPaths(path: string, name: string): string[] {
  const parents = path.split('/node_modules/');
  const folders = parents.map((_, index) => parents.slice(0, parents.length - index).join('/node_modules/'));
  return [
    ...folders.filter(Boolean).map((folder) => `${folder}/node_modules/${name}`),
    `node_modules/${name}`,
  ];
}

function origin(path: string, entry: LockEntry): Finding[] {
  if (path === '' || entry.link) return [];
  const findings: Finding[] = [];
  if (!entry.integrity) findings.push({ file: FILE, message: `${path} has no integrity hash` });
  if (entry.resolved) findings.push({ file: FILE, message: `${path} names the host it came from` });
  return findings;
}

function manifestAgainstRoot(tree: Tree, packages: Record<string, LockEntry>): Finding[] {
  const manifest = tree.json('package.json') as LockEntry;
  const root = packages[''];
  if (!root) return [{ file: FILE, message: 'has no root entry' }];
  return (['dependencies', 'devDependencies', 'optionalDependencies'] as const).flatMap((group) => {
    const wanted = manifest[group] ?? {};
    const locked = root[group] ?? {};
    return [...new Set([...Object.keys(wanted), ...Object.keys(locked)])]
      .filter((name) => wanted[name] !== locked[name])
      .map((name) => ({ file: FILE, message: `${name} differs from package.json: run npm install` }));
  });
}
