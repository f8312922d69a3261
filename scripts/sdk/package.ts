// The package of the typed client, ready to install: sdk/src bundled as ESM and CommonJS with one .d.ts, packed by npm.
// @trpc/client goes into the bundle, so that the package needs nothing else and installs without a registry.
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { declarations } from './declarations.ts';

/** Makes `<into>/sdk/` and, from it, `<into>/sdk.tgz`. */
export async function packSdk(root: string, into: string): Promise<void> {
  const source = path.join(root, 'sdk');
  const folder = path.join(into, 'sdk');
  const dist = path.join(folder, 'dist');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  for (const file of ['package.json', 'README.md']) cpSync(path.join(source, file), path.join(folder, file));
  const types = declarations(source);
  for (const name of ['index.d.ts', 'index.d.cts']) writeFileSync(path.join(dist, name), types);
  await bundle(path.join(source, 'src/index.ts'), dist);
  writeFileSync(path.join(dist, 'THIRD-PARTY.txt'), licences(root));
  await pack(folder, into);
}

async function bundle(entry: string, outDir: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      minify: false,
      rollupOptions: { treeshake: 'smallest' },
      lib: {
        entry,
        formats: ['es', 'cjs'],
        fileName: (format) => (format === 'es' ? 'index.js' : 'index.cjs'),
      },
    },
  });
}

/** What is bundled keeps its notice. */
function licences(root: string): string {
  return ['@trpc/client', '@trpc/server']
    .map((name) => {
      const licence = readFileSync(path.join(root, 'node_modules', name, 'LICENSE'), 'utf8');
      return `${name}\n\n${licence.trim()}\n`;
    })
    .join('\n');
}

async function pack(folder: string, into: string): Promise<void> {
  const args = ['pack', '--json', '--ignore-scripts', '--offline', '--pack-destination', into];
  const { stdout } = await promisify(execFile)('npm', args, {
    cwd: folder,
    env: { ...process.env, npm_config_update_notifier: 'false', npm_config_loglevel: 'error' },
  });
  const [packed] = JSON.parse(stdout) as { filename: string }[];
  if (!packed) throw new Error('npm pack made no package.');
  renameSync(path.join(into, packed.filename), path.join(into, 'sdk.tgz'));
}
