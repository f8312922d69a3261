import { beforeAll, describe, expect, test } from 'vitest';
import { withAuth } from '../../db/system.ts';
import { identify } from '../../server/auth/principal.ts';
import { keptMails } from '../../server/auth/mail-outbox.ts';
import { newSecret } from '../../server/auth/refresh-token.ts';
import { refresh } from '../../server/auth/refresh.ts';
import { me } from '../../server/features/accounts/accounts.me.ts';
import {
  logout,
  logoutEverywhere,
  type SessionPrincipal,
} from '../../server/features/accounts/accounts.sessions.ts';
import { sweepExpiredSessions } from '../../server/auth/session.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { newEmail, refusalOf, Visitor } from './visitor.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 5, isPatient: true });
});

async function signedIn(): Promise<{ visitor: Visitor; email: string; sid: string }> {
  const visitor = new Visitor();
  const email = newEmail();
  await visitor.register(email);
  return { visitor, email, sid: visitor.refreshToken.split('.')[0] ?? '' };
}

const rowOf = async (sid: string) => {
  const [row] = await database.admin`select *, idle_expires_at <= absolute_expires_at as is_clamped
    from auth.sessions where id = ${sid}`;
  return row!;
};

/** Moves a session's past further away: what waiting would do. */
const age = (sid: string, seconds: number) => database.admin`
  update auth.sessions set rotated_at = rotated_at - make_interval(secs => ${seconds}),
    idle_expires_at = idle_expires_at - make_interval(secs => ${seconds}),
    absolute_expires_at = absolute_expires_at - make_interval(secs => ${seconds})
  where id = ${sid}`;

const worksNow = async (visitor: Visitor): Promise<boolean> => {
  const { principal } = await visitor.visit();
  if (!principal) return false;
  const context = { edge: visitor.edge, principal, reply: { cookies: [], headers: {} }, dryRun: false };
  return me(context, principal).then(
    () => true,
    () => false,
  );
};

const client = { ip: '10.9.9.9', userAgent: 'Thief' };

describe('a refresh', () => {
  test('trades the current secret for a new one and keeps only hashes', async () => {
    const { visitor, sid } = await signedIn();
    const before = visitor.refreshToken;
    expect((await visitor.letAccessExpire().visit()).principal).toMatchObject({ sid });
    expect(visitor.refreshToken).not.toBe(before);
    const row = await rowOf(sid);
    expect(row.gen).toBe(2);
    expect(row.is_clamped).toBe(true);
    expect(JSON.stringify(row)).not.toContain(visitor.refreshToken.split('.')[2]);
  });

  test('leaves the cookies alone while the access token is good', async () => {
    const { visitor, sid } = await signedIn();
    expect((await visitor.visit()).cookies).toEqual([]);
    expect((await rowOf(sid)).gen).toBe(1);
  });

  test('gives a second tab that raced within 30 seconds an access token and no refresh cookie', async () => {
    const { visitor, sid } = await signedIn();
    const secondTab = new Visitor();
    secondTab.jar.set('sf_rt', visitor.refreshToken);
    await visitor.letAccessExpire().visit();
    const { principal, cookies } = await secondTab.visit();
    expect(principal).toMatchObject({ sid });
    expect(cookies.map((cookie) => cookie.split('=')[0])).toEqual(['sf_at']);
    expect((await rowOf(sid)).gen).toBe(2);
    expect(await worksNow(secondTab)).toBe(true);
    expect(await worksNow(visitor.letAccessExpire())).toBe(true);
  });

  test('recovers a browser whose answer was lost, even minutes later', async () => {
    const { visitor, sid } = await signedIn();
    await visitor.letAccessExpire().visit({ isAnswerLost: true });
    await age(sid, 120);
    const lost = visitor.refreshToken;
    expect((await visitor.visit()).principal).toMatchObject({ sid });
    expect(visitor.refreshToken).not.toBe(lost);
    expect((await rowOf(sid)).gen).toBe(2);
    expect(await worksNow(visitor.letAccessExpire())).toBe(true);
    const events = await database.admin`select 1 from auth.security_events
      where kind = 'refresh_recovered' and meta->>'sid' = ${sid}`;
    expect(events.length).toBe(1);
  });

  test('makes one rotation and fifty usable answers out of fifty parallel ones', async () => {
    const { visitor, sid } = await signedIn();
    visitor.letAccessExpire();
    const tabs = Array.from({ length: 50 }, () => {
      const tab = new Visitor(visitor.ip);
      tab.jar.set('sf_rt', visitor.refreshToken);
      return tab;
    });
    const answers = await Promise.all(tabs.map((tab) => tab.visit()));
    expect(answers.filter(({ principal }) => principal !== null).length).toBe(50);
    expect(
      answers.filter(({ cookies }) => cookies.some((cookie) => cookie.startsWith('sf_rt='))).length,
    ).toBe(1);
    expect((await rowOf(sid)).gen).toBe(2);
    const usable = await Promise.all(tabs.map(async (tab) => worksNow(tab)));
    expect(usable.every(Boolean)).toBe(true);
  });
});

