import { expect, test } from 'vitest';
import { base32, codeAt, recoveryCode, stepOf } from '../../server/auth/totp.rules.ts';

const seed = Buffer.from('12345678901234567890');

// RFC 6238, appendix B, SHA-1
test.each([
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
])('the code at second %i is that of RFC 6238', (second, expected) => {
  expect(codeAt(seed, Math.floor(second / 30), 8)).toBe(expected);
});

// RFC 4648, section 10
test.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('base32 of %j is that of RFC 4648', (text, expected) => {
  expect(base32(Buffer.from(text))).toBe(expected);
});

test('codes are taken one step early and late, not two', () => {
  expect([8, 9, 10, 11, 12].map((at) => stepOf(seed, codeAt(seed, at), 10))).toEqual([null, 9, 10, 11, null]);
});

test('recovery codes carry 128 bits', () => {
  expect(recoveryCode(Buffer.alloc(16, 0xff))).toBe('77777-77777-77777-77777-77777-4');
});
