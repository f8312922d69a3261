// Every state of every page through the whole product, as it reads before any script has run.
import { beforeAll, describe, expect, test } from 'vitest';
import { cookieOf, startWeb, type Web } from '../support/site.ts';
import { IN_FRAME, pages, type PageStates } from './table.ts';
import { addressOf, makeWorld, NO_ID, type Who, type World } from './world.ts';

let world: World;
let web: Web;
const cookies = new Map<Who, string>();

beforeAll(async () => {
  world = await makeWorld();
  web = await startWeb(world.database, { LIMIT_FACTOR: '1000' });
  for (const who of ['admin', 'reader', 'stranger', 'newcomer'] as const)
    cookies.set(who, await cookieOf(web, world.people[who]));
}, 240_000);

interface Shown {
  status: number;
  html: string;
  /** what is on the page itself, as text */
  text: string;
}

async function open(who: Who | null, address: string, form?: Record<string, string>): Promise<Shown> {
  const answer = await fetch(web.url + address, {
    redirect: 'manual',
    headers: { Cookie: (who && cookies.get(who)) ?? '', Accept: 'text/html', Origin: web.url },
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
  });
  const html = await answer.text();
  const main = /<main[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1] ?? '';
  const text = main
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#x27;/g, "'")
    .replace(/\s+/g, ' ');
  return { status: answer.status, html: main, text };
}

const with_ = <Name extends keyof PageStates>(state: Name) =>
  pages.filter((page): page is PageStates & Required<Pick<PageStates, Name>> => page[state] !== undefined);

/** Forms that change something of the tenant, by a button that can be pressed; how one's own lists look is none. */
const liveForms = (html: string): string[] =>
  (html.match(/<form[^>]*method="post"[\s\S]*?<\/form>/g) ?? []).filter(
    (form) =>
      !form.includes('action="/theme"') && /<button(?![^>]* disabled)(?![^>]*type="button")/.test(form),
  );

/** While the relation is away. */
async function without(relation: string, doing: () => Promise<void>): Promise<void> {
  const [schema = '', name = ''] = relation.split('.');
  const kind = name.endsWith('_seen') ? 'view' : 'table';
  await world.database.admin.unsafe(`alter ${kind} ${relation} rename to ${name}_away`);
  try {
    await doing();
  } finally {
    await world.database.admin.unsafe(`alter ${kind} ${schema}.${name}_away rename to ${name}`);
  }
}

test.each(with_('empty'))('$file before anything was made', async ({ at, empty }) => {
  const isOfRecord = at.includes(':');
  const shown = await open(isOfRecord ? 'reader' : 'newcomer', addressOf(world, at));
  expect([shown.status, shown.text]).toEqual([200, expect.stringContaining(empty)]);
});

test.each(with_('filtered'))('$file where nothing matches', async ({ at, filtered: [query, said] }) => {
  const shown = await open('admin', addressOf(world, at) + query);
  expect([shown.status, shown.text]).toEqual([200, expect.stringContaining(said)]);
});

test.each(with_('denied'))('$file names $denied to who lacks it', async ({ at, denied }) => {
  const shown = await open('stranger', addressOf(world, at));
  expect([shown.status, shown.text]).toEqual([403, expect.stringContaining('You may not see this')]);
  expect(shown.html).toContain(`<code>${denied}</code>`);
});

describe.each(with_('missing'))('$file', ({ at }) => {
  test('of an id that nothing has, and of one of another tenant: nothing here, and a search', async () => {
    const [nobodys, theirs] = [
      await open('admin', at.replace(/:\w+/, NO_ID)),
      await open('newcomer', addressOf(world, at)),
    ];
    for (const shown of [nobodys, theirs]) {
      expect([shown.status, shown.text]).toEqual([404, expect.stringContaining('Nothing here')]);
      expect(shown.html).toContain('type="search"');
    }
    expect(theirs.text).toBe(nobodys.text);
  });
});

