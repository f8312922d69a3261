// A list taken out as a file: the same rows as the list, for those who may, on record, and no formula in it.
import { and, eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditEvents, securityEvents } from '../../db/schema/index.ts';
import { withAuth } from '../../db/system.ts';
import { keptMails } from '../../server/auth/mail-outbox.ts';
import { env } from '../../server/env.ts';
import { BULK } from '../../server/features/exports/exports.download.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { arrange, makeLeads, makeTenant, type TestPerson, type TestTenant } from '../support/factories.ts';
import { runJobs } from '../support/jobs.ts';

let database: TestDatabase;
let api: Api;
let acme: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
});

beforeEach(async () => {
  acme = await makeTenant();
});

const exportOf = async (person: TestPerson, query = '', many = 'leads') => {
  const answer = await api.rest(person)<string>('GET', `/${many}.csv${query}`);
  const lines =
    typeof answer.body === 'string'
      ? answer.body
          .replace(/^\uFEFF/, '')
          .trimEnd()
          .split('\r\n')
      : [];
  return { ...answer, header: lines[0], lines: lines.slice(1) };
};

describe('the file', () => {
  it('has the rows of the list, all pages of it, in its order and under its filters', async () => {
    const many = Array.from({ length: 1_203 }, (_, at) => ({
      name: `Lead ${String(at).padStart(4, '0')}`,
      score: at % 100,
    }));
    await makeLeads(acme, many);
    const { status, headers, header, lines } = await exportOf(acme.manager, '?sort=name&f=score.lte.98');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(headers.get('content-disposition')).toContain('leads.csv');
    expect(header).toBe('Id,Name,Company,Email,Phone,Stage,Source,Score,Owner,Created,Updated');
    const names = many.filter(({ score }) => score <= 98).map(({ name }) => name);
    expect(lines.map((line) => line.split(',')[1])).toEqual(names);
  });

  it('holds no formula', async () => {
    await makeLeads(acme, [{ name: '=HYPERLINK("http://evil.test")' }, { name: '@SUM(A1)' }]);
    const { lines } = await exportOf(acme.manager, '?sort=name');
    expect(lines.join()).toContain(`"'=HYPERLINK(""http://evil.test"")"`);
    expect(lines.join()).toContain(`,'@SUM(A1),`);
  });

  it('has nothing of another tenant', async () => {
    const globex = await makeTenant();
    await makeLeads(globex, [{ name: 'Theirs' }]);
    expect((await exportOf(acme.manager)).lines).toEqual([]);
  });

  it.each(['organizations', 'contacts'])('of %s is there as well', async (many) => {
    const made = many === 'contacts' ? { firstName: 'Ada', lastName: 'Byron' } : { name: 'Ada Byron' };
    await api.rest(acme.manager)('POST', `/${many}`, made);
    const { status, lines } = await exportOf(acme.manager, '', many);
    expect([status, lines.length]).toEqual([200, 1]);
    expect(lines[0]).toContain('Ada Byron');
  });
});

describe('who may', () => {
  it('not one without the permission, and nothing is noted', async () => {
    expect(await exportOf(acme.user)).toMatchObject({
      status: 403,
      body: { data: { permission: 'export:create' } },
    });
  });

  it.each(['?after=x', '?page=2', '?colour=red', '?f=shoe.is.9', '?sort=colour'])(
    '%s is a 400',
    async (query) => {
      expect((await exportOf(acme.manager, query)).status).toBe(400);
    },
  );

  it('not more often within an hour than the limit', async () => {
    const before = env.LIMIT_EXPORT_PER_HOUR;
    Object.assign(env, { LIMIT_EXPORT_PER_HOUR: 1 });
    try {
      expect((await exportOf(acme.manager)).status).toBe(200);
      expect((await exportOf(acme.admin)).status).toBe(200);
      expect(await exportOf(acme.manager)).toMatchObject({ status: 429, body: { slug: 'limit.reached' } });
    } finally {
      Object.assign(env, { LIMIT_EXPORT_PER_HOUR: before });
    }
  });
});

describe('that it was made', () => {
  it('stands in the audit log, and admins are told of many rows', async () => {
    await makeLeads(
      acme,
      Array.from({ length: BULK + 1 }, (_, at) => ({ name: `Lead ${at}` })),
    );
    await exportOf(acme.manager, '?f=score.lte.-1');
    await exportOf(acme.manager);
    await runJobs(database);
    const facts = await arrange(acme, (tx) =>
      tx
        .select({ noun: auditEvents.noun, userId: auditEvents.userId, meta: auditEvents.meta })
        .from(auditEvents)
        .where(and(eq(auditEvents.tenantId, acme.tenantId), eq(auditEvents.action, 'exported'))),
    );
    expect(
      facts.map(({ noun, userId, meta }) => [noun, userId, (meta as { count: number }).count]).sort(),
    ).toEqual([
      ['lead', acme.manager.userId, 0],
      ['lead', acme.manager.userId, BULK + 1],
    ]);
    const events = await withAuth((tx) =>
      tx.select().from(securityEvents).where(eq(securityEvents.tenantId, acme.tenantId)),
    );
    expect(events.map(({ kind }) => kind)).toEqual(['data_exported']);
    const mails = (await keptMails()).filter(({ to }) => to === acme.admin.email);
    expect(mails.map(({ text }) => text).join()).toContain(
      `${acme.manager.name} exported ${BULK + 1} leads to a file.`,
    );
  });
});
