import { randomBytes } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { pool } from '../../db/client.ts';
import { errorCode } from '../../db/errors.ts';
import { uuidv7 } from '../../db/ids.ts';
import { accounts, apiKeys, leads, sessions, users } from '../../db/schema/index.ts';
import { withAuth, withOperator } from '../../db/system.ts';
import type { TenantContext, Tx } from '../../db/tenant.ts';
import { withTenant } from '../../db/tenant.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import {
  arrange,
  makeLead,
  makePerson,
  makeTenant,
  personContext,
  type TestTenant,
} from '../support/factories.ts';

let database: TestDatabase;
let acme: TestTenant;
let other: TestTenant;
let acmeLead: string;
let otherLead: string;

beforeAll(async () => {
  database = await createTestDatabase();
  acme = await makeTenant({ name: 'Acme' });
  other = await makeTenant({ name: 'Other' });
  acmeLead = await makeLead(acme, { name: 'Ada' });
  otherLead = await makeLead(other, { name: 'Olga' });
});

const read = <T>(
  context: TenantContext,
  fn: (tx: Tx) => Promise<T>,
  permission: string | null = 'lead:read',
) => withTenant(context, { permission, readOnly: true, label: 'test.read' }, fn);
const write = <T>(
  context: TenantContext,
  fn: (tx: Tx) => Promise<T>,
  permission: string | null = 'lead:update',
) => withTenant(context, { permission, label: 'test.write' }, fn);

const leadNames = async (tx: Tx): Promise<string[]> => {
  const rows = await tx.select({ name: leads.name }).from(leads).orderBy(leads.name);
  return rows.map(({ name }) => name);
};
const codeOf = (work: Promise<unknown>): Promise<string | null> =>
  work.then(
    () => 'nothing was refused',
    (error: unknown) => errorCode(error),
  );

describe('the tenant context', () => {
  test('is what the statements of the transaction see, and the entry check answers who it is', async () => {
    const { userId, name, email } = acme.user;
    const seen = await read(acme.user.context, async (tx) => ({
      names: await leadNames(tx),
      who: await tx.entered,
    }));
    expect(seen.names).toEqual(['Ada']);
    expect(seen.who).toMatchObject({
      userId,
      name,
      email,
      tenantName: 'Acme',
      roles: ['user'],
      currency: 'USD',
    });
    expect(seen.who.permissions).toContain('lead:read');
  });

  test('is gone after the transaction: the same connection sees no row, and reads the setting as empty, not NULL', async () => {
    await pool('app')`select 1`; // postgres.js reserves open connections only
    const one = await pool('app').reserve();
    const look = () => one`
      select current_setting('app.tenant_id', true) as tenant, crm.current_tenant_id() as id,
             (select count(*) from crm.leads) as leads`;
    expect(await look()).toEqual([{ tenant: null, id: null, leads: 0 }]);
    await one.unsafe(`begin; set local app.tenant_id = '${acme.tenantId}'; set local app.actor = 'system'`);
    expect(await look()).toMatchObject([{ id: acme.tenantId, leads: 1 }]);
    await one`commit`;
    expect(await look()).toEqual([{ tenant: '', id: null, leads: 0 }]);
    one.release();
  });

  test('carries actor, source, request, address and user agent into the audit log', async () => {
    for (const [at, agent] of [
      `O'Hara"; drop table crm.leads; --\\`,
      'ü'.repeat(300),
      `a${'ü'.repeat(300)}`,
    ].entries()) {
      const context = { ...acme.user.context, ip: '2001:db8::7', userAgent: agent, requestId: `req-${at}` };
      await write(context, (tx) =>
        tx
          .update(leads)
          .set({ title: `CTO ${at}` })
          .where(eq(leads.id, acmeLead)),
      );
      const [event] = await database.admin`
        select actor, actor_id, source, host(ip) as ip, user_agent from audit.event where request_id = ${`req-${at}`}`;
      expect(event).toEqual({
        actor: 'user',
        actor_id: acme.user.userId,
        source: 'ui',
        ip: '2001:db8::7',
        user_agent: agent.slice(0, 75),
      });
    }
  });
});

describe('the walls between tenants', () => {
  test('another tenant’s row is invisible, by list and by id', async () => {
    expect(
      await read(acme.admin.context, (tx) => tx.select().from(leads).where(eq(leads.id, otherLead))),
    ).toEqual([]);
    expect(await read(acme.admin.context, leadNames)).toEqual(['Ada']);
    expect(await read(other.admin.context, leadNames)).toEqual(['Olga']);
  });

  test('a row for another tenant is refused by the policy', async () => {
    const foreign = { tenantId: other.tenantId, id: uuidv7(), name: 'Smuggled', stageId: other.stageId };
    expect(await codeOf(write(acme.admin.context, (tx) => tx.insert(leads).values(foreign)))).toBe('42501');
  });

  test('a reference to another tenant’s row is refused by the composite key', async () => {
    const crossed = { tenantId: acme.tenantId, name: 'Crossed', stageId: other.stageId };
    expect(await codeOf(write(acme.admin.context, (tx) => tx.insert(leads).values(crossed)))).toBe('23503');
  });

  test('moving a row to another tenant is refused by the grants', async () => {
    const move = (tx: Tx) => tx.update(leads).set({ tenantId: other.tenantId }).where(eq(leads.id, acmeLead));
    expect(await codeOf(write(acme.admin.context, move))).toBe('42501');
  });

  test('an update or delete aimed at another tenant’s row touches nothing', async () => {
    await write(acme.admin.context, (tx) =>
      tx.update(leads).set({ name: 'Mine' }).where(eq(leads.id, otherLead)),
    );
    expect(await database.admin`select name from crm.leads where id = ${otherLead}`).toEqual([
      { name: 'Olga' },
    ]);
  });
});