test.each(with_('readOnly'))('$file for who may only read', async ({ at, readOnly }) => {
  const shown = await open('reader', addressOf(world, at));
  if (typeof readOnly === 'string') {
    expect(shown.status).toBe(403);
    expect(shown.html).toContain(`<code>${readOnly}</code>`);
  } else {
    expect(shown.status).toBe(200);
    expect(liveForms(shown.html)).toEqual([]);
  }
});

test.each(with_('refused'))(
  '$file keeps a refused form',
  async ({ at, isOutside, refused: { sent, kept, said } }) => {
    const shown = await open(isOutside ? null : 'admin', addressOf(world, at), sent);
    expect([shown.status, shown.text]).toEqual([422, expect.stringContaining(said)]);
    expect(shown.html).toMatch(/aria-invalid|role="alert"/);
    if (kept) expect(shown.html).toContain(kept);
  },
);

test.each(with_('conflict'))(
  '$file saved meanwhile shows both values',
  async ({ at, conflict: { field, rest } }) => {
    const address = addressOf(world, at);
    const version = /name="version" value="(\d+)"/.exec((await open('admin', address)).html)?.[1] ?? '';
    const save = (value: string) => open('admin', address, { ...rest, version, [field]: value });
    expect((await save('Theirs Indeed')).status).toBe(302);
    const shown = await save('Mine Indeed');
    expect(shown.status).toBe(409);
    expect(shown.text).toContain('Someone else changed this');
    expect(shown.text).toContain('Theirs Indeed');
    expect(shown.html).toContain('Mine Indeed');
  },
);

test('what is broken says what, why, what to do and its request id, and the frame stays', async () => {
  const faults: string[] = [];
  const broken = with_('broken');
  for (const relation of new Set(broken.map((page) => page.broken)))
    await without(relation, async () => {
      for (const { file, at } of broken.filter((page) => page.broken === relation)) {
        const { status, html, text } = await open('admin', addressOf(world, at));
        const hasAll =
          text.includes('Something went wrong') &&
          text.includes('Retry') &&
          /Request id\s+[0-9a-f-]{36}/.test(text);
        const lost =
          !IN_FRAME.includes(relation) && relation.startsWith('crm.') && !html.includes('class="loading-bar');
        if (status !== 500 || !hasAll || lost)
          faults.push(
            `${file} without ${relation}: ${status} ${lost ? 'no frame' : ''} ${text.slice(0, 120)}`,
          );
      }
    });
  expect(faults).toEqual([]);
});

test('an address that leads nowhere offers a search', async () => {
  const shown = await open('admin', '/nowhere/at/all');
  expect(shown.status).toBe(404);
  expect(shown.html).toContain('type="search"');
});

test('a page for operators says so to everybody else', async () => {
  const shown = await open('admin', '/admin/health');
  expect([shown.status, shown.text]).toEqual([
    403,
    expect.stringContaining('for operators of the installation'),
  ]);
});

test('the frame is there although its unread count is not', async () => {
  await without('crm.notifications', async () => {
    expect((await open('admin', '/leads')).status).toBe(200);
  });
});

test('too many of any page in a second: what happened, when to try again, and "Retry"', async () => {
  const narrow = await startWeb(world.database, { LIMIT_PAGE_USER_PER_SECOND: '1' });
  const cookie = await cookieOf(narrow, world.people.admin);
  for (const { file, at } of pages.filter(({ denied }) => denied)) {
    const address = addressOf(world, at);
    let answer: Response;
    do
      answer = await fetch(narrow.url + address, {
        headers: { Cookie: cookie, Accept: 'text/html' },
        redirect: 'manual',
      });
    while (answer.status !== 429);
    const html = await answer.text();
    expect(html, file).toContain('Too many requests');
    expect(html, file).toMatch(/Try again in/);
    expect(html, file).toMatch(new RegExp(`<a href="${address}"[^>]*>.*Retry</a>`));
    expect(html, file).toMatch(/Request id <code>[0-9a-f-]{36}/);
    expect(Number(answer.headers.get('retry-after')), file).toBeGreaterThan(0);
  }
});
