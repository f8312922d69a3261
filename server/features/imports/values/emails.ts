// An e-mail cell as it stands in exports → one address by the house's e-mail rule, or why not and what it may have meant.
import { normalizeEmail } from '../../../../app/contracts/email.ts';

export interface EmailRead {
  email: string | null;
  /** further addresses of the cell, which have no place of their own */
  others: string[];
  /** what a refused cell probably means, in full or null */
  meant: string | null;
}

const PLAIN_LOCAL = /^[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*$/;
const domains = new Map<string, string | null>();

/** The same as normalizeEmail; what is costly about a domain is remembered. */
function normalize(typed: string): string | null {
  const text = typed.trim();
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  if (at < 1 || at > 64 || !PLAIN_LOCAL.test(local)) return normalizeEmail(text) ?? withoutDot(text);
  const domain = text.slice(at + 1);
  let known = domains.get(domain);
  if (known === undefined) {
    known = (normalizeEmail(`a@${domain}`) ?? withoutDot(`a@${domain}`))?.slice(2) ?? null;
    if (domains.size > 100_000) domains.clear();
    domains.set(domain, known);
  }
  return known === null || local.length + known.length > 253 ? null : `${local}@${known}`;
}

/** An address at a name without a dot is valid on a company's own network, so an import keeps it. */
function withoutDot(text: string): string | null {
  const found = /^([^@\s]+)@([a-z][a-z0-9-]{0,61}[a-z0-9])$/i.exec(text.trim());
  if (!found?.[1] || !found[2]) return null;
  const local = normalizeEmail(`${found[1]}@example.com`)?.slice(0, -'@example.com'.length);
  return local ? `${local}@${found[2].toLowerCase()}` : null;
}

export function readEmail(cell: string): EmailRead {
  const text = cell.trim();
  const whole = normalize(text);
  if (whole) return { email: whole, others: [], meant: null };
  const named = /^[^<>@]*<([^<>\s]+)>$|^mailto:(\S+)$/i.exec(text);
  const parts = named ? [named[1] ?? named[2] ?? ''] : text.split(/[;,\s]+/).filter((part) => part !== '');
  const emails = parts.map(normalizeEmail);
  const [first, ...others] = emails.filter((email) => email !== null);
  if (first && emails.every((email) => email !== null)) return { email: first, others, meant: null };
  return { email: null, others: [], meant: guess(text) ?? first ?? null };
}

/** The usual slips: a space, a comma for a dot, "(at)", a doubled @, a dot too many. */
function guess(text: string): string | null {
  const fixed = text
    .replace(/\s*(?:\(at\)|\[at\]|＠)\s*/i, '@')
    .replace(/\s*(?:\(dot\)|\[dot\])\s*/gi, '.')
    .replace(/\s+/g, '')
    .replace(/@{2,}/, '@')
    .replace(/,/g, '.')
    .replace(/\.{2,}/g, '.')
    .replace(/^\.+|\.+$/g, '')
    .replace(/\.@|@\./, '@');
  return fixed === text ? null : normalizeEmail(fixed);
}
