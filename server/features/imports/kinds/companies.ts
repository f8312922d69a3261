// Which company a row is about: the one with its domain, else the one of its name unless their websites contradict each other.
// Two ids of one system are two companies. What is found in memory is what the queries find as well. Pure.
import { contradictions, isEqual, takesPlain } from '../merge.ts';
import { companyKey } from '../same.ts';
import type { Holder, Identity, Look, Merged, Wanted } from './kind.ts';
import type { OrganizationValues } from './organization.ts';
import { hostOf, nameNorm, ownDomain } from './organization-keys.ts';

type Company = Holder<OrganizationValues>;

const PLAIN = ['domain', 'website', 'size', 'industry', 'description', 'phone'];
const TELLING = ['name', 'domain', 'website', 'phone', 'size', 'industry', 'address', 'description'];

export const companies: Identity<OrganizationValues> = {
  place: 'name',
  keysOf: ({ name, domain }) => [
    byNorm(name),
    byKey(name),
    ...(ownDomain(domain) === null ? [] : [byDomain(domain)]),
  ],
  find,
  isHeld: ({ name }, look) => nameHolders(name, look).length > 0,
  isTaken: ({ name }, by, look) =>
    nameNorm(name) !== nameNorm(by.name) && nameHolders(name, look).some(({ id }) => id !== by.id),
  merged,
};

const byNorm = (name: string): string => `norm\n${nameNorm(name)}`;
const byKey = (name: string): string => `key\n${companyKey(name)}`;
const byDomain = (domain: string | null): string => `domain\n${domain ?? ''}`;

const nameHolders = (name: string, look: Look<OrganizationValues>): readonly Company[] =>
  look(byNorm(name)).filter(({ apart }) => !apart);

function find({ values, externalId }: Wanted<OrganizationValues>, look: Look<OrganizationValues>) {
  const isOpen = (holder: Company): boolean => externalId === null || holder.externalIds.length === 0;
  const own = ownDomain(values.domain);
  const housed = own === null ? [] : look(byDomain(own)).filter(isOpen);
  const named = namesakes(values, look).filter(isOpen);
  // several companies in one house are told apart by their names
  const called = housed.find(({ name }) => companyKey(name) === companyKey(values.name));
  const found = called ?? (housed.length === 1 ? housed[0] : undefined) ?? named[0];
  return found ?? (nameHolders(values.name, look).length > 0 ? 'apart' : null);
}

/** Equal names first, then names of which one lacks the legal form; never where websites speak against it. */
function namesakes(values: OrganizationValues, look: Look<OrganizationValues>): Company[] {
  const { name } = values;
  const [norm, key] = [nameNorm(name), companyKey(name)];
  const agrees = (holder: Company): boolean => {
    const [ours, theirs] = [siteOf(values), siteOf(holder)];
    return ours === null || theirs === null || ours === theirs;
  };
  const equal = look(byNorm(name)).filter((holder) => !holder.apart || holder.name === name);
  const alike = look(byKey(name)).filter((holder) => {
    const other = nameNorm(holder.name);
    return (
      !holder.apart &&
      other !== norm &&
      key.length > 3 &&
      other.startsWith(key) &&
      isOneForm(other, norm, key)
    );
  });
  // two that are alike are two candidates, and neither is taken
  return [...equal, ...(alike.length === 1 ? alike : [])].filter(agrees);
}

const bare = (name: string): string => name.replace(/[^\p{L}\p{Nd}]+/gu, ' ').trim();

/** The same but for marks, or one of them is without a legal form. */
const isOneForm = (a: string, b: string, key: string): boolean =>
  bare(a) === bare(b) || bare(a) === key || bare(b) === key;

/** Where a company lives, as far as that is its own. */
const siteOf = ({ domain, website }: OrganizationValues): string | null =>
  ownDomain(domain) ?? ownDomain(hostOf(website));

function merged(
  holder: Company,
  { values, externalId }: Wanted<OrganizationValues>,
  { taken, linked }: { taken: boolean; linked: boolean },
): Merged<OrganizationValues> {
  const isNameless = holder.name === holder.domain || holder.externalIds.includes(holder.name);
  const telling = isNameless ? TELLING.filter((field) => field !== 'name') : TELLING;
  const lost = holder.touched ? contradictions(holder, values, telling, COMPARED) : [];
  const next: Record<string, unknown> = {};
  takesPlain(holder, values, PLAIN, next);
  if (next['phone'] !== undefined) next['phoneE164'] = values.phoneE164;
  if (values.address) {
    const [under, over] = holder.touched
      ? [values.address, holder.address]
      : [holder.address, values.address];
    next['address'] = { ...under, ...over };
  }
  // a name changes where the other system's id says who is meant, or where there was none
  const isMeant = externalId !== null && !linked && !holder.touched;
  if (!taken && (isMeant || isNameless) && values.name !== values.domain && values.name !== externalId)
    next['name'] = values.name;
  const changed = Object.keys(next).filter((field) => !isEqual(next[field], holder[field]));
  return { next: next as Partial<OrganizationValues>, changed, lost };
}

const COMPARED = {
  name: (a: unknown, b: unknown) => companyKey(String(a)) === companyKey(String(b)),
};
