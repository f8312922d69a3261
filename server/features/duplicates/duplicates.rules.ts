// Of the records that were found: which may be the same as what was given, how likely that is, and why. Pure.
import type { DuplicateNoun } from '../../../app/contracts/duplicates.ts';
import { emailKey } from '../../../app/contracts/email.ts';
import type { Candidate, Reason } from '../../../app/contracts/lead-conversion.ts';
import { fold } from '../search/search.rules.ts';
import { SAYS, type Reason as Said } from './matching/evidence.ts';
import { compareTwo } from './matching/match.ts';
import { familiarForms } from './matching/nicknames.ts';
import { personName } from './matching/person-names.ts';
import type { MatchRecord } from './matching/records.ts';
import type { Match } from './matching/score.ts';

/** What is known of a record, or typed of one; null where nothing is. */
export interface Known {
  name: string | null;
  email: string | null;
  phoneE164: string | null;
  /** where a person works */
  company: string | null;
  /** of an organization */
  domain: string | null;
}
export type Found = Known & { id: string; name: string };

/** Enough to choose from; a common name has more, and a form is no list. */
const CANDIDATES = 8;

/** Those that share what is given, or are likely one with it: whoever has the e-mail address first, then by score. */
export function judge(noun: DuplicateNoun, given: Known, found: readonly Found[]): Candidate[] {
  const kind = noun === 'organization' ? 'organization' : 'person';
  return found
    .map((each) => candidateOf(kind, given, each))
    .filter((each) => noun !== 'lead' || !isElsewhere(each))
    .filter(({ same }) => same.length > 0)
    .sort((a, b) => mailed(b) - mailed(a) || b.score - a.score)
    .slice(0, CANDIDATES);
}

/** A lead is a person at a company: of one at another no more than the name is the same. */
const isElsewhere = ({ same, against }: Candidate): boolean =>
  same.length === 1 && same[0] === 'name' && against.includes(SAYS['company-differs']);

const mailed = ({ same }: Candidate): number => Number(same.includes('email'));

function candidateOf(kind: MatchRecord['kind'], given: Known, found: Found): Candidate {
  const match = compareTwo(recordOf(kind, given), recordOf(kind, found));
  const { id, name, email, company, domain } = found;
  return {
    id,
    name,
    detail: [email, company, domain].filter(Boolean).join(', ') || null,
    same: sharedBy(given, found, match),
    score: match.score,
    reasons: match.reasons.map((reason) => SAYS[reason]),
    against: match.against.map((reason) => SAYS[reason]),
  };
}

const recordOf = (
  kind: MatchRecord['kind'],
  { name, email, phoneE164, company, domain }: Known,
): MatchRecord => ({
  id: '',
  kind,
  name,
  emails: [email],
  phones: [phoneE164],
  company,
  domain,
});

const NAMES = new Set<Said>([
  'name',
  'given',
  'family',
  'nickname',
  'name-part',
  'name-close',
  'name-near',
  'company',
]);

/** Equal values always; names of people that are alike, and of companies but for the legal form, where the records are likely one. */
function sharedBy(given: Known, found: Found, match: Match): Reason[] {
  const isAlike = match.class !== 'none' && match.reasons.some((reason) => NAMES.has(reason));
  const shared: Record<Reason, boolean> = {
    email: given.email !== null && found.email !== null && emailKey(given.email) === emailKey(found.email),
    phone: given.phoneE164 !== null && given.phoneE164 === found.phoneE164,
    name: isAlike || (given.name !== null && fold(given.name.trim()) === fold(found.name)),
    domain: given.domain !== null && given.domain === found.domain,
  };
  return REASONS.filter((reason) => shared[reason]);
}

const REASONS = ['email', 'phone', 'name', 'domain'] as const;

/** Ways to look for somebody's name: bare of titles, and with each familiar form of the first name. */
export function namesToFind(name: string | null): string[] {
  if (name === null) return [];
  const { given, family } = personName({ name });
  if (!given || !family) return [name];
  const [first = '', ...others] = given.split(' ');
  const rest = [...others, family].join(' ');
  return [first, ...familiarForms(first)].map((form) => `${form} ${rest}`);
}
