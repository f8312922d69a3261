// Two records → how likely they are one, and why. Agreement and disagreement are added up as logarithms of how much
// likelier each is between two records of one person or company than between strangers (Fellegi and Sunter).
import { compareCompanies } from './compare-companies.ts';
import { compareBirths, compareEmails, comparePhones, compareSites } from './compare-contacts.ts';
import { compareNames } from './compare-names.ts';
import { comparePlaces } from './compare-places.ts';
import { bitsOf, evidence, type Evidence, type Reason } from './evidence.ts';
import type { Population } from './population.ts';
import type { Prepared } from './prepared.ts';

/** same: may be merged by itself. likely: is offered. */
export type MatchClass = 'same' | 'likely' | 'none';

export interface Match {
  /** 0 to 100 */
  score: number;
  class: MatchClass;
  /** what speaks for it, the strongest first */
  reasons: Reason[];
  against: Reason[];
}

/** Offered from here on. */
const LIKELY = 3;

export function score(a: Prepared, b: Prepared, population: Population): Match {
  if (a.kind !== b.kind) return { score: 0, class: 'none', reasons: [], against: [] };
  const all = a.kind === 'person' ? people(a, b, population) : companies(a, b, population);
  const bits = bitsOf(all) - population.doubt;
  const isOne = isSame(a, b, all, population);
  return {
    score: Math.round(100 / (1 + 2 ** (-bits / 3))),
    class: isOne ? 'same' : bits >= LIKELY ? 'likely' : 'none',
    reasons: named(all, 1),
    against: named(all, -1),
  };
}

function people(a: Prepared, b: Prepared, population: Population): Evidence[] {
  const names = compareNames(a.person, b.person, population);
  const mails = compareEmails(a.emails, b.emails, population);
  const births = compareBirths(a.birth, b.birth, population);
  const work = compareCompanies(a.company, b.company, population).map(({ reason, bits }) =>
    evidence(reason, Math.min(Math.max(bits / 2, -1), 5)),
  );
  const rest = [
    ...mails,
    ...comparePhones(a.phones, b.phones, population),
    ...comparePlaces(a.place, b.place, population, false),
    ...work,
  ];
  const isOneFirstName = !has(names, 'given-differs');
  // born on one day and with one address: hardly two of a house
  const isOneLife = has(mails, 'email') && has(births, 'birth');
  return [...names, ...births, ...(isOneFirstName || isOneLife ? rest : household(rest))];
}

/** The most that what people of one house or office share may say, where their first names differ. */
const SHARED = 8;

function household(rest: Evidence[]): Evidence[] {
  const total = bitsOf(rest);
  return total <= SHARED ? rest : rest.map(({ reason, bits }) => evidence(reason, (bits * SHARED) / total));
}

const has = (all: readonly Evidence[], wanted: Reason): boolean =>
  all.some(({ reason }) => reason === wanted);

const companies = (a: Prepared, b: Prepared, population: Population): Evidence[] => [
  ...compareCompanies(a.company, b.company, population),
  ...compareSites(a.site, b.site, population),
  ...compareEmails(a.emails, b.emails, population),
  ...comparePhones(a.phones, b.phones, population),
  ...comparePlaces(a.place, b.place, population, true),
];

const COMPATIBLE = new Set<Reason>(['given', 'family', 'nickname']);
const CONTRARY = new Set<Reason>(['given-differs', 'family-differs', 'generation', 'birth-differs']);

/** Equal, valid address of a person, and both parts of the name agree; nothing personal speaks against it. */
function isSame(a: Prepared, b: Prepared, all: readonly Evidence[], population: Population): boolean {
  if (a.kind !== 'person' || all.some(({ reason }) => CONTRARY.has(reason))) return false;
  const mail = a.emails.find(
    (one) => one.isValid && !one.isRole && b.emails.some(({ address }) => address === one.address),
  );
  if (!mail || population.isShared(mail.address)) return false;
  const agreed = all.filter(({ reason }) => COMPATIBLE.has(reason)).length;
  const hasOnePart = !(a.person.given && a.person.family) && !(b.person.given && b.person.family);
  return agreed === 2 || (agreed === 1 && hasOnePart && (has(all, 'phone') || has(all, 'birth')));
}

function named(all: readonly Evidence[], sign: 1 | -1): Reason[] {
  const isWhole = has(all, 'given') && has(all, 'family');
  const spoken = ({ reason }: Evidence): Reason =>
    isWhole && (reason === 'given' || reason === 'family') ? 'name' : reason;
  const telling = all.filter(({ bits }) => bits * sign > 0).sort((a, b) => (b.bits - a.bits) * sign);
  return [...new Set(telling.map(spoken))];
}