describe('crm.enter', () => {
  const permission = 'lead:read';

  test('a revoked session is refused with SF401 in the very next transaction', async () => {
    const person = await makePerson(acme, 'user');
    expect(await read(person.context, leadNames)).toEqual(['Ada']);
    await withAuth((tx) =>
      tx.update(sessions).set({ revokedAt: new Date().toISOString() }).where(eq(sessions.id, person.sid)),
    );
    expect(await codeOf(read(person.context, leadNames))).toBe('SF401');
  });

  test('signing out everywhere kills every session of an older epoch', async () => {
    const person = await makePerson(acme, 'user');
    await withAuth((tx) =>
      tx.update(accounts).set({ sessionEpoch: 2 }).where(eq(accounts.id, person.accountId)),
    );
    expect(await codeOf(read(person.context, leadNames))).toBe('SF401');
  });

  test('a disabled user is refused with SF401', async () => {
    const person = await makePerson(acme, 'user');
    await arrange(acme, (tx) =>
      tx.update(users).set({ status: 'disabled' }).where(eq(users.id, person.userId)),
    );
    expect(await codeOf(read(person.context, leadNames))).toBe('SF401');
  });

  test('a session of one person does not open the door for another user or tenant', async () => {
    const asAdmin = personContext({ ...acme.user, userId: acme.admin.userId });
    expect(await codeOf(read(asAdmin, leadNames))).toBe('SF401');
    const elsewhere = personContext({ ...acme.user, tenantId: other.tenantId });
    expect(await codeOf(read(elsewhere, leadNames))).toBe('SF401');
  });

  test('a permission that is not held is refused with SF403 and named', async () => {
    const refused = read(acme.user.context, leadNames, 'audit:read');
    await expect(refused).rejects.toMatchObject({
      code: 'SF403',
      message: expect.stringContaining('audit:read'),
    });
  });

  test('an API key enters by its hash and is narrowed to its scopes', async () => {
    const secretHash = randomBytes(32);
    const keyId = randomBytes(8).toString('hex');
    const { tenantId, userId } = acme.manager;
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    await withAuth((tx) =>
      tx
        .insert(apiKeys)
        .values({ id: keyId, tenantId, userId, name: 'k', secretHash, scopes: [permission], expiresAt }),
    );
    const proof = { kind: 'key', keyId, secretHash: secretHash.toString('hex') } as const;
    const context: TenantContext = {
      ...acme.manager.context,
      actor: 'key',
      actorId: keyId,
      source: 'api',
      proof,
    };
    expect(await read(context, leadNames)).toEqual(['Ada']);
    expect(await codeOf(write(context, leadNames, 'lead:delete'))).toBe('SF403');
    const wrong = { ...context, proof: { ...proof, secretHash: randomBytes(32).toString('hex') } };
    expect(await codeOf(read(wrong, leadNames))).toBe('SF401');
  });

  test('a failed entry wins over what the statements behind it said, and no row leaves a read', async () => {
    const reached: unknown[] = [];
    const work = read(
      acme.user.context,
      async (tx) => {
        reached.push(await leadNames(tx).catch((error: unknown) => errorCode(error)));
        return reached;
      },
      'audit:read',
    );
    expect(await codeOf(work)).toBe('SF403');
    expect(reached).toEqual(['25P02']);
  });

  test('a mutation’s function does not even start when entry is refused', async () => {
    let started = false;
    const work = write(
      acme.user.context,
      () => {
        started = true;
        return Promise.resolve();
      },
      'audit:read',
    );
    expect(await codeOf(work)).toBe('SF403');
    expect(started).toBe(false);
  });
});

describe('a read', () => {
  test('cannot write: the database answers 25006', async () => {
    const work = read(acme.admin.context, (tx) =>
      tx.update(leads).set({ name: 'No' }).where(eq(leads.id, acmeLead)),
    );
    expect(await codeOf(work)).toBe('25006');
  });
});

describe('outside tenants', () => {
  test('the sign-in role reaches accounts and no tenant table', async () => {
    expect(await withAuth((tx) => tx.select({ id: accounts.id }).from(accounts).limit(1))).toHaveLength(1);
    expect(await codeOf(withAuth((tx) => tx.execute(sql`select 1 from crm.leads`)))).toBe('42501');
  });

  test('the operator role reaches platform tables and no tenant table', async () => {
    expect(await withOperator((tx) => tx.execute(sql`select slug from platform.tenants`))).toHaveLength(2);
    expect(await codeOf(withOperator((tx) => tx.execute(sql`select 1 from crm.leads`)))).toBe('42501');
  });
});
