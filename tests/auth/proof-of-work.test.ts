// The arithmetic of challenges, without a server: how long one holds, how hard it is, and how the page solves it.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { findNumber } from '../../app/features/accounts/proof-of-work.ts';
import { bitsFor, issueToken, readToken } from '../../server/auth/challenge.rules.ts';

describe('a challenge', () => {
  test('is of no use after five minutes, nor under another key', () => {
    const [key, who] = [Buffer.alloc(32, 1), { emailNorm: 'ada@example.test', address: '192.0.2.7' }];
    const token = issueToken(key, who, { kind: 'work', bits: 8, now: 1_000 });
    expect(readToken(key, who, token, 1_299)).toMatchObject({ bits: 8, expires: 1_300 });
    expect(readToken(key, who, token, 1_300)).toBeUndefined();
    expect(readToken(Buffer.alloc(32, 2), who, token, 1_000)).toBeUndefined();
  });
});

describe('the work', () => {
  test('grows with what a network has solved without a right password', () => {
    expect([0, 24, 25, 74, 75, 1_575, 1e9].map((solvedInVain) => bitsFor(15, solvedInVain))).toEqual([
      15, 15, 16, 16, 17, 21, 21,
    ]);
  });

  test.each([1, 21, 22, 38])('is the hash of the platform for a text of %i characters', async (length) => {
    const text = 'a'.repeat(length);
    const found = await findNumber(text, 10, new AbortController().signal);
    const digest = (number: number) =>
      createHash('sha256').update(`${text}.${number}`).digest().readUInt32BE(0);
    expect(Math.clz32(digest(Number(found)))).toBeGreaterThanOrEqual(10);
    for (let before = 0; before < Number(found); before += 1)
      expect(Math.clz32(digest(before))).toBeLessThan(10);
  });

  test('ends when nobody waits for it any more', async () => {
    expect(await findNumber('abc', 32, AbortSignal.abort())).toBeUndefined();
  });
});
