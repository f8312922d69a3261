// An authenticator app as a person has it: a secret typed in once, a code whenever one is asked for.
import type { Sql } from 'postgres';
import { codeAt } from '../../server/auth/totp.rules.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function bytesOf(base32: string): Buffer {
  const bits = [...base32.replaceAll(' ', '')]
    .map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)));
}

async function stepNow(admin: Sql): Promise<number> {
  const [row] = await admin`select floor(extract(epoch from now()) / 30)::int as step`;
  return row!.step as number;
}

/** The code of this moment, on the database's clock. */
export async function codeNow(admin: Sql, base32: string): Promise<string> {
  return codeAt(bytesOf(base32), await stepNow(admin));
}

/** Six digits that are none of its codes, nor will be in the next minutes. */
export async function wrongCode(admin: Sql, base32: string): Promise<string> {
  const step = await stepNow(admin);
  const right = Array.from({ length: 9 }, (_, at) => codeAt(bytesOf(base32), step - 1 + at));
  const candidates = Array.from({ length: 10 }, (_, digit) => String(digit).repeat(6));
  return candidates.find((code) => !right.includes(code))!;
}

/** The same as if the codes before had been used long ago. */
export async function freshCode(admin: Sql, base32: string, accountId: string): Promise<string> {
  await admin`update auth.totp set last_used_step = 0 where account_id = ${accountId}`;
  return codeNow(admin, base32);
}