describe('a reused secret', () => {
  test('ends the whole family, is written down and mailed, and only then refused', async () => {
    const { visitor, email, sid } = await signedIn();
    const stolen = visitor.refreshToken;
    await visitor.letAccessExpire().visit();
    await visitor.letAccessExpire().visit();
    expect(await refresh(stolen, client)).toEqual({ ok: false, reason: 'reused' });

    const row = await rowOf(sid);
    expect(row.revoked_at).not.toBeNull();
    expect(row.revoke_reason).toBe('reuse');
    expect(await worksNow(visitor)).toBe(false);
    expect(await worksNow(visitor.letAccessExpire())).toBe(false);
    const [event] = await database.admin`select ip, meta from auth.security_events
      where kind = 'authn_token_reuse' and meta->>'sid' = ${sid}`;
    expect(event).toMatchObject({ ip: client.ip });
    const mails = (await keptMails()).filter(({ to }) => to === email);
    expect(mails.map(({ purpose }) => purpose)).toEqual(['token_reuse']);
  });

  test('is also found when the thief came first: the owner’s own secret ends the thief’s session', async () => {
    const { visitor, sid } = await signedIn();
    const stolen = visitor.refreshToken;
    await visitor.letAccessExpire().visit();
    await age(sid, 60);
    const thief = await refresh(stolen, client);
    expect(thief).toMatchObject({ ok: true });
    const { principal, cookies } = await visitor.letAccessExpire().visit();
    expect(principal).toBeNull();
    expect(cookies.every((cookie) => cookie.includes('Max-Age=0'))).toBe(true);
    expect(thief.ok && thief.token && (await refresh(thief.token, client)).ok).toBe(false);
  });

  test('costs an unknown secret for a known session the same: it is revoked', async () => {
    const { visitor, sid } = await signedIn();
    expect(await refresh(`${sid}.1.${newSecret()}`, client)).toEqual({ ok: false, reason: 'reused' });
    expect(await worksNow(visitor)).toBe(false);
  });
});

describe('a session that has ended', () => {
  test.each([
    ['logged out', async (p: SessionPrincipal, v: Visitor) => logout(v.edge, p)],
    ['logged out everywhere', async (p: SessionPrincipal, v: Visitor) => logoutEverywhere(v.edge, p)],
    ['idle for too long', async (p: SessionPrincipal) => age(p.sid, 31 * 60)],
    ['of a disabled account', async (p: SessionPrincipal) => disable(p.accountId)],
  ])('refuses refresh and access token alike when it was %s', async (_why, end) => {
    const { visitor } = await signedIn();
    const { principal } = await visitor.visit();
    expect(principal?.kind).toBe('session');
    await end(principal as SessionPrincipal, visitor);
    expect(await worksNow(visitor)).toBe(false);
    const { principal: nobody, cookies } = await visitor.letAccessExpire().visit();
    expect(nobody).toBeNull();
    expect(cookies.length).toBe(2);
    expect(visitor.jar.size).toBe(0);
  });

  const disable = (accountId: string) => database.admin`
    update auth.accounts set disabled_at = now() where id = ${accountId}`;

  test('never lives past its absolute end, however often it is refreshed', async () => {
    const { visitor, sid } = await signedIn();
    await database.admin`update auth.sessions set absolute_expires_at = now() + interval '90 seconds' where id = ${sid}`;
    await visitor.letAccessExpire().visit();
    const row = await rowOf(sid);
    expect(row.is_clamped).toBe(true);
    await age(sid, 91);
    expect((await visitor.letAccessExpire().visit()).principal).toBeNull();
  });

  test('is marked by the sweep when its time ran out', async () => {
    const { sid } = await signedIn();
    await age(sid, 40 * 60);
    await withAuth(sweepExpiredSessions);
    expect((await rowOf(sid)).revoke_reason).toBe('expired');
  });

  test('ends on the next call without a refresh in between when its user is disabled in the tenant', async () => {
    const { visitor } = await signedIn();
    const { principal } = await visitor.visit();
    const { userId } = principal as SessionPrincipal;
    await joinedByAnotherAdmin(userId);
    await database.admin`update crm.users set status = 'disabled' where id = ${userId}`;
    const context = { edge: visitor.edge, principal, reply: { cookies: [], headers: {} }, dryRun: false };
    expect(await refusalOf(me(context, principal!))).toMatchObject({ error: 'Unauthorized', status: 401 });
  });
});

test.each([
  '',
  'x',
  '.',
  'a.b.c',
  `${'0'.repeat(20)}.1.${'A'.repeat(43)}`,
  `${'0'.repeat(20)}.1.${'A'.repeat(42)}=`,
  "'; drop table auth.sessions --",
])('a refresh cookie that is none of ours (%j) is nobody, not a fault', async (token) => {
  const { principal } = await identify({ ip: '', userAgent: '', cookies: { sf_rt: token } });
  expect(principal).toBeNull();
});

test('no column of the session table works as a credential', async () => {
  const { sid } = await signedIn();
  const row = await rowOf(sid);
  for (const value of Object.values(row)) {
    const text = value instanceof Buffer ? value : Buffer.from(String(value));
    for (const spelled of [text.toString(), text.toString('hex'), text.toString('base64url')]) {
      for (const token of [spelled, `${sid}.${String(row.gen)}.${spelled}`]) {
        const cookie = await identify({ ip: '', userAgent: '', cookies: { sf_rt: token, sf_at: token } });
        const header = await identify({
          ip: '',
          userAgent: '',
          cookies: {},
          authorization: `Bearer ${token}`,
        });
        expect([cookie.principal, header.principal]).toEqual([null, null]);
      }
    }
  }
});

/** The last admin of a tenant cannot be disabled. */
async function joinedByAnotherAdmin(userId: string | null): Promise<void> {
  await database.admin`
    with colleague as (
      insert into crm.users (tenant_id, name, email, status)
      select tenant_id, 'Colleague', 'colleague-' || id || '@example.test', 'active' from crm.users where id = ${userId}
      returning tenant_id, id)
    insert into crm.user_roles
    select c.tenant_id, c.id, h.role_id from colleague c, crm.user_roles h where h.user_id = ${userId}`;
}
