// The API reference in a browser, and everything on it that one can paste — pasted: into a shell, into a folder with the
// client installed from the running instance, into Python.
import { beforeAll, describe, expect, test } from 'vitest';
import { operations } from '../../server/trpc/operations.ts';
import { createTestDatabase } from '../support/database.ts';
import { makeLead, makeTenant, type TestTenant } from '../support/factories.ts';
import { insertJob } from '../support/records.ts';
import { openSite, type Site } from '../support/site.ts';
import { faultsOf } from '../support/looks.ts';
import { clientOf, keyOf } from './caller.ts';
import { emptyProject, type Project } from './folder.ts';

let site: Site;
let acme: TestTenant;
let project: Project;
let key: string;

beforeAll(async () => {
  site = await openSite(await createTestDatabase(), { LIMIT_IMPORT_AT_ONCE: '20' }); // nobody runs them here
  acme = await makeTenant();
  await makeLead(acme, { name: 'Ada Lovelace' });
  key = await keyOf(acme.admin);
  project = emptyProject();
  project.write('package.json', JSON.stringify({ name: 'theirs', private: true, type: 'module' }));
  project.write('leads.csv', 'Name,Email\nGrace Hopper,grace@example.test\n');
  // a cache of its own, and no registry: the one address asked is the instance's
  const flags = ['--no-audit', '--no-fund', '--cache', 'npm-cache', '--registry', 'http://127.0.0.1:1'];
  await project.run('npm', ['install', ...flags, `${site.url}/sdk.tgz`]);
}, 240_000);

const nouns = [...new Set(operations().map(({ meta }) => meta.openapi?.tags?.[0] ?? ''))];
const pages = ['/api/docs', ...nouns.map((noun) => `/api/docs/${noun}`)];
const pageOf = async (path: string): Promise<string> => (await fetch(site.url + path)).text();

/** The samples of one kind as they stand on the page, by operation. */
async function samples(path: string, kind: string): Promise<Map<string, string>> {
  const { page, close } = await site.visit({ javaScriptEnabled: false });
  await page.goto(path);
  const found = await page
    .locator(`pre[data-sample="${kind}"]`)
    .evaluateAll((all) =>
      all.map((pre): [string, string] => [
        pre.closest('section')?.getAttribute('aria-labelledby') ?? '',
        pre.textContent,
      ]),
    );
  await close();
  return new Map(found);
}

