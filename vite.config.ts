import path from 'node:path';
import { vitePlugin as remix } from '@remix-run/dev';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig, type Plugin } from 'vite';
import { denyImports } from 'vite-env-only';
import remixOptions from './remix.config.js';

const root = import.meta.dirname;
const NATIVE = ['server', 'db', 'app/contracts'].map((folder) => path.join(root, folder) + path.sep);

/** How build/server/index.js spells the modules it does not contain: "../../server/env.ts". */
const fromServerBundle = (id: string): string =>
  NATIVE.some((folder) => id.startsWith(folder)) ? path.relative(path.join(root, 'build/server'), id) : id;

/** Components that few pages show: each goes where it is used, so that signing in does not wait for charts. */
const ON_DEMAND =
  /\/app\/ui\/(bulk-bar|chart|choices|code-block|combo-list|combobox|composer|date-field|meter|pager|palette|panel|ruled-field|timeline|tooltip|use-offers|use-scripted|view-tabs)\.(tsx?|css)$/;

/** What every page needs in two files the browser keeps: the framework, and the components. */
function sharedChunk(id: string): string | undefined {
  if (
    /\/node_modules\/(react|react-dom|scheduler|@remix-run|react-router|react-router-dom|turbo-stream)\//.test(
      id,
    )
  ) {
    return 'framework';
  }
  return id.startsWith(path.join(root, 'app/ui/')) && !ON_DEMAND.test(id) ? 'ui' : undefined;
}

/** Node loads these folders itself, so that each of their modules exists once per process. */
function keepServerNative(): Plugin {
  return {
    name: 'keep-server-native',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (!options.ssr || !importer || !/^\.{0,2}\//.test(source)) return null;
      const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
      if (!resolved || !NATIVE.some((folder) => resolved.id.startsWith(folder))) return null;
      return { id: resolved.id, external: 'absolute' };
    },
  };
}

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [
    tailwindcss(),
    denyImports({
      client: {
        files: ['server/**', 'db/**', 'app/edge/**', '**/*.server.*'],
        specifiers: [/^node:/, 'zod', 'postgres', /^drizzle-orm/],
      },
    }),
    keepServerNative(),
    process.env['VITEST'] ? null : remix(remixOptions as Parameters<typeof remix>[0]),
  ],
  ssr: { noExternal: ['tinykeys'] },
  optimizeDeps: { entries: ['app/**/*.{ts,tsx}'] },
  build: {
    target: isSsrBuild ? 'node24' : 'es2022',
    assetsInlineLimit: 0,
    sourcemap: isSsrBuild ? true : false,
    rollupOptions: {
      // one file on the server: what it leaves to Node is found from where that file lies
      output: isSsrBuild
        ? { paths: fromServerBundle, inlineDynamicImports: true }
        : { manualChunks: sharedChunk },
    },
  },
}));
