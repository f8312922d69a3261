import { hash, parseOptions } from '@node-rs/argon2';
import { describe, expect, test } from 'vitest';
import { toAppError } from '../../server/errors.ts';
import {
  DUMMY_HASH,
  HashGate,
  hashPassword,
  needsRehash,
  passwordProblems,
  requireGoodPassword,
  verifyPassword,
} from '../../server/auth/password.ts';

describe('a password', () => {
  test.each([
    ['seven characters', 'k7#qPz2'],
    ['a common one', 'trustno1'],
    ['a common one in capitals', 'TRUSTNO1'],
    ['a common one in full-width letters', 'ｔｒｕｓｔｎｏ１'],
    ['the product’s name with decoration', '!!StreamFlow2026!!'],
    ['the person’s e-mail', 'ada.byron@example.test'],
    ['the person’s name with a number', 'Byron-1815'],
    ['more than 256 characters', 'x'.repeat(257)],
  ])('is refused when it is %s', async (_what, password) => {
    expect(
      await passwordProblems(password, ['Ada Byron', 'ada.byron@example.test', 'ada.byron']),
    ).toHaveLength(1);
  });

  test.each([
    ['eight characters', 'k7#qPz2w'],
    ['256 characters', 'kQ'.repeat(128)],
    ['only lower-case letters, no composition rules', 'umbrella kettle fjord'],
    ['eight emoji', '🦊🐙🦉🐝🦔🐢🦩🐳'],
    ['a common one with more around it', 'trustno1 but the moon'],
    ['built from other letters than ours', 'пароль-не-угадаешь'],
  ])('is accepted with %s', async (_what, password) => {
    expect(await passwordProblems(password, ['Ada Byron'])).toEqual([]);
  });

  test('is refused field by field with 422', async () => {
    const error = await requireGoodPassword('newPassword', '12345678').catch(toAppError);
    expect(error).toMatchObject({ status: 422, slug: 'auth.weak_password' });
    expect(Object.keys((error as { details: object }).details)).toEqual(['newPassword']);
  });

  test('counts to its last character: the 73rd matters', async () => {
    const stored = await hashPassword(`${'a'.repeat(72)}X`);
    expect(await verifyPassword(stored, `${'a'.repeat(72)}X`)).toBe(true);
    expect(await verifyPassword(stored, `${'a'.repeat(72)}Y`)).toBe(false);
  });

  test('is the same however its accents are composed, and is never trimmed', async () => {
    const stored = await hashPassword('caf\u00e9 au lait ');
    expect(await verifyPassword(stored, 'cafe\u0301 au lait ')).toBe(true);
    expect(await verifyPassword(stored, 'caf\u00e9 au lait')).toBe(false);
  });
});

describe('a hash', () => {
  test('is argon2id with 19 MiB, two passes and one lane', async () => {
    const stored = await hashPassword('seven green bottles');
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(parseOptions(stored)).toMatchObject({
      memoryCost: 19_456,
      timeCost: 2,
      parallelism: 1,
      saltLen: 16,
    });
    expect(needsRehash(stored)).toBe(false);
  });

  test('made with other parameters asks to be replaced', async () => {
    expect(needsRehash(await hash('x', { memoryCost: 8_192, timeCost: 2, parallelism: 1 }))).toBe(true);
    expect(
      needsRehash(await hash('x', { algorithm: 1, memoryCost: 19_456, timeCost: 2, parallelism: 1 })),
    ).toBe(true);
  });

  test('that is missing is never right, and is checked against a dummy with today’s parameters', async () => {
    expect(await verifyPassword(null, 'seven green bottles')).toBe(false);
    expect(needsRehash(DUMMY_HASH)).toBe(false);
  });
});

test('the gate lets some in, lets some wait, and sends the rest away with 503 and a time to come back', async () => {
  const gate = new HashGate(2, 3);
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let running = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, (running += 1));
    await held;
    running -= 1;
  };
  const calls = Array.from({ length: 7 }, () => gate.run(work).then(() => 'done', toAppError));
  release();
  const answers = await Promise.all(calls);
  expect(answers.filter((answer) => answer === 'done')).toHaveLength(5);
  expect(answers.filter((answer) => answer !== 'done')).toMatchObject([
    { status: 503, retryAfter: 2 },
    { status: 503, retryAfter: 2 },
  ]);
  expect(most).toBe(2);
  expect(await gate.run(async () => 'free again')).toBe('free again');
});
