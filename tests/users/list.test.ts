import { beforeAll, describe, expect, test } from 'vitest';
import { users } from '../../db/schema/index.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { arrange, makePerson, makeTenant, type TestPerson, type TestTenant } from '../support/factories.ts';

let database: TestDatabase;
let api: Api;
let globex: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
  globex = await makeTenant();
});

interface Item {
  id: string;
  name: string;
  status: string;
  version: number;
}
const rest = (person: TestPerson) => api.rest(person);
const list = async (query: string, person: TestPerson) =>
  (await rest(person)<{ items: Item[]; next: string | null; count: number }>('GET', `/users?${query}`)).body;

describe('the list of people', () => {
  let tenant: TestTenant;
  beforeAll(async () => {
    tenant = await makeTenant();
    for (const name of ['Zoë Żak', 'ada byron', 'Grace Hopper', 'Ada Byron'])
      await makePerson(tenant, 'user', { name });
    await arrange(tenant, (tx) =>
      tx.insert(users).values({ tenantId: tenant.tenantId, name: 'Ida', email: 'ida@example.test' }),
    );
  });
  const names = async (query: string) => (await list(query, tenant.user)).items.map(({ name }) => name);

  test('has those who are active, invited and disabled, by name without regard to case and accents', async () => {
    const { items, count, next } = await list('', tenant.user);
    expect(count).toBe(8);
    expect(next).toBeNull();
    const folded = items.map(({ name }) => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase());
    expect(folded).toEqual([...folded].sort());
    expect(items.find(({ name }) => name === 'Ida')).toMatchObject({ status: 'invited', roles: [] });
    expect(items.find(({ id }) => id === tenant.admin.userId)).toMatchObject({
      status: 'active',
      roles: [{ key: 'admin', name: 'Admin' }],
      lastLoginAt: null,
    });
  });

  test('is searched by words of name and address, and narrowed by status', async () => {
    expect(await names('q=zoe%20zak')).toEqual(['Zoë Żak']);
    expect(await names('q=ida%40example')).toEqual(['Ida']);
    expect(await names('q=100%25')).toEqual([]);
    expect(await names('f=status.is.invited')).toEqual(['Ida']);
    expect(await names('f=status.not.active')).toEqual(['Ida']);
    expect(await names('any=status.is.invited&any=status.is.disabled')).toEqual(['Ida']);
    expect(await names('q=ada&f=status.in.active,disabled')).toHaveLength(2);
  });

  test.each(['name', '-name', 'last_login_at', '-last_login_at'])(
    'sorted by %s, is walked page by page to the same rows',
    async (sort) => {
      await database.admin`update crm.users set last_login_at = created_at
        where tenant_id = ${tenant.tenantId} and name ilike 'ada%'`;
      const whole = (await list(`sort=${sort}`, tenant.user)).items.map(({ id }) => id);
      const walked: string[] = [];
      for (let after = '', more = true; more;) {
        const page = await list(`sort=${sort}&limit=3${after}`, tenant.user);
        walked.push(...page.items.map(({ id }) => id));
        after = `&after=${page.next ?? ''}`;
        more = page.next !== null;
      }
      expect(walked).toEqual(whole);
      expect(whole).toHaveLength(8);
    },
  );

  test.each([
    'f=status.is.gone',
    'f=owner.is.me',
    'sort=email',
    'after=nonsense',
    'sort=last_login_at&after=WyJuYW1lIiwwLCJhIiwiMDE5MDAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAwIl0',
    'owner=me',
  ])('refuses %s with 400', async (query) => {
    expect((await rest(tenant.user)('GET', `/users?${query}`)).status).toBe(400);
  });

  test('has nobody of another tenant', async () => {
    expect((await rest(globex.admin)('GET', `/users/${tenant.user.userId}`)).status).toBe(404);
    expect((await list('limit=100', globex.admin)).items.map(({ id }) => id)).not.toContain(
      tenant.user.userId,
    );
  });
});
