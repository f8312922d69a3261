// Passwords: which ones are accepted, how they are hashed (argon2id), and how many hashes may run at once.
// It never touches the database and must never be called inside a transaction: a hash takes 15 ms of a whole core.
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { hash, parseOptions, verify, type Options } from '@node-rs/argon2';
import { AppError } from '../errors.ts';

export const MIN_LENGTH = 8;
export const MAX_LENGTH = 256;

/** argon2id, 19 MiB, two passes, one lane: OWASP's floor, 15 ms on this product's smallest machine. */
const ARGON2ID = 2;
export const HASH_OPTIONS = {
  algorithm: ARGON2ID,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
} satisfies Options;

/** Hash of a random password nobody knows: what an unknown e-mail is checked against, so that it takes the same work. */
export const DUMMY_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$xgaDDiw37i2Am0AOENz2Xg$THxwQ1CWEUlfAnDLlXJkosfD33e8LHuwzM083ySr778';

/** The form a password is measured, compared and hashed in. Nothing is trimmed or cut. */
const normalize = (password: string): string => password.normalize('NFKC');

/** A gate for hashing: `slots` at once, `room` waiting, everybody else is told to come back. */
export class HashGate {
  readonly #slots: number;
  readonly #room: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #done = 0;

  constructor(slots: number, room: number) {
    this.#slots = slots;
    this.#room = room;
  }

  /** Hashes finished since the process started. */
  get done(): number {
    return this.#done;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < this.#slots) this.#running += 1;
    else await this.#wait();
    try {
      return await work();
    } finally {
      this.#done += 1;
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }

  #wait(): Promise<void> {
    if (this.#waiting.length >= this.#room) {
      throw new AppError(
        'Unavailable',
        'auth.busy',
        'Too many people are signing in right now. Try again in a moment.',
        {
          retryAfter: 2,
        },
      );
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

/** Where every password hash of this process goes through. */
export const gate = new HashGate(2 * availableParallelism(), 100);

export const hashPassword = (password: string): Promise<string> =>
  gate.run(() => hash(normalize(password), HASH_OPTIONS));

/** Checks a password against an account's hash, or against the dummy when there is none: always exactly one hash. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const matches = await gate.run(() => verify(stored ?? DUMMY_HASH, normalize(password)));
  return matches && stored !== null;
}

/** Whether a hash was made with other parameters than today's and should be replaced at the next sign-in. */
export function needsRehash(stored: string): boolean {
  const { algorithm, memoryCost, timeCost, parallelism } = parseOptions(stored);
  return (
    algorithm !== HASH_OPTIONS.algorithm ||
    memoryCost !== HASH_OPTIONS.memoryCost ||
    timeCost !== HASH_OPTIONS.timeCost ||
    parallelism !== HASH_OPTIONS.parallelism
  );
}

/** What is wrong with a new password, in words for the person choosing it; empty when it is fine. */
export async function passwordProblems(password: string, known: readonly string[] = []): Promise<string[]> {
  const text = normalize(password);
  const length = [...text].length;
  if (length < MIN_LENGTH) return [`Use at least ${MIN_LENGTH} characters.`];
  if (length > MAX_LENGTH) return [`Use at most ${MAX_LENGTH} characters.`];
  const folded = text.toLowerCase();
  if ((await commonPasswords()).has(folded))
    return ['This password is on every list of guesses. Choose another.'];
  if (isBuiltOn(folded, known))
    return ['This password is too close to your name, e-mail or company. Choose another.'];
  return [];
}

/** Throws Unprocessable filed under `field` when the password is not acceptable. */
export async function requireGoodPassword(
  field: string,
  password: string,
  known: readonly string[] = [],
): Promise<void> {
  const problems = await passwordProblems(password, known);
  if (problems.length === 0) return;
  throw new AppError('Unprocessable', 'auth.weak_password', problems[0] ?? 'Choose another password.', {
    details: { [field]: problems },
  });
}

const PRODUCT_WORDS = ['streamflow', 'password', 'welcome', 'changeme'];

/** True when nothing but digits and signs surrounds a word an attacker would try first. */
function isBuiltOn(folded: string, known: readonly string[]): boolean {
  const bare = folded.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const words = known.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]);
  return [...PRODUCT_WORDS, ...words.map((word) => word.normalize('NFKC').toLowerCase())].some(
    (word) => word.length >= 4 && (folded === word || bare === word),
  );
}

let common: Promise<ReadonlySet<string>> | undefined;

/** 47,023 passwords people really use, most frequent first (see LICENSE-common-passwords.txt); read at first need. */
function commonPasswords(): Promise<ReadonlySet<string>> {
  common ??= readFile(new URL('./data/common-passwords.txt', import.meta.url), 'utf8').then(
    (text) => new Set(text.split('\n').map((line) => line.slice(0, line.search(/\s|$/)))),
  );
  return common;
}
