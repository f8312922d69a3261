import type { Finding, HouseRule, Tree } from './tree.ts';
import { installedPackages } from './lockfile.ts';

const MAX_PACKAGES = 1000;
const DOCUMENT = 'docs/dependencies.md';

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

/** Everyone who types `npm ci` pays for every dependency: each has a row saying what for, and the sum has a limit. */
export const dependencies: HouseRule = {
  name: 'dependencies',
  check(tree) {
    const findings: Finding[] = [];
    const count = installedPackages(tree).length;
    if (count > MAX_PACKAGES)
      findings.push({
        file: 'package-lock.json',
        message: `${count} packages, the limit is ${MAX_PACKAGES}`,
      });
    return [...findings, ...rowsAgainstManifest(tree)];
  },
  note: (tree) => `${installedPackages(tree).length} packages on Linux x64, limit ${MAX_PACKAGES}`,
};

function rowsAgainstManifest(tree: Tree): Finding[] {
  if (!tree.has(DOCUMENT)) return [{ file: DOCUMENT, message: 'is missing' }];
  const manifest = tree.json('package.json') as Manifest;
  const direct = new Set(
    [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies].flatMap((group) =>
      Object.keys(group ?? {}),
    ),
  );
  const rows = new Set(
    [...tree.text(DOCUMENT).matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1] ?? ''),
  );
  return [
    ...[...direct]
      .filter((name) => !rows.has(name))
      .map((name) => ({ file: DOCUMENT, message: `no row for ${name}` })),
    ...[...rows]
      .filter((name) => !direct.has(name))
      .map((name) => ({ file: DOCUMENT, message: `${name} is no direct dependency any more` })),
  ];
}
