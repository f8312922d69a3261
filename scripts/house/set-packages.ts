import type { Finding, HouseRule, Tree } from './tree.ts';

/** The packages the product is built on by decision. Each stays a direct dependency and is really used. */
export const SET_PACKAGES = [
  '@remix-run/node',
  '@remix-run/react',
  '@remix-run/dev',
  '@trpc/server',
  '@trpc/client',
  'drizzle-orm',
  'drizzle-kit',
  'postgres',
  'graphile-worker',
  'lucia',
  'jose',
  'openai',
  'zod',
  'pino',
  'react',
  'react-dom',
  'tailwindcss',
  'vite',
  'vitest',
  'playwright',
  'typescript',
] as const;

const USERS =
  /^((app|server|db|scripts|tests|sdk)\/.*\.(tsx?|css)|[^/]+\.(ts|[cm]?js)|tsconfig\.json|package\.json)$/;

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  scripts?: Record<string, string>;
}

export const setPackages: HouseRule = {
  name: 'set-packages',
  check(tree) {
    const manifest = tree.json('package.json') as Manifest;
    const direct = { ...manifest.dependencies, ...manifest.devDependencies };
    return SET_PACKAGES.flatMap((name): Finding[] => {
      if (!(name in direct)) return [{ file: 'package.json', message: `${name} is not a direct dependency` }];
      return isUsed(tree, manifest, name)
        ? []
        : [{ file: 'package.json', message: `${name} is not used anywhere` }];
    });
  },
};

/** Imported by code or style, or — for tools that are commands — run by an npm script. */
function isUsed(tree: Tree, manifest: Manifest, name: string): boolean {
  const commands: Record<string, string> = { typescript: 'tsc', '@remix-run/dev': 'remix' };
  const command = commands[name];
  if (command && Object.values(manifest.scripts ?? {}).some((line) => line.split(/\s+/).includes(command)))
    return true;
  const imported = new RegExp(`(from|import|import\\()\\s*['"]${name}(/[^'"]+)?['"]`);
  return tree.files.some(
    (file) => USERS.test(file) && !file.startsWith('tests/fixtures/') && imported.test(tree.text(file)),
  );
}
