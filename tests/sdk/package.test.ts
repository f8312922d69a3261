// The package as somebody else gets it: packed, installed into an empty folder with TypeScript alone, type-checked
// with everything strict, run as both kinds of module against the real server.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { transformWithEsbuild } from 'vite';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase } from '../support/database.ts';
import { makeTenant } from '../support/factories.ts';
import { keyOf } from './caller.ts';
import { addTypeScript, packed, projectWith, tsc, type Project } from './folder.ts';

let api: Api;
let env: Record<string, string>;
let made: string;
let project: Project;

beforeAll(async () => {
  await createTestDatabase();
  api = await startApi();
  const acme = await makeTenant({ name: 'Acme' });
  env = { STREAMFLOW_URL: api.url, STREAMFLOW_KEY: await keyOf(acme.admin) };
  made = await packed();
  project = await projectWith(path.join(made, 'sdk.tgz'));
  addTypeScript(project);
}, 120_000);

const installed = (file: string): string =>
  readFileSync(path.join(project.folder, 'node_modules/streamflow', file), 'utf8');

const STRICT = {
  strict: true,
  skipLibCheck: false,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  types: [],
  target: 'es2022',
  lib: ['es2022', 'dom'],
  outDir: 'out',
};

const configure = (module: string, moduleResolution: string, files: string[]): void =>
  project.write(
    'tsconfig.json',
    JSON.stringify({ compilerOptions: { ...STRICT, module, moduleResolution }, files }),
  );

const PROGRAM = `
declare const process: { env: Record<string, string | undefined> };
declare const console: { log(text: string): void };
const crm = createClient({ url: process.env['STREAMFLOW_URL'] ?? '', apiKey: process.env['STREAMFLOW_KEY'] ?? '' });
const run = async () => {
  const { id } = await crm.leads.create({ name: 'From outside', score: 5 });
  const { name, score, owner } = await crm.leads.get({ id });
  const sum: number = (score ?? 0) + 1;
  const ownerName: string | undefined = owner?.name;
  const seen: string[] = [];
  for await (const lead of crm.leads.iterate({ q: 'outside' })) if (lead.id === id) seen.push(lead.stage.kind);
  const refused = await crm.leads.create({ name: '' }).catch((error: unknown) => error);
  const details: Record<string, string[]> = refused instanceof ApiError ? refused.details : {};
  const { tenant } = await crm.me();
  return { name, sum, hasOwner: ownerName !== undefined, seen, wrong: Object.keys(details), tenant: tenant?.name };
};
run().then((answer) => console.log(JSON.stringify(answer)));
`;
const ANSWER = {
  name: 'From outside',
  sum: 6,
  hasOwner: true,
  seen: ['open'],
  wrong: ['name'],
  tenant: 'Acme',
};

describe('installed, type-checked strictly and run', { timeout: 120_000 }, () => {
  test.each([
    ['as Node resolves it, from ESM and from CommonJS', 'node16', 'node16', ['mts', 'cts']],
    ['for a bundler', 'esnext', 'bundler', ['ts']],
  ])('%s', async (_how, module, resolution, kinds) => {
    const files = kinds.map((kind) => `program.${kind}`);
    for (const file of files)
      project.write(file, `import { ApiError, createClient } from 'streamflow';\n${PROGRAM}`);
    configure(module, resolution, files);
    await tsc(project);
    for (const kind of kinds) {
      const output = `out/program.${kind.replace('ts', 'js')}`;
      expect(JSON.parse(await project.run(process.execPath, [output], env))).toEqual(ANSWER);
    }
  });

  test('the types refuse what the server would, each at its line', async () => {
    const wrong: [line: string, named: string][] = [
      ["await crm.leads.create({ name: 'A', shoe: 1 });", 'shoe'],
      ['await crm.leads.create({});', 'name'],
      ['await crm.leads.get({ id: 1 });', 'number'],
      ['await crm.leads.explode();', 'explode'],
      ['(await crm.leads.get({ id: "" })).owner.name;', 'null'],
      ["await crm.leads.list({}, { idempotencyKey: 'a' });", 'idempotencyKey'],
    ];
    const lines = [
      "import { createClient } from 'streamflow';",
      "const crm = createClient({ url: '', apiKey: '' });",
      ...wrong.map(([line]) => line),
    ];
    project.write('wrong.mts', lines.join('\n'));
    configure('node16', 'node16', ['wrong.mts']);
    const said = await tsc(project, '--noEmit').then(
      () => '',
      (error: unknown) => String(error),
    );
    for (const [at, [line, named]] of wrong.entries())
      expect(said, line).toMatch(new RegExp(`wrong\\.mts\\(${at + 3},.*(\\n .*)*${named}`));
    expect(said.match(/wrong\.mts\(/g)).toHaveLength(wrong.length);
  });
});

describe('the package', () => {
  test('holds its bundles, its types, its licences and nothing else', () => {
    const listed = execFileSync('tar', ['tzf', path.join(made, 'sdk.tgz')], { encoding: 'utf8' });
    expect(listed.trim().split('\n').sort()).toEqual(
      [
        'README.md',
        'dist/THIRD-PARTY.txt',
        'dist/index.cjs',
        'dist/index.d.cts',
        'dist/index.d.ts',
        'dist/index.js',
        'package.json',
      ].map((file) => `package/${file}`),
    );
  });

  test('needs no other package and brings none', () => {
    const { dependencies, peerDependencies, scripts } = JSON.parse(installed('package.json')) as Record<
      string,
      unknown
    >;
    expect({ dependencies, peerDependencies, scripts }).toEqual({});
    for (const file of ['dist/index.js', 'dist/index.cjs'])
      expect(installed(file)).not.toMatch(/^import .* from|\brequire\(/m);
    expect(installed('dist/THIRD-PARTY.txt')).toContain('MIT License');
  });

  test('has types without a word of the server', () => {
    const types = installed('dist/index.d.ts');
    expect(types).toBe(installed('dist/index.d.cts'));
    expect(types).not.toMatch(
      /^import|import\(|<reference|\bfrom ['"]|trpc|zod|drizzle|AppRouter|server\//im,
    );
    expect(types).toContain('interface Leads');
  });

  test('weighs at most 15 KB where it is loaded', async () => {
    const { code } = await transformWithEsbuild(installed('dist/index.js'), 'index.js', { minify: true });
    expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(15 * 1024);
  });
});
