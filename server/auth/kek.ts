// The key encryption key: what signing keys and stored mails are encrypted under. Set by KEK or made at first start.
import { env } from '../env.ts';

export function keyEncryptionKey(): Buffer {
  if (!env.KEK)
    throw new Error('No key encryption key: set KEK, or start with `npm start`, which makes one.');
  return Buffer.from(env.KEK, 'base64');
}
