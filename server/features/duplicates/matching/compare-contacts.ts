// E-mail addresses, phones, websites and birth dates.
import type { Mailbox } from './emails.ts';
import { evidence, type Evidence } from './evidence.ts';
import { isSamePhone } from './phones.ts';
import type { Population } from './population.ts';
import { edits } from './similarity.ts';

/** The best of what any two of them say. */
function best<T>(
  a: readonly T[],
  b: readonly T[],
  compare: (one: T, other: T) => Evidence | null,
  differs: Evidence,
): Evidence[] {
  if (a.length === 0 || b.length === 0) return [];
  let found: Evidence | null = null;
  for (const one of a)
    for (const other of b) {
      const said = compare(one, other);
      if (said && said.bits > (found?.bits ?? 0)) found = said;
    }
  return [found ?? differs];
}

export const compareEmails = (
  a: readonly Mailbox[],
  b: readonly Mailbox[],
  population: Population,
): Evidence[] =>
  best(a, b, (one, other) => compareMailboxes(one, other, population), evidence('email-differs', -1));

function compareMailboxes(a: Mailbox, b: Mailbox, population: Population): Evidence | null {
  if (a.address === b.address) {
    const rare = Math.min(population.rarity('email', a.address), 16);
    return evidence('email', a.isRole ? Math.min(rare, 5) : rare);
  }
  if (a.isRole || b.isRole) return null;
  const most = Math.min(a.address.length, b.address.length) < 12 ? 1 : 4;
  const slips = edits(a.address, b.address, most);
  if (slips <= most && isSlip(a, b, slips)) return evidence('email-close', 11 - 1.5 * slips);
  if (a.local === b.local && a.local.length >= 5)
    return evidence('email-local', Math.min(population.rarity('local', a.local), 12) - 4);
  return null;
}

/** "ann1@…" and "ann2@…" are two, as long as both are addresses. */
const isSlip = (a: Mailbox, b: Mailbox, slips: number): boolean =>
  a.isValid && b.isValid
    ? undigited(a) !== undigited(b) && (slips <= 2 || a.local.length >= 8)
    : slips <= 2 || a.local.length >= 8;

const undigited = ({ address }: Mailbox): string => address.replace(/\d/g, '');

export const comparePhones = (
  a: readonly string[],
  b: readonly string[],
  population: Population,
): Evidence[] =>
  best(
    a,
    b,
    (one, other) => {
      if (isSamePhone(one, other))
        return evidence('phone', Math.min(population.rarity('phone', one.slice(-7)), 14));
      return edits(one, other, 1) <= 1 ? evidence('phone-close', 5) : null;
    },
    evidence('phone-differs', -1.5),
  );

export function compareSites(a: string | null, b: string | null, population: Population): Evidence[] {
  if (a === null || b === null) return [];
  if (a === b) return [evidence('site', Math.min(population.rarity('site', a), 12))];
  return a.endsWith(`.${b}`) || b.endsWith(`.${a}`) ? [evidence('site', 3)] : [evidence('site-differs', -12)];
}

export function compareBirths(a: string, b: string, population: Population): Evidence[] {
  if (!a || !b) return [];
  if (a === b) return [evidence('birth', population.rarity('birth', a))];
  if (a.length !== 8 || b.length !== 8) return [];
  const dayMonth = (date: string): string => date.slice(0, 4) + date.slice(6) + date.slice(4, 6);
  if (edits(a, b, 1) <= 1 || dayMonth(a) === b) return [evidence('birth-close', 6)];
  if (a.slice(0, 4) === b.slice(0, 4)) return [evidence('birth-close', edits(a, b, 2) <= 2 ? 3.5 : 1)];
  return [evidence('birth-differs', edits(a, b, 2) <= 2 ? -1 : -4)];
}
