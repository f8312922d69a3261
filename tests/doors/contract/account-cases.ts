// The cases of signing up, in and out.
import { uuidv7 } from '../../../db/ids.ts';
import { withAuth } from '../../../db/system.ts';
import { issueMailChallenge } from '../../../server/auth/challenge.ts';
import { insertToken, insertTokenFor } from '../../../server/auth/one-time-tokens.queries.ts';
import { hashPassword } from '../../../server/auth/password.ts';
import { hashSecret, newSecret } from '../../../server/auth/refresh-token.ts';
import { makePerson } from '../../support/factories.ts';
import { changed, operationAt, reads, withKey, type Case, type Recipe } from './case.ts';
import { OURS, PASSWORD, type Call, type World } from './world.ts';

const onceOnly =
  (good: Case['good'], path: string): Recipe =>
  async (world) => {
    world.set('LIMIT_FACTOR', 1);
    world.set('LIMIT_SIGN_UP_PER_HOUR', 1);
    const headers = { ...OURS, 'X-Forwarded-For': world.address() };
    await world.send(operationAt('POST', path), { ...(await good(world, world.here)), headers });
    return { ...(await good(world, world.here)), headers };
  };

const login: Case['good'] = async (world, tenant) => {
  const { email } = await world.member(tenant);
  return { as: null, body: { email, password: PASSWORD, mode: 'bearer' } };
};

const failed = async (world: World, times: number): Promise<Call> => {
  const call = await login(world, world.here);
  const wrong = { ...call, body: { ...(call.body as object), password: 'not the password' } };
  for (let at = 0; at < times; at += 1) await world.send(operationAt('POST', '/auth/login'), wrong);
  return call;
};

const register: Case['good'] = (world) => ({
  as: null,
  headers: OURS,
  body: { name: 'Ada Byron', email: world.email(), password: PASSWORD },
});

const requestReset: Case['good'] = (world) => ({ as: null, body: { email: world.email() } });

const asSomebody: Case['good'] = async (_world, tenant) => ({
  as: await makePerson(tenant, 'user'),
  body: {},
});

export const accountCases: Readonly<Record<string, Case>> = {
  'auth.login': {
    good: login,
    others: {
      401: changed(login, { body: { email: 'nobody@example.test', password: PASSWORD, mode: 'bearer' } }),
      423: async (world) => {
        const call = await failed(world, 1);
        await world.database.admin`
          update auth.rate_limits set points = 20, expires_at = now() + interval '20 minutes'
           where key like 'login:account:%' and points > 0`;
        return call;
      },
      429: (world) => failed(world, 5),
    },
  },
  'auth.requestLoginCode': {
    good: async (world, tenant) => {
      const { email } = await world.member(tenant);
      const address = world.address();
      const { token } = issueMailChallenge({ emailNorm: email, address }, Date.now() / 1000);
      return { as: null, headers: { 'X-Forwarded-For': address }, body: { email, challenge: token } };
    },
  },
  'auth.register': {
    good: register,
    others: {
      409: async (world) => {
        const { email } = await world.member(world.here);
        return { as: null, headers: OURS, body: { name: 'Ada Byron', email, password: PASSWORD } };
      },
      429: onceOnly(register, '/auth/register'),
    },
  },
  'auth.verifyEmail': {
    good: async (world) => {
      const ids = { accountId: uuidv7(), tenantId: uuidv7(), userId: uuidv7() };
      const passwordHash = await hashPassword(PASSWORD);
      const person = { ...ids, name: 'Ada Byron', email: world.email(), passwordHash };
      return { as: null, headers: OURS, body: { token: await world.link('email_verify', person) } };
    },
    others: {
      409: async (world) => {
        const [{ accountId, email }, other] = [
          await world.member(world.here),
          await world.member(world.here),
        ];
        const token = newSecret();
        const link = { hash: hashSecret(token), purpose: 'email_verify', accountId, seconds: 600 } as const;
        const data = { newEmail: other.email, oldKey: email.toLowerCase() };
        await withAuth((tx) => insertToken(tx, { ...link, data }));
        return { as: null, headers: OURS, body: { token } };
      },
    },
  },
  'auth.resendVerification': {
    good: requestReset,
    others: { 429: onceOnly(requestReset, '/auth/verify/resend') },
  },
  'auth.refresh': {
    good: async (world, tenant) => {
      const answer = await world.send(operationAt('POST', '/auth/login'), await login(world, tenant));
      const { refreshToken } = JSON.parse(answer.text) as { refreshToken: string };
      return { as: null, body: { refreshToken } };
    },
    others: { 401: () => ({ as: null, body: { refreshToken: 'none of ours' } }) },
  },
  'auth.logout': { good: asSomebody, others: { 403: () => ({ as: null, body: {} }) } },
  'auth.logoutEverywhere': { good: asSomebody, others: { 403: withKey(asSomebody) } },
  'auth.requestReset': {
    good: requestReset,
    others: { 429: onceOnly(requestReset, '/auth/password-reset') },
  },
  'auth.confirmReset': {
    good: async (world, tenant) => {
      const { email } = await world.member(tenant);
      const token = newSecret();
      const link = { hash: hashSecret(token), purpose: 'reset', seconds: 600 } as const;
      await withAuth((tx) => insertTokenFor(tx, email, link));
      return { as: null, body: { token, newPassword: 'eleven red balloons' } };
    },
  },
  'auth.tenants': { ...reads(), others: { 403: withKey(reads().good) } },
  'auth.chooseTenant': {
    good: (_world, { admin, tenantId }) => ({ as: admin, body: { tenantId } }),
    others: {
      403: async (world) => ({ as: await world.key(world.here), body: { tenantId: world.here.tenantId } }),
    },
  },
  'auth.me': {
    ...reads(),
    others: { 403: async ({ suspended }) => ({ as: await makePerson(suspended, 'user') }) },
  },
};
