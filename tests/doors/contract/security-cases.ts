// The cases of what guards an account: sessions, saying again who one is, password, address, second factor.
import { codeNow, freshCode } from '../../support/authenticator.ts';
import type { TestPerson, TestTenant } from '../../support/factories.ts';
import { changed, operationAt, reads, withKey, type Case, type Recipe } from './case.ts';
import { PASSWORD, type World } from './world.ts';

/** Somebody who has just said who they are. */
async function proven(world: World, tenant: TestTenant): Promise<TestPerson> {
  const person = await world.member(tenant);
  await world.database.admin`
    update auth.sessions set sudo_until = now() + interval '10 minutes' where id = ${person.sid}`;
  return person;
}

const byProven =
  (body: unknown): Case['good'] =>
  async (world, tenant) => ({ as: await proven(world, tenant), body });

interface Begun {
  as: TestPerson;
  secret: string;
}

async function begun(world: World, tenant: TestTenant): Promise<Begun> {
  const as = await proven(world, tenant);
  const answer = await world.send(operationAt('POST', '/auth/factor'), { as, body: {} });
  return { as, secret: (JSON.parse(answer.text) as { secret: string }).secret };
}

const confirming: Case['good'] = async (world, tenant) => {
  const { as, secret } = await begun(world, tenant);
  return { as, body: { code: await codeNow(world.database.admin, secret) } };
};

async function guarded(world: World, tenant: TestTenant): Promise<Begun> {
  const { as, secret } = await begun(world, tenant);
  const code = await codeNow(world.database.admin, secret);
  await world.send(operationAt('POST', '/auth/factor/confirm'), { as, body: { code } });
  return { as, secret };
}

const byGuarded =
  (body: unknown): Case['good'] =>
  async (world, tenant) => ({ as: (await guarded(world, tenant)).as, body });

const byCode: Case['good'] = async (world, tenant) => {
  const { as, secret } = await guarded(world, tenant);
  const login = { as: null, body: { email: as.email, password: PASSWORD, mode: 'bearer' } };
  const answer = await world.send(operationAt('POST', '/auth/login'), login);
  const { mfaToken } = JSON.parse(answer.text) as { mfaToken: string };
  const code = await freshCode(world.database.admin, secret, as.accountId);
  return { as: null, body: { mfaToken, code, mode: 'bearer' } };
};

/** Sent with a wrong proof as often as it is looked at. */
const tooOften =
  (good: Case['good'], path: string, wrong: Record<string, string>): Recipe =>
  async (world) => {
    const call = await good(world, world.here);
    const failing = { ...call, body: { ...(call.body as object), ...wrong } };
    for (let at = 0; at < 5; at += 1) await world.send(operationAt('POST', path), failing);
    return call;
  };

/** The same, and for so long that the account is held. */
const held =
  (good: Case['good'], path: string, wrong: Record<string, string>): Recipe =>
  async (world) => {
    const call = await tooOften(good, path, wrong)(world);
    await world.database.admin`
      update auth.rate_limits set points = 20, expires_at = now() + interval '20 minutes'
       where key like 'sudo:account:%' or key like 'factor:account:%'`;
    return call;
  };

const proving: Case['good'] = async (world, tenant) => ({
  as: await world.member(tenant),
  body: { password: PASSWORD },
});

const ending: Case['good'] = async (world, tenant) => {
  const as = await proven(world, tenant);
  return { as, path: { id: as.sid } };
};

const changingEmail: Case['good'] = async (world, tenant) => ({
  as: await proven(world, tenant),
  body: { email: world.email() },
});

/** The link of a mail to `newEmail`, for somebody of the tenant. */
const renaming: Case['good'] = (_world, { admin }) => ({ as: admin, body: { name: 'Augusta King' } });
const forbidsKeys = (good: Case['good']): Case => ({ good, others: { 403: withKey(good) } });
const nothingThere: Recipe = async (world) => ({ as: await proven(world, world.here), body: {} });

const inviting: Case['good'] = (world, { admin }) => ({
  as: admin,
  body: { email: world.email(), role: 'user' },
});

