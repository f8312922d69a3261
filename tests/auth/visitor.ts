// A browser as the sign-in tests need one: an address of its own, a cookie jar, and the calls a person makes.
import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import type { z } from 'zod';
import type { loginAnswer, LoginInput, loginOutput } from '../../app/contracts/accounts.ts';
import { asCookies } from '../../server/auth/credentials.ts';
import { identify, type Presented, type Resolved } from '../../server/auth/principal.ts';
import { toAppError, type ErrorEnvelope } from '../../server/errors.ts';
import { login } from '../../server/features/accounts/accounts.sign-in.ts';
import type { SignedIn } from '../../server/features/accounts/accounts.sessions.ts';
import { register, type Registered } from '../../server/features/accounts/accounts.sign-up.ts';
import { accountsRouter } from '../../server/features/accounts/accounts.router.ts';
import type { Edge, Reply } from '../../server/trpc/context.ts';
import { createCallerFactory } from '../../server/trpc/procedures.ts';
import { mark } from '../support/mark.ts';

export const PASSWORD = 'seven green bottles';

const callerFactory = createCallerFactory(accountsRouter);
type Caller = ReturnType<typeof callerFactory>;

let visitors = 0;

/** In a network of its own: failures are counted by network as well. */
function someAddress(): string {
  visitors += 1;
  return `10.${visitors >> 8}.${visitors & 255}.7`;
}

export const newEmail = (): string => `ada-${mark()}@example.test`;

export class Visitor {
  readonly ip: string;
  readonly jar = new Map<string, string>();

  constructor(ip = someAddress()) {
    this.ip = ip;
  }

  get edge(): Edge & Presented {
    return {
      requestId: `test-${randomBytes(6).toString('hex')}`,
      ip: this.ip,
      userAgent: 'Test browser',
      door: 'rest',
      cookies: Object.fromEntries(this.jar),
    };
  }

  /** Takes Set-Cookie values as a browser would. */
  keep(cookies: readonly string[]): void {
    for (const cookie of cookies) {
      const [, name = '', value = '', maxAge = ''] = /^([^=]+)=([^;]*); Max-Age=(\d+)/.exec(cookie) ?? [];
      if (maxAge === '0') this.jar.delete(name);
      else this.jar.set(name, value);
    }
  }

  async register(email: string, password = PASSWORD): Promise<Registered> {
    const registered = await register(this.edge, { name: 'Ada Byron', email, password });
    if (registered.signedIn) this.keep(asCookies(registered.signedIn.credentials));
    return registered;
  }

  async login(email: string, password = PASSWORD, wish: Partial<LoginInput> = {}): Promise<SignedIn> {
    const signedIn = await login(this.edge, { email, password, ...wish });
    if ('mfaToken' in signedIn) throw new Error('A code is wanted; use the router instead.');
    this.keep(asCookies(signedIn.credentials));
    return signedIn;
  }

  /** What the edge makes of the next request; the answer's cookies are kept unless it gets lost on the way. */
  async visit({ isAnswerLost = false } = {}): Promise<Resolved> {
    const resolved = await identify(this.edge);
    if (!isAnswerLost) this.keep(resolved.cookies);
    return resolved;
  }

  /** The router as this browser reaches it: identified, and with the answer's cookies kept after each call. */
  async at<T>(
    call: (auth: Caller) => Promise<T>,
    authorization?: string,
  ): Promise<{ answer: T; reply: Reply }> {
    const edge = { ...this.edge, authorization };
    const { principal, cookies } = await identify(edge);
    const reply = { cookies: [...cookies], headers: {} };
    try {
      return { answer: await call(callerFactory({ edge, principal, reply, dryRun: false })), reply };
    } finally {
      this.keep(reply.cookies);
    }
  }

  /** Ten minutes later: the access cookie is gone, the refresh cookie is not. */
  letAccessExpire(): this {
    this.jar.delete('sf_at');
    return this;
  }

  get refreshToken(): string {
    return this.jar.get('sf_rt') ?? '';
  }
}

/** The answer to a login without a second factor. */
export function signedIn(answer: z.output<typeof loginAnswer>): z.output<typeof loginOutput> {
  if ('mfaToken' in answer) throw new Error('A code is wanted.');
  return answer;
}

/** How a refused call answers at every door. */
export async function refusalOf(
  call: Promise<unknown>,
): Promise<ErrorEnvelope & { status: number; retryAfter?: number }> {
  try {
    await call;
  } catch (thrown) {
    const error = toAppError(thrown);
    return {
      ...error.toEnvelope('the-request'),
      status: error.status,
      ...(error.retryAfter !== undefined && { retryAfter: error.retryAfter }),
    };
  }
  throw new Error('The call was not refused');
}

/** A wait that began with so many seconds, a few of which may have gone by. */
export const waitOf = (seconds: number): unknown =>
  expect.toSatisfy((left: number) => left <= seconds && left >= seconds - 10);
