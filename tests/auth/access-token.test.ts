import { createHmac, generateKeyPairSync } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, exportSPKI, importJWK, SignJWT, type JWTPayload } from 'jose';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { withAuth } from '../../db/system.ts';
import { identify } from '../../server/auth/principal.ts';
import { keyEncryptionKey } from '../../server/auth/kek.ts';
import { unseal } from '../../server/auth/sealed.ts';
import { compromiseKey } from '../../server/auth/key-rotation.ts';
import { publicKeys } from '../../server/auth/signing-keys.ts';
import { findUsableKeys } from '../../server/auth/signing-keys.queries.ts';
import { verifyAccessToken } from '../../server/auth/tokens.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { newEmail, Visitor } from './visitor.ts';

let database: TestDatabase;
let visitor: Visitor;
let token: string;

beforeAll(async () => {
  database = await createTestDatabase();
  visitor = new Visitor();
  await visitor.register(newEmail());
  token = visitor.jar.get('sf_at')!;
});

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

async function activeKey() {
  const keys = await withAuth(findUsableKeys);
  const active = keys.find(({ status }) => status === 'active')!;
  const jwk = JSON.parse(unseal(keyEncryptionKey(), active.privateEnc, active.kid)) as Record<string, string>;
  return { kid: active.kid, publicJwk: active.publicJwk, key: await importJWK(jwk, 'ES256') };
}

interface Forgery {
  claims?: JWTPayload;
  header?: Record<string, unknown>;
  drop?: string;
}

/** Signed with our own key, so that only the named deviation can be what is refused. */
async function signed({ claims, header, drop }: Forgery): Promise<string> {
  const { kid, key } = await activeKey();
  const payload = { ...decodeJwt(token), ...claims };
  if (drop) Reflect.deleteProperty(payload, drop);
  return new SignJWT(payload).setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid, ...header }).sign(key);
}

const isAccepted = async (jwt: string): Promise<boolean> => {
  const byCookie = await identify({ ip: '', userAgent: '', cookies: { sf_at: jwt } });
  const api =
    jwt.trim() && (await identify({ ip: '', userAgent: '', cookies: {}, authorization: `Bearer ${jwt}` }));
  return byCookie.principal !== null || Boolean(api && api.principal);
};

const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

test('carries who, where and which session, signed by the announced active key, for ten minutes', async () => {
  const claims = decodeJwt(token);
  expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
  expect(claims).toMatchObject({ aud: 'streamflow-web', iss: 'http://localhost:3000', ep: 1, amr: ['pwd'] });
  expect(Object.keys(claims).sort()).toEqual(
    ['amr', 'aud', 'auth_time', 'ep', 'exp', 'iat', 'iss', 'jti', 'nbf', 'sid', 'sub', 'tid', 'uid'].sort(),
  );
  expect(claims.exp! - claims.iat!).toBe(600);
  expect(await isAccepted(token)).toBe(true);
  expect(await isAccepted(await signed({}))).toBe(true);
});

