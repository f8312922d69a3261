// Every naughty string through every text field: stored byte for byte or refused as unstorable, never a fault.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { leadCreate } from '../../app/contracts/leads.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeLead, makeTenant, type TestTenant } from '../support/factories.ts';

const naughty = JSON.parse(
  readFileSync(new URL('../fixtures/naughty-strings/blns.json', import.meta.url), 'utf8'),
) as string[];

const SQL_AND_MARKUP = [
  "'; drop table crm.leads; --",
  "' or tenant_id is not null --",
  '\\',
  '%',
  '_',
  '%%%',
  '$1',
  '${process.env}',
  '<svg onload=alert(1)>',
  '"><script>alert(1)</script>',
  'javascript:alert(1)',
  'a\nBcc: everyone@example.test',
  '=HYPERLINK("http://evil.example")',
  '\u202eexe.txt',
  '\ufeff',
  '😀'.repeat(60),
];
const strings = [...naughty, ...SQL_AND_MARKUP];
const TEXT_FIELDS = ['company', 'title', 'phone', 'website', 'industry', 'description'] as const;

let database: TestDatabase;
let api: Api;
let acme: TestTenant;
let leadId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
  acme = await makeTenant();
  leadId = await makeLead(acme, { ownerId: acme.user.userId, name: 'Bystander' });
});

const storable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

async function inBatches(texts: readonly string[], run: (text: string) => Promise<void>): Promise<void> {
  const left = [...texts];
  while (left.length) await Promise.all(left.splice(0, 8).map(run));
}

it('the list of text fields is the contract’s', () => {
  const texts = Object.entries(leadCreate.shape)
    .filter(([key, field]) => !/id$/i.test(key) && (field as z.ZodType).safeParse('Some text').success)
    .map(([key]) => key);
  expect(texts.sort()).toEqual(['externalSource', 'name', ...TEXT_FIELDS].sort());
});

/** Thousands of requests: slow on a busy machine, never by one of them. */
const SLOW = 240_000;

describe('each of them', { timeout: SLOW }, () => {
  it('as name and in every text field of a lead comes back as it was sent, trimmed', async () => {
    const rest = api.rest(acme.user);
    await inBatches(strings, async (text) => {
      const cut =
        text.slice(0, 60).toWellFormed() === text.slice(0, 60) ? text.slice(0, 60) : text.slice(0, 59);
      const fields = Object.fromEntries(TEXT_FIELDS.map((field) => [field, cut]));
      const made = await rest<{ id: string }>('POST', '/leads', {
        ...fields,
        name: `N ${cut}`,
        description: text,
      });
      if (!storable(text)) {
        expect([text, made.status]).toEqual([text, 422]);
        return;
      }
      expect([text, made.status]).toEqual([text, 201]);
      const read = await rest('GET', `/leads/${made.body.id}`);
      expect(read.body).toMatchObject({
        name: `N ${cut}`.trim(),
        description: text.trim() || null,
        company: cut.trim() || null,
        website: cut.trim() || null,
      });
    });
  });

  it('as a note comes back as it was sent', async () => {
    const rest = api.rest(acme.user);
    await inBatches(strings.filter(storable), async (text) => {
      const made = await rest('POST', `/leads/${leadId}/notes`, { body: text });
      expect([text, made.status]).toEqual([text, text.trim() ? 201 : 422]);
    });
  });

  it('as search, filter, sort and cursor is an answer or a 400, never a fault', async () => {
    const rest = api.rest(acme.user);
    await inBatches(strings, async (text) => {
      const word = encodeURIComponent(text.toWellFormed().slice(0, 150));
      expect([text, (await rest('GET', `/leads?q=${word}`)).status]).toEqual([
        text,
        text.includes('\0') ? 400 : 200,
      ]);
      for (const query of [
        `f=stage.is.${word}`,
        `sort=${word || 'x'}`,
        `after=${word || 'x'}`,
        `f=owner.is.${word}`,
      ]) {
        expect((await rest('GET', `/leads?${query}`)).status).toBeLessThan(500);
      }
    });
  });

  it('has left every other row alone', async () => {
    const rows = await database.admin`select name, version from crm.leads where id = ${leadId}`;
    expect([...rows]).toEqual([{ name: 'Bystander', version: 1 }]);
  });
});
