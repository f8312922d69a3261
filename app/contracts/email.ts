// The one e-mail rule: sign-in, records and imports. Local part kept as typed, domain in lower-case ASCII form.
import { z } from 'zod';

const MAX_LENGTH = 254;
const LOCAL = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** The address in its stored form, or null when it is none. Accepts IDN domains; refuses quoted locals and address literals. */
export function normalizeEmail(typed: string): string | null {
  const address = typed.trim().normalize('NFC');
  const at = address.lastIndexOf('@');
  if (at < 1 || address.length > MAX_LENGTH) return null;
  const local = address.slice(0, at);
  const domain = toAscii(address.slice(at + 1));
  if (new TextEncoder().encode(local).length > 64 || !LOCAL.test(local) || !domain) return null;
  return `${local}@${domain}`;
}

/** The form two addresses are compared in. */
export const emailKey = (address: string): string => address.toLowerCase();

/** A host name of at least two labels in lower-case ASCII, or null when it is none. */
export function toAscii(typed: string): string | null {
  if (!/^[\p{L}\p{N}\p{M}.-]+$/u.test(typed)) return null;
  let host: string;
  try {
    host = new URL(`http://${typed}`).hostname;
  } catch {
    return null;
  }
  const labels = host.split('.');
  const top = labels.at(-1) ?? '';
  if (labels.length < 2 || host.length > 253 || /^\d+$/.test(top) || top.length < 2) return null;
  return labels.every((label) => LABEL.test(label)) ? host : null;
}

export const emailAddress = z.string('Enter an e-mail address.').transform((typed, context) => {
  if (typed.trim() === '') return null;
  const email = normalizeEmail(typed);
  if (email) return email;
  context.addIssue({ code: 'custom', message: 'This is not an e-mail address. Example: ada@example.com' });
  return z.NEVER;
});
