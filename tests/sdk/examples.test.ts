// The examples as they are handed out, in a folder with the installed package, against the real server.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeLead, makeLeads, makeTenant, type TestTenant } from '../support/factories.ts';
import { clientOf, keyOf } from './caller.ts';
import { addTypeScript, packed, projectWith, tsc, type Project } from './folder.ts';

const EXAMPLES = path.resolve(import.meta.dirname, '../../sdk/examples');

let database: TestDatabase;
let api: Api;
let project: Project;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
  project = await projectWith(path.join(await packed(), 'sdk.tgz'));
  for (const file of readdirSync(EXAMPLES))
    copyFileSync(path.join(EXAMPLES, file), path.join(project.folder, file));
}, 120_000);

async function envOf(tenant: TestTenant): Promise<Record<string, string>> {
  return { STREAMFLOW_URL: api.url, STREAMFLOW_KEY: await keyOf(tenant.admin) };
}

test('are type-checked strictly against the package', async () => {
  addTypeScript(project, '@types/node', 'undici-types');
  const compilerOptions = {
    strict: true,
    module: 'nodenext',
    target: 'es2023',
    lib: ['es2023'],
    types: ['node'],
    erasableSyntaxOnly: true,
    noEmit: true,
    preserveSymlinks: true,
  };
  project.write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  await tsc(project);
}, 120_000);

describe('the nightly sync', () => {
  let acme: TestTenant;
  let env: Record<string, string>;
  const sync = (): Promise<string> => project.run(process.execPath, ['nightly-sync.ts', 'leads.jsonl'], env);
  interface Kept {
    id: string;
    name: string;
    archived: boolean;
  }
  const kept = (): Kept[] =>
    readFileSync(path.join(project.folder, 'leads.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Kept);

  test('writes every lead once, then only what has changed', async () => {
    acme = await makeTenant();
    env = await envOf(acme);
    const ids = await makeLeads(
      acme,
      Array.from({ length: 120 }, (_, at) => ({ name: `Lead ${at}` })),
    );
    expect(await sync()).toBe('120 of 120 leads changed\n');
    expect(new Set(kept().map(({ id }) => id))).toEqual(new Set(ids));
    expect(await sync()).toBe('0 of 120 leads changed\n');

    const crm = await clientOf(api.url, acme.admin);
    await crm.leads.update({ id: ids[7]!, version: 1, name: 'Renamed' });
    await crm.leads.archive({ id: ids[8]!, version: 1 });
    await crm.leads.create({ name: 'New' });
    expect(await sync()).toBe('3 of 121 leads changed\n');
    const byId = new Map(kept().map((lead) => [lead.id, lead]));
    expect(byId.get(ids[7]!)?.name).toBe('Renamed');
    expect(byId.get(ids[8]!)?.archived).toBe(true);
  });

  test('asks only for what changed since', async () => {
    await database.admin`update crm.leads set updated_at = now() - interval '1 day' where tenant_id = ${acme.tenantId}`;
    await sync();
    const crm = await clientOf(api.url, acme.admin);
    const all = await crm.leads.list({ f: ['archived.is.any'], limit: 1 });
    expect(all.count).toBe(121);
    const { items } = await crm.leads.list({ sort: '-updated_at', f: ['archived.is.any'] });
    await crm.leads.update({ id: items[0]!.id, version: items[0]!.version, name: 'Again' });
    expect(await sync()).toBe('1 of 121 leads changed\n');
  });

  test('leaves the old file whole when it fails', async () => {
    const before = kept();
    const failing = { ...env, STREAMFLOW_KEY: 'sf_live_nobody' };
    await expect(project.run(process.execPath, ['nightly-sync.ts', 'leads.jsonl'], failing)).rejects.toThrow(
      'Sign in to continue.',
    );
    expect(kept()).toEqual(before);
  });
});

describe('the lead form', () => {
  async function openForm(tenant: TestTenant): Promise<string> {
    const child = spawn(process.execPath, ['lead-form.ts'], {
      cwd: project.folder,
      env: { ...process.env, ...(await envOf(tenant)), PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => stop(child));
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    return line.replace('listening on ', '');
  }
  async function stop(child: ChildProcess): Promise<void> {
    const gone = once(child, 'exit');
    child.kill();
    await gone;
  }
  const post = async (url: string, fields: Record<string, string>) => {
    const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
    return { status: response.status, html: await response.text() };
  };

  test('makes one lead of an enquiry however often it is sent, with the source website', async () => {
    const acme = await makeTenant();
    const url = await openForm(acme);
    const once = /name="once" value="([^"]+)"/.exec(await (await fetch(url)).text())![1]!;
    const enquiry = { name: 'Nora', email: 'nora@example.test', message: 'Please call.', once };
    for (let sent = 0; sent < 2; sent += 1)
      expect(await post(url, enquiry)).toMatchObject({
        status: 200,
        html: expect.stringContaining('Thank you'),
      });
    const { items } = await (await clientOf(api.url, acme.admin)).leads.list();
    expect(items).toMatchObject([{ name: 'Nora', email: 'nora@example.test', source: { key: 'website' } }]);
  });

  test('adds a note to a lead that is known, and shows what is wrong beside the field', async () => {
    const acme = await makeTenant();
    const id = await makeLead(acme, { name: 'Known', email: 'known@example.test' });
    const url = await openForm(acme);
    await post(url, { name: 'Known', email: 'known@example.test', message: 'Me again.', once: 'a-form-1' });
    const { items } = await (await clientOf(api.url, acme.admin)).leads.activities({ id });
    expect(items.map(({ body }) => body)).toContain('Me again.');

    const wrong = await post(url, { name: '', email: 'nobody<b>', message: '', once: 'a-form-2' });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('This is not an e-mail address');
    expect(wrong.html).not.toContain('<b>');
  });
});

describe('Python with its standard library', () => {
  test('calls the operations of the OpenAPI document by name', async () => {
    expect(pythonVersion(), 'python3 is not on this machine: apt-get install python3').toMatch(/^Python 3/);
    const acme = await makeTenant();
    const said = await project.run('python3', ['streamflow.py'], await envOf(acme));
    expect(said.trim().split('\n')).toEqual([
      `I am ${acme.admin.name}`,
      'Ada Lovelace at Analytical Engines',
      expect.stringMatching(/^refused: 422 input\.invalid \{"name": \[/),
    ]);
    const [lead] = (await (await clientOf(api.url, acme.admin)).leads.list()).items;
    expect(lead).toMatchObject({ name: 'Ada Lovelace', company: 'Analytical Engines' });
  });
});

function pythonVersion(): string {
  try {
    return execFileSync('python3', ['--version'], { encoding: 'utf8' });
  } catch {
    return '';
  }
}
