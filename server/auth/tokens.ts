// Access tokens: ten-minute ES256 JWTs that bind a request to a session. Made and checked here, nothing is looked up.
// A valid token says who asks, never what they may do: the database decides that in the transaction that follows.
import { randomUUID } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { env } from '../env.ts';
import { ACCESS_SECONDS } from './lifetimes.ts';
import { signingKey, verificationKeys } from './signing-keys.ts';
import { VerifiedTokens } from './verified-tokens.ts';

/** Where a token came from and may be used: the browser's cookie or an Authorization header. */
export type Audience = 'streamflow-web' | 'streamflow-api';

const claims = z.object({
  sub: z.uuid(),
  uid: z.uuid().nullable(),
  tid: z.uuid().nullable(),
  sid: z.string().regex(/^[0-9a-f]{20}$/),
  ep: z.int().nonnegative(),
  amr: z.array(z.string()),
  auth_time: z.int(),
});

export type AccessClaims = z.infer<typeof claims>;

const TYPE = 'at+jwt';
const SHAPE = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const CLOCK_SKEW_SECONDS = 5;

const known = new VerifiedTokens<AccessClaims>();

export async function signAccessToken(audience: Audience, payload: AccessClaims): Promise<string> {
  const { kid, privateKey } = await signingKey();
  return new SignJWT({ ...payload })
    .setProtectedHeader({ alg: 'ES256', typ: TYPE, kid })
    .setIssuer(env.PUBLIC_ORIGIN)
    .setAudience(audience)
    .setIssuedAt()
    .setNotBefore('0s')
    .setExpirationTime(`${ACCESS_SECONDS}s`)
    .setJti(randomUUID())
    .sign(privateKey);
}

/** The token's claims, or null for anything but a token we signed, for this audience, in its time. */
export async function verifyAccessToken(token: string, audience: Audience): Promise<AccessClaims | null> {
  if (!SHAPE.test(token)) return null;
  try {
    return await verified(token, audience);
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

async function verified(token: string, audience: Audience): Promise<AccessClaims | null> {
  const { kids } = await verificationKeys();
  const found = known.find(token, audience, kids);
  if (found) return found;
  const { payload, protectedHeader } = await withSignature(token, audience);
  const { data } = claims.safeParse(payload);
  if (!data) return null;
  const { exp = 0 } = payload;
  known.keep(token, audience, { claims: data, kid: protectedHeader.kid ?? '', expiresAt: exp });
  return data;
}

function withSignature(token: string, audience: Audience) {
  const options = {
    algorithms: ['ES256'],
    issuer: env.PUBLIC_ORIGIN,
    audience,
    typ: TYPE,
    clockTolerance: CLOCK_SKEW_SECONDS,
    requiredClaims: ['exp', 'nbf', 'iat', 'jti', 'sub'],
  };
  const verify = async (again: boolean) => jwtVerify(token, (await verificationKeys(again)).find, options);
  return verify(false).catch((error: unknown) => {
    if (error instanceof errors.JWKSNoMatchingKey) return verify(true);
    throw error;
  });
}