describe('the reference', () => {
  test('answers one page for the beginning and one for each noun, and 404 for others', async () => {
    for (const path of pages) expect((await fetch(site.url + path)).status, path).toBe(200);
    for (const path of ['/api/docs/shoes', '/api/docs/__proto__', '/api/docs/leads/more'])
      expect((await fetch(site.url + path)).status, path).toBe(404);
  });

  test('describes every operation, with what it takes and answers', async () => {
    const overview = await pageOf('/api/docs');
    const all = (await Promise.all(pages.slice(1).map(pageOf))).join('');
    for (const { name, path } of operations()) {
      expect(overview, name).toContain(`<code>/api${path}</code>`);
      expect(all).toContain(`id="${name}"`);
    }
    expect(all + overview).not.toMatch(/undefined|\[object|`/);
    const leads = await pageOf('/api/docs/leads');
    for (const words of [
      'text, at most 200 characters',
      'whole number from 0 to 100',
      'defaults to the caller',
    ])
      expect(leads).toContain(words);
  });

  test('has a policy of its own under which nothing runs and nothing comes from elsewhere', async () => {
    const response = await fetch(`${site.url}/api/docs/leads`);
    const policy = response.headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/script|unsafe|http|\*/);
    expect(await response.text()).not.toMatch(/<script|<style|\sstyle=|\son\w+=|(src|href)="(https?:)?\/\//);
  });

  test('is in our look and has no violation of accessibility', async () => {
    const { page, complaints, close } = await site.visit();
    for (const path of ['/api/docs', '/api/docs/leads']) {
      await page.goto(path);
      expect(await faultsOf(page, path)).toEqual([]);
      const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      expect(await background()).toMatch(/oklch\(1 /);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await background()).toMatch(/oklch\(0\.1/);
    }
    expect(complaints).toEqual([]);
    await close();
  }, 90_000);

  test('follows the theme one has chosen', async () => {
    const theme = async (cookie: string): Promise<string> =>
      (await fetch(`${site.url}/api/docs`, { headers: { Cookie: cookie } })).text();
    expect(await theme('theme=dark')).toContain('data-theme="dark"');
    expect(await theme('theme="><b>')).not.toContain('<b>');
  });

  test('is walked by keyboard from page to page', async () => {
    const { page, close } = await site.visit({ javaScriptEnabled: false });
    await page.goto('/api/docs');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
    await page.getByRole('navigation').getByRole('link', { name: 'Leads' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/api/docs/leads');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Leads');
    await close();
  });
});

/** A record for an operation to work on, new each time. */
async function recordFor(name: string): Promise<string> {
  const noun = name.split('.')[0] ?? '';
  const leadId = await makeLead(acme, { name: 'Sample' });
  if (noun === 'jobs') return insertJob(acme);
  if (noun === 'imports') return upload();
  const { leads, tasks } = await clientOf(site.url, acme.admin);
  if (name === 'leads.revertConversion') await leads.convert({ id: leadId, version: 1 });
  if (noun !== 'tasks' || name === 'tasks.ofLead') return leadId;
  const { id } = await tasks.create({ title: 'Sample' });
  if (name === 'tasks.restore') await tasks.delete({ id, version: 1 });
  return id;
}

async function upload(): Promise<string> {
  const body = new FormData();
  body.set('file', new File(['Name\nGrace Hopper\n'], 'leads.csv'));
  const headers = { Authorization: `Bearer ${key}` };
  const response = await fetch(`${site.url}/api/leads/import`, { method: 'POST', headers, body });
  expect(response.status).toBe(202);
  const { items } = await (await clientOf(site.url, acme.admin)).imports.list();
  return items[0]!.id;
}

/** What needs more than a lead or task: an import in the right state, a session of one’s own, another noun, a tag, a file. */
const NEEDS_MORE =
  /^(auth\.(?!me$)|imports\.(configure|map|preview|run|cancel|errors)$|tasks\.of(?!Lead)|leads\.removeTag$|(leads|tasks)\.(download|deleteFile)$)/;
const SHELL = 'set -e; curl() { command curl --silent --show-error --fail-with-body "$@"; }\n';

describe('a sample', { timeout: 240_000 }, () => {
  test.each(['auth', 'dashboard', 'imports', 'jobs', 'leads', 'tasks'])(
    'of %s works when it is pasted into a shell',
    async (noun) => {
      for (const [name, text] of await samples(`/api/docs/${noun}`, 'curl')) {
        if (NEEDS_MORE.test(name)) continue;
        const env = { STREAMFLOW_KEY: key, ID: await recordFor(name) };
        await project.run('bash', ['-c', `${SHELL}# ${name}\n${text}`], env);
      }
    },
  );

  test.each(['auth', 'dashboard', 'imports', 'jobs', 'leads', 'tasks'])(
    'of %s works when it is pasted into a program with the client from this instance',
    async (noun) => {
      const steps: string[] = [];
      for (const [name, text] of await samples(`/api/docs/${noun}`, 'client')) {
        if (NEEDS_MORE.test(name)) continue;
        project.write(`${name}.mjs`, text);
        steps.push(`process.env.ID = '${await recordFor(name)}'; await import('./${name}.mjs');`);
      }
      project.write('all.mjs', steps.join('\n'));
      await project.run(process.execPath, ['all.mjs'], { STREAMFLOW_KEY: key });
    },
  );

  test('of the beginning works as curl, client and Python', async () => {
    const env = { STREAMFLOW_KEY: key };
    // the newest are listed
    await makeLead(acme, { name: 'Ada Lovelace' });
    const [curl, client, python] = await Promise.all(
      ['curl', 'client', 'python'].map(async (kind) => (await samples('/api/docs', kind)).get('begin')!),
    );
    expect(await project.run('bash', ['-c', SHELL + curl!], env)).toContain('Ada Lovelace');
    project.write('sample.mjs', client!);
    expect(await project.run(process.execPath, ['sample.mjs'], env)).toContain('Ada Lovelace');
    expect(await project.run('python3', ['-c', python!], env)).toMatch(/\w/);
  });

  test('is there for every operation', async () => {
    const withClient = operations().filter(({ meta }) => meta.requires?.includes(':'));
    for (const noun of nouns) {
      const [curl, client] = [
        await samples(`/api/docs/${noun}`, 'curl'),
        await samples(`/api/docs/${noun}`, 'client'),
      ];
      const own = (list: ReturnType<typeof operations>): string[] =>
        list.filter(({ meta }) => meta.openapi?.tags?.[0] === noun).map(({ name }) => name);
      expect([...curl.keys()]).toEqual(expect.arrayContaining(own(operations())));
      expect([...client.keys()]).toEqual(expect.arrayContaining(own(withClient)));
    }
  });
});

describe('the package of the running instance', () => {
  test('is what npm has installed, and brings nothing along', async () => {
    const listed = JSON.parse(await project.run('npm', ['ls', '--all', '--json'])) as {
      dependencies: Record<string, { resolved: string; dependencies?: unknown }>;
    };
    expect(Object.keys(listed.dependencies)).toEqual(['streamflow']);
    expect(listed.dependencies['streamflow']).toMatchObject({ resolved: `${site.url}/sdk.tgz` });
    expect(listed.dependencies['streamflow']!.dependencies).toBeUndefined();
  });

  test('says what it is, may be kept, and is not sent again to who has it', async () => {
    const first = await fetch(`${site.url}/sdk.tgz`);
    expect(first.status).toBe(200);
    expect(Object.fromEntries(first.headers)).toMatchObject({
      'content-type': 'application/gzip',
      'cache-control': 'public, max-age=300, must-revalidate',
      'content-length': String((await first.arrayBuffer()).byteLength),
    });
    const again = await fetch(`${site.url}/sdk.tgz`, {
      headers: { 'If-None-Match': first.headers.get('etag')!, 'Cache-Control': 'no-cache' },
    });
    expect(again.status).toBe(304);
    const head = await fetch(`${site.url}/sdk.tgz`, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe(first.headers.get('content-length'));
    expect((await fetch(`${site.url}/sdk.tgz`, { method: 'POST' })).status).toBe(405);
  });
});
