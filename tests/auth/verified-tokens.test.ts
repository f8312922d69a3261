import { expect, test } from 'vitest';
import { VerifiedTokens } from '../../server/auth/verified-tokens.ts';

const PUBLISHED = new Set(['key']);
const inSeconds = (seconds: number): number => Date.now() / 1000 + seconds;

function holding(token: string, expiresAt = inSeconds(600)) {
  const tokens = new VerifiedTokens<string>(3);
  tokens.keep(token, 'web', { claims: `claims of ${token}`, kid: 'key', expiresAt });
  return tokens;
}

test('knows a token again, and no other one', () => {
  const tokens = holding('a.b.c');
  expect(tokens.find('a.b.c', 'web', PUBLISHED)).toBe('claims of a.b.c');
  expect(tokens.find('a.b.d', 'web', PUBLISHED)).toBeNull();
});

test('what was verified for one audience is not for another', () => {
  expect(holding('a.b.c').find('a.b.c', 'api', PUBLISHED)).toBeNull();
});

test('forgets a token at its end', () => {
  const tokens = holding('a.b.c', inSeconds(-1));
  expect(tokens.find('a.b.c', 'web', PUBLISHED)).toBeNull();
  expect(tokens.size).toBe(0);
});

test('forgets a token whose key is published no more, also should it come back', () => {
  const tokens = holding('a.b.c');
  expect(tokens.find('a.b.c', 'web', new Set(['another']))).toBeNull();
  expect(tokens.find('a.b.c', 'web', PUBLISHED)).toBeNull();
});

test('holds a bounded number: the oldest makes room', () => {
  const tokens = holding('1');
  for (const token of ['2', '3', '4'])
    tokens.keep(token, 'web', { claims: token, kid: 'key', expiresAt: inSeconds(600) });
  expect(tokens.size).toBe(3);
  expect(tokens.find('1', 'web', PUBLISHED)).toBeNull();
  expect(tokens.find('4', 'web', PUBLISHED)).toBe('4');
});
