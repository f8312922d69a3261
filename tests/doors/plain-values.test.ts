// Numbers, days, names and parameters with two names: what is not plainly one is refused by field, at every door alike.
import { beforeAll, describe, expect, it } from 'vitest';
import { newLeadForm } from '../../app/contracts/lead-forms.ts';
import { parseWithZod } from '@conform-to/zod/v4';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase } from '../support/database.ts';
import { makeLead, makeTenant, type TestTenant } from '../support/factories.ts';

let api: Api;
let acme: TestTenant;

beforeAll(async () => {
  await createTestDatabase();
  api = await startApi();
  acme = await makeTenant();
});

interface Refusal {
  details?: Record<string, string[]>;
}
const ask = (path: string) => api.rest(acme.user)<Refusal>('GET', path);
const send = (path: string, body: Record<string, unknown>) =>
  api.rest(acme.user)<Refusal & { id: string }>('POST', path, body);

describe('a number', () => {
  it.each([null, true, false, '', ' ', '0x10', '1e1', '12px', [], [7], {}, 'NaN', 'Infinity', '٣'])(
    'is not %j: a score is refused by its name',
    async (score) => {
      const answer = await send('/leads', { name: 'Ada', score });
      expect([answer.status, Object.keys(answer.body.details ?? {})]).toEqual([422, ['score']]);
    },
  );

  it.each([7, '7', ' 7 '])('is %j', async (score) => {
    const made = await send('/leads', { name: 'Ada', score });
    const read = await api.rest(acme.user)<{ score: number }>('GET', `/leads/${made.body.id}`);
    expect(read.body.score).toBe(7);
  });

  it.each([null, true, '', '0x1', '1e0'])('is not %j: a version is refused by its name', async (version) => {
    const id = await makeLead(acme, { ownerId: acme.user.userId });
    const answer = await api.rest(acme.user)<Refusal>('PATCH', `/leads/${id}`, {
      version,
      title: 'Countess',
    });
    expect([answer.status, Object.keys(answer.body.details ?? {})]).toEqual([422, ['version']]);
  });

  it('is a filled form field; an empty one is left out', () => {
    const typed = (score: string) => {
      const form = new FormData();
      form.set('name', 'Ada');
      form.set('score', score);
      const { status, payload, ...rest } = parseWithZod(form, { schema: newLeadForm });
      return status === 'success' ? (rest as { value: { score?: number } }).value.score : payload;
    };
    expect(typed('42')).toBe(42);
    expect(typed('')).toBeUndefined();
  });

  it.each(['limit', 'pageSize', 'page'])('%s in a query is digits', async (name) => {
    expect((await ask(`/leads?${name}=2`)).status).toBe(200);
    for (const wrong of ['0x10', '1e1', '', '+2', '2.5', 'true', '٣']) {
      const answer = await ask(`/leads?${name}=${encodeURIComponent(wrong)}`);
      expect([wrong, answer.status, Object.keys(answer.body.details ?? {})]).toEqual([wrong, 400, [name]]);
    }
  });
});

describe('a parameter with two names', () => {
  it.each([
    ['q=ada&query=grace', ['q', 'query']],
    ['limit=10&pageSize=20', ['limit', 'pageSize']],
  ])('given twice and differently (%s) is a 400 that names both', async (query, names) => {
    const answer = await ask(`/leads?${query}`);
    expect([answer.status, Object.keys(answer.body.details ?? {})]).toEqual([400, names]);
  });

  it('given twice and alike is taken', async () => {
    expect((await ask('/leads?q=ada&query=ada&limit=10&pageSize=10')).status).toBe(200);
  });
});

describe('a day', () => {
  const WRONG = [
    '2026-02-31',
    '2026-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '0000-01-01',
  ];
  const RIGHT = ['2024-02-29', '2026-12-31'];

  it.each(WRONG)('that there is not, %s, is refused as filter, cursor and due time', async (day) => {
    for (const value of [day, `${day}T10:00:00Z`]) {
      expect([value, (await ask(`/leads?f=created.before.${value}`)).status]).toEqual([value, 400]);
    }
    const cursor = JSON.stringify([
      'created_at',
      1,
      `${day}T10:00:00Z`,
      '01900000-0000-7000-8000-000000000000',
    ]);
    expect((await ask(`/leads?after=${Buffer.from(cursor).toString('base64url')}`)).status).toBe(400);
    const task = await send('/tasks', { title: 'Call back', dueAt: `${day}T10:00:00Z` });
    expect([task.status, Object.keys(task.body.details ?? {})]).toEqual([422, ['dueAt']]);
  });

  it('that leaves the years a database can write, by its offset, is refused', async () => {
    for (const dueAt of ['0001-01-01T00:00:00+14:00', '9999-12-31T23:59:59-12:00']) {
      expect([dueAt, (await send('/tasks', { title: 'Call back', dueAt })).status]).toEqual([dueAt, 422]);
    }
  });

  it.each(RIGHT)('that there is, %s, is taken', async (day) => {
    expect((await ask(`/leads?f=created.before.${day}`)).status).toBe(200);
    expect((await send('/tasks', { title: 'Call back', dueAt: `${day}T10:00:00Z` })).status).toBe(201);
  });
});

describe('a name', () => {
  it.each([
    ['zero-width space', '\u200b'],
    ['byte order mark', '\ufeff'],
    ['word joiner', '\u2060'],
    ['soft hyphen', '\u00ad'],
    ['a combining mark alone', '\u0301'],
    ['no-break space', '\u00a0'],
    ['Hangul filler', '\u3164'],
    ['Braille blank', '\u2800'],
    ['a direction mark', '\u200f'],
    ['all of them', '\u200b\u2060 \u00ad\u0301\u00a0'],
  ])('of nothing but %s counts as empty', async (_what, name) => {
    const answer = await send('/leads', { name });
    expect([answer.status, answer.body.details]).toEqual([422, { name: ['Enter name.'] }]);
  });

  it.each(['é', 'e\u0301', '名', '👩‍🚀', 'न\u093f', '.', '\u200bAda'])(
    'of %j is one, and stays as it is',
    async (name) => {
      const { body } = await send('/leads', { name });
      const read = await api.rest(acme.user)<{ name: string }>('GET', `/leads/${body.id}`);
      expect(read.body.name).toBe(name.trim());
    },
  );
});
