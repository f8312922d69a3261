// Whose tenant a request works in is said by its credential alone: ids beside it, wherever they are put, change nothing or
// are refused; and a token spelled another way is the same token.
import { beforeAll, describe, expect, it } from 'vitest';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeLead, makePerson, makeTenant, type TestTenant } from '../support/factories.ts';

let database: TestDatabase;
let api: Api;
let acme: TestTenant;
let globex: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
  [acme, globex] = [await makeTenant(), await makeTenant()];
  await makeLead(acme, { name: 'Ours', ownerId: acme.admin.userId });
  await makeLead(globex, { name: 'Theirs', ownerId: globex.admin.userId });
});

const NAMES = ['tenantId', 'tenant_id', 'tenant', 'userId', 'user_id', 'role', 'roles', 'sid', '__proto__'];

describe('another tenant’s id', () => {
  it('in a header or a cookie is not looked at', async () => {
    const { tenantId, admin, slug } = globex;
    const headers = {
      'X-Tenant-Id': tenantId,
      'X-Tenant': slug,
      'X-Streamflow-Tenant': tenantId,
      'X-User-Id': admin.userId,
      'X-Account-Id': admin.accountId,
      'X-Session-Id': admin.sid,
      'X-Roles': 'admin',
      'X-Forwarded-User': admin.email,
      'X-Forwarded-Host': `${slug}.example.com`,
      'X-Original-Url': `/api/leads?tenantId=${tenantId}`,
      'X-Http-Method-Override': 'DELETE',
      Forwarded: `for=127.0.0.1;host=${slug}.example.com`,
      Cookie: `tenant=${tenantId}; tenantId=${tenantId}; sf_tenant=${tenantId}`,
    };
    const me = await api.rest(acme.user)<{ user: { tenantId: string } }>('GET', '/me', undefined, headers);
    expect(me.body.user.tenantId).toBe(acme.tenantId);
    const list = await api.rest(acme.admin)<{ items: { name: string }[] }>(
      'GET',
      '/leads',
      undefined,
      headers,
    );
    expect(list.body.items.map(({ name }) => name)).toEqual(['Ours']);
    const made = await api.rest(acme.admin)<{ id: string }>('POST', '/leads', { name: 'Mine' }, headers);
    const [row] = await database.admin`select tenant_id from crm.leads where id = ${made.body.id}`;
    expect(row).toEqual({ tenant_id: acme.tenantId });
    await database.admin`delete from crm.leads where id = ${made.body.id}`;
  });

  it.each(NAMES)('in the query or the body as %s is refused by name', async (name) => {
    const rest = api.rest(acme.admin);
    const query = await rest<{ details: object }>('GET', `/leads?${name}=${globex.tenantId}`);
    expect([query.status, Object.keys(query.body.details)]).toEqual([400, [name]]);
    const body = `{"name":"Smuggled","${name}":"${globex.tenantId}"}`;
    const written = await rest<{ details: object }>('POST', '/leads', body);
    expect([written.status, Object.keys(written.body.details)]).toEqual([422, [name]]);
    const input = encodeURIComponent(`{"${name}":"${globex.tenantId}"}`);
    expect((await rest('GET', `/trpc/leads.list?input=${input}`)).status).toBe(400);
    expect((await rest('POST', '/trpc/leads.create', body)).status).toBe(422);
    expect(await database.admin`select 1 from crm.leads where name = 'Smuggled'`).toHaveLength(0);
  });
});

describe('a token whose base64 is not canonical', () => {
  const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  /** The same bytes: the last letter of a signature of 64 bytes has four bits that mean nothing. */
  function otherSpellings(token: string): string[] {
    const last = ALPHABET.indexOf(token.at(-1) ?? '');
    const same = Array.from(ALPHABET).filter((_, at) => at >> 4 === last >> 4 && at !== last);
    return same.map((letter) => token.slice(0, -1) + letter);
  }
  const mangled = (token: string): string[] => [
    `${token}==`,
    `${token}=`,
    token.replaceAll('-', '+').replaceAll('_', '/') + '+',
    `${token}\u00a0`,
    token.replace('.', '..'),
    `${token}.`,
    token.replace('.', '%2E'),
  ];
  const status = async (token: string): Promise<number> => {
    const headers = { Authorization: Buffer.from(`Bearer ${token}`).toString('latin1') };
    return (await fetch(`${api.url}/api/me`, { headers })).status;
  };

  it('is nobody’s, or the same token: it dies with its session', async () => {
    const person = await makePerson(acme, 'user');
    const token = await api.bearer(person);
    const spellings = otherSpellings(token);
    expect(spellings).toHaveLength(15);
    for (const spelled of mangled(token)) expect([spelled, await status(spelled)]).toEqual([spelled, 401]);
    expect(await status(token)).toBe(200);
    await database.admin`update auth.sessions set revoked_at = now() where id = ${person.sid}`;
    for (const spelled of [token, ...spellings])
      expect([spelled, await status(spelled)]).toEqual([spelled, 401]);
  });
});