const onInvite: Case['good'] = async (world, tenant) => {
  const answer = await world.send(operationAt('POST', '/users/invite'), await inviting(world, tenant));
  return { as: tenant.admin, path: { id: (JSON.parse(answer.text) as { id: string }).id } };
};

/** Somebody of one tenant with a link into another. */
const joining: Case['good'] = async (world) => {
  const as = await world.member(world.there);
  const { admin, tenantId } = world.here;
  const call = { as: admin, body: { email: as.email, role: 'user' } };
  const answer = await world.send(operationAt('POST', '/users/invite'), call);
  const { id: userId } = JSON.parse(answer.text) as { id: string };
  return { as, body: { token: await world.link('invite', { tenantId, userId, email: as.email }) } };
};

export const inviteCases: Readonly<Record<string, Case>> = {
  'invites.create': {
    good: inviting,
    others: {
      409: ({ here }) => ({ as: here.admin, body: { email: here.user.email, role: 'user' } }),
    },
  },
  'invites.createMany': {
    good: (world, { admin }) => ({ as: admin, body: { emails: [world.email(), 'nobody'], role: 'user' } }),
  },
  'invites.list': reads(),
  'invites.resend': { good: onInvite },
  'invites.withdraw': { good: onInvite },
  'auth.acceptInvite': {
    good: joining,
    others: {
      403: withKey(joining),
      409: async (world) => {
        const { tenantId, userId, email } = world.here.user;
        return {
          as: world.here.user,
          body: { token: await world.link('invite', { tenantId, userId, email }) },
        };
      },
    },
  },
};

export const securityCases: Readonly<Record<string, Case>> = {
  'auth.security': forbidsKeys(reads().good),
  'auth.sessions': forbidsKeys(reads().good),
  'auth.endSession': {
    good: ending,
    others: { 403: withKey(ending), 404: changed(ending, { path: { id: '0'.repeat(20) } }) },
  },
  'auth.endOtherSessions': forbidsKeys(byProven({})),
  'auth.sudo': {
    good: proving,
    others: {
      403: withKey(proving),
      423: held(proving, '/auth/sudo', { password: 'not the password' }),
      429: tooOften(proving, '/auth/sudo', { password: 'not the password' }),
    },
  },
  'auth.changePassword': forbidsKeys(byProven({ newPassword: 'eleven red balloons' })),
  'auth.changeEmail': {
    good: changingEmail,
    others: {
      403: withKey(changingEmail),
      409: async (world) => {
        const { email } = await world.member(world.here);
        return { as: await proven(world, world.here), body: { email } };
      },
    },
  },
  'auth.saveProfile': forbidsKeys(renaming),
  'auth.setUpFactor': {
    good: byProven({}),
    others: { 403: withKey(byProven({})), 409: (world) => byGuarded({})(world, world.here) },
  },
  'auth.confirmFactor': {
    good: confirming,
    others: {
      403: withKey(confirming),
      404: async (world) => ({ as: await proven(world, world.here), body: { code: '123456' } }),
      409: async (world) => {
        const { as, secret } = await guarded(world, world.here);
        return { as, body: { code: await codeNow(world.database.admin, secret) } };
      },
      423: held(confirming, '/auth/factor/confirm', { code: 'no code' }),
      429: tooOften(confirming, '/auth/factor/confirm', { code: 'no code' }),
    },
  },
  'auth.removeFactor': {
    good: byGuarded(undefined),
    others: {
      403: withKey(byGuarded(undefined)),
      404: async (world) => ({ as: await proven(world, world.here) }),
    },
  },
  'auth.renewRecoveryCodes': {
    good: byGuarded({}),
    others: { 403: withKey(byGuarded({})), 404: nothingThere },
  },
  'auth.loginByCode': {
    good: byCode,
    others: {
      401: changed(byCode, { body: { mfaToken: 'none of ours', code: '123456', mode: 'bearer' } }),
      423: held(byCode, '/auth/login/2fa', { code: 'no code' }),
      429: tooOften(byCode, '/auth/login/2fa', { code: 'no code' }),
    },
  },
};
