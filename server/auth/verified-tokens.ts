// Access tokens that this process has verified: a page of one person asks with the same token hundreds of times, and a
// signature costs more than everything else about knowing who asks. Holds hashes, never tokens. An entry counts until the
// token's own end and only while its key is published; whether the session lives, the database says each time anyway.
import { hash } from 'node:crypto';

interface Verified<C> {
  readonly claims: C;
  readonly kid: string;
  /** seconds since 1970 */
  readonly expiresAt: number;
}

const MOST = 10_000;

export class VerifiedTokens<C> {
  readonly #known = new Map<string, Verified<C>>();
  readonly #most: number;

  constructor(most = MOST) {
    this.#most = most;
  }

  get size(): number {
    return this.#known.size;
  }

  /** The claims, if this very token was verified for this audience and still holds. */
  find(token: string, audience: string, published: ReadonlySet<string>): C | null {
    const key = keyOf(token, audience);
    const found = this.#known.get(key);
    if (!found) return null;
    if (found.expiresAt > Date.now() / 1000 && published.has(found.kid)) return found.claims;
    this.#known.delete(key);
    return null;
  }

  /** The oldest makes room. */
  keep(token: string, audience: string, verified: Verified<C>): void {
    this.#known.set(keyOf(token, audience), verified);
    if (this.#known.size <= this.#most) return;
    const [oldest] = this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
  }
}

const keyOf = (token: string, audience: string): string =>
  `${audience} ${hash('sha256', token, 'base64url')}`;
