// Small secrets at rest: AES-256-GCM under the key encryption key. Used for private signing keys and mail that holds a link.
// It does not keep the key; the caller hands it in.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** iv ‖ tag ‖ ciphertext. `context` is authenticated, not stored: a value cannot be moved to another row. */
export function seal(kek: Uint8Array, plain: string, context: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', kek, iv).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

/** The reverse of `seal`; throws when the key, the context or a single bit differs. */
export function unseal(kek: Uint8Array, sealed: Uint8Array, context: string): string {
  const iv = sealed.subarray(0, IV_BYTES);
  const tag = sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', kek, iv, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(context))
    .setAuthTag(tag);
  const body = sealed.subarray(IV_BYTES + TAG_BYTES);
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
}

/** Names a key encryption key without telling anything about it. */
export const kekId = (kek: Uint8Array): string =>
  createHash('sha256').update('kek').update(kek).digest('hex').slice(0, 16);