describe('refuses, as nobody and without a fault,', () => {
  test.each<[string, Forgery]>([
    ['an expired one', { claims: { exp: inSeconds(-6), nbf: inSeconds(-700), iat: inSeconds(-700) } }],
    ['one that is not yet valid', { claims: { nbf: inSeconds(60) } }],
    ['one for another audience', { claims: { aud: 'somebody-else' } }],
    ['one for no audience', { drop: 'aud' }],
    ['one of another issuer', { claims: { iss: 'https://evil.example' } }],
    ['one of another type', { header: { typ: 'JWT' } }],
    ['one without a type', { header: { typ: undefined } }],
    ['one that never expires', { drop: 'exp' }],
    ['one without a start', { drop: 'nbf' }],
    ['one without an id', { drop: 'jti' }],
    ['one without a session', { drop: 'sid' }],
    ['one whose session is no session id', { claims: { sid: "x' or 1=1" } }],
    ['one whose tenant is no id', { claims: { tid: '../other' } }],
    ['an unknown key id', { header: { kid: 'nobody' } }],
    ['a key id that is a path', { header: { kid: '../../../../dev/null' } }],
    ['a critical extension we do not know', { header: { crit: ['b64'], b64: false } }],
  ])('%s', async (_what, forgery) => {
    const jwt = await signed(forgery).catch(() => 'unsignable.by.jose');
    expect(await isAccepted(jwt)).toBe(false);
  });

  test('alg none, however it is spelled', async () => {
    const { kid } = await activeKey();
    for (const alg of ['none', 'None', 'NONE', 'nOnE']) {
      const body = `${encode({ alg, typ: 'at+jwt', kid })}.${encode(decodeJwt(token))}`;
      expect(await isAccepted(`${body}.`)).toBe(false);
      expect(await isAccepted(`${body}.${token.split('.')[2]!}`)).toBe(false);
    }
  });

  test('HS256 signed with our public key as the secret', async () => {
    const { kid, publicJwk } = await activeKey();
    const spki = await exportSPKI((await importJWK(publicJwk, 'ES256', { extractable: true })) as CryptoKey);
    for (const secret of [spki, JSON.stringify(publicJwk), String(publicJwk.x)]) {
      const body = `${encode({ alg: 'HS256', typ: 'at+jwt', kid })}.${encode(decodeJwt(token))}`;
      expect(
        await isAccepted(`${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`),
      ).toBe(false);
    }
  });

  test('a key brought along in the header', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = publicKey.export({ format: 'jwk' });
    for (const extra of [
      { jwk },
      { jku: 'https://evil.example/jwks.json' },
      { x5u: 'https://evil.example/x' },
    ]) {
      const jwt = await new SignJWT(decodeJwt(token))
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: (await activeKey()).kid, ...extra })
        .sign(privateKey);
      expect(await isAccepted(jwt)).toBe(false);
    }
  });

  test('a body or signature changed in one place', async () => {
    const [header, body, signature] = token.split('.') as [string, string, string];
    const other = encode({ ...decodeJwt(token), uid: '00000000-0000-4000-8000-000000000000' });
    for (const jwt of [
      `${header}.${other}.${signature}`,
      `${header}.${body}.${signature.slice(0, -4)}AAAA`,
    ]) {
      expect(await isAccepted(jwt)).toBe(false);
    }
  });

  test('text that has not the shape of a token', async () => {
    for (const jwt of [
      '',
      '..',
      'a.b',
      `${token}.`,
      `${token} `,
      ` ${token}`,
      `${token}=`,
      token.replace('.', '..'),
      'a.b.c',
    ]) {
      expect(await verifyAccessToken(jwt, 'streamflow-web')).toBeNull();
    }
  });
});

test('a browser’s token is no API token, and the reverse', async () => {
  expect(await verifyAccessToken(token, 'streamflow-api')).toBeNull();
  const bearer = (await new Visitor().login(await someAccount(), undefined, { mode: 'bearer' })).credentials
    .access;
  expect(await verifyAccessToken(bearer, 'streamflow-web')).toBeNull();
  const { principal } = await identify({
    ip: '',
    userAgent: '',
    cookies: {},
    authorization: `bearer ${bearer}`,
  });
  expect(principal).toMatchObject({ kind: 'session' });
});

async function someAccount(): Promise<string> {
  const email = newEmail();
  await new Visitor().register(email);
  return email;
}

test('a signature is checked once: the same token is known again, one that was refused is refused again', async () => {
  const good = await signed({ claims: { jti: 'good' } });
  const bad = `${good.slice(0, -4)}AAAA`;
  const check = vi.spyOn(crypto.subtle, 'verify');
  for (const round of [1, 2, 3]) {
    expect(await verifyAccessToken(good, 'streamflow-web')).toMatchObject({ amr: ['pwd'] });
    expect(await verifyAccessToken(bad, 'streamflow-web')).toBeNull();
    expect(check).toHaveBeenCalledTimes(1 + round);
  }
  check.mockRestore();
});

test('private keys lie encrypted, and the published ones have no private part', async () => {
  const rows =
    await database.admin`select kid, status, private_enc, public_jwk from auth.signing_keys order by status`;
  expect(rows.map(({ status }) => status as string)).toEqual(['active', 'next']);
  const { keys } = await publicKeys();
  expect(keys.map(({ kid }) => kid).sort()).toEqual(rows.map(({ kid }) => kid as string).sort());
  for (const { d } of keys) expect(d).toBeUndefined();
  for (const { private_enc: sealed } of rows)
    expect((sealed as Buffer).toString('latin1')).not.toContain('"d":"');
});

test('a compromised key is withdrawn at once: its tokens die, the browser comes back by its refresh cookie', async () => {
  const { kid } = await activeKey();
  await compromiseKey(kid);
  expect(await isAccepted(token)).toBe(false);
  const { principal } = await visitor.visit();
  expect(principal).not.toBeNull();
  expect(decodeProtectedHeader(visitor.jar.get('sf_at')!).kid).not.toBe(kid);
});
