// Whom a row about a person is about: who has its external id, its e-mail address and a name that agrees, or its name and
// company where nothing speaks against it. Never by an address alone that somebody of another name has. Pure.
import { emailKey } from '../../../../app/contracts/email.ts';
import { contradictions, isEqual, takesName, takesPlain } from '../merge.ts';
import type { Address } from '../row-reading.ts';
import { bareName, companyKey, namesAgree, nameVariants } from '../same.ts';
import type { Holder, Identity, Look, Merged, Values, Wanted } from './kind.ts';

export type PersonValues = Values & {
  /** what the company or organization is called */
  company: string | null;
  email: string | null;
  phone: string | null;
  phoneE164: string | null;
  address: Address | null;
};

/** Parts of a person that field rules know under another name. */
export const personFields = {
  firstName: 'name',
  middleName: 'name',
  lastName: 'name',
  street: 'address',
  city: 'address',
  region: 'address',
  postalCode: 'address',
  country: 'address',
} as const;

interface Telling {
  /** values of which a row's replaces the record's, each by itself */
  plain: readonly string[];
  /** values in which two rows about one person can contradict each other */
  telling: readonly string[];
  /** whether somebody with a title behind the name is found without it */
  bare?: boolean;
}

export function persons<V extends PersonValues>({ plain, telling, bare = false }: Telling): Identity<V> {
  const differ = (holder: V, values: V): string[] => contradictions(holder, values, telling, COMPARED);
  return {
    place: 'email',
    keysOf: (values) => [
      ...(values.email === null ? [] : [byEmail(values.email)]),
      ...(bare ? [...new Set([values.name, bareName(values.name)])] : [values.name]).map((name) =>
        byName(name, values.company),
      ),
    ],
    find: (wanted, look) => find(wanted, look, (holder, values) => differ(holder, values).length > 0),
    isHeld: (values, look) => emailHolders(values, look).length > 0,
    isTaken: ({ email }, by, look) =>
      email !== null && look(byEmail(email)).some((holder) => holder.id !== by.id && !holder.apart),
    merged: (holder, wanted, told) => mergedPerson(holder, wanted, told, { plain, differ }),
  };
}

const COMPARED = {
  email: (a: unknown, b: unknown) => isSameEmail(String(a), String(b)),
  company: (a: unknown, b: unknown) => companyKey(String(a)) === companyKey(String(b)),
};

const byEmail = (email: string): string => `email\n${emailKey(email)}`;
const byName = (name: string, company: string | null): string => `name\n${name}\n${companyKey(company)}`;

type Contradicts<V> = (holder: V, values: V) => boolean;

function find<V extends PersonValues>(
  { externalId, values }: Wanted<V>,
  look: Look<V>,
  contradicts: Contradicts<V>,
): Holder<V> | 'apart' | null {
  // Two ids of one system are two records, whatever else they share.
  const isOpen = (holder: Holder<V>): boolean => externalId === null || holder.externalIds.length === 0;
  const holders = emailHolders(values, look);
  const open = holders.filter(isOpen);
  const isCalledSo = (holder: Holder<V>): boolean => !isMakeshift(holder, holder.externalIds);
  const isNamed = !isMakeshift(values, externalId === null ? [] : [externalId]);
  // The same person at the same address; else the same name and company; else whoever has the address but no name.
  const same = isNamed
    ? open.find((holder) => isCalledSo(holder) && namesAgree(holder.name, values.name))
    : open[0];
  const namesake = namesakes(values, look).find(
    (holder) => isOpen(holder) && isNamesake(holder, values, contradicts),
  );
  const found = same ?? namesake ?? open.find((holder) => !isCalledSo(holder));
  return found ?? (holders.length > 0 ? 'apart' : null);
}

/** Whoever has the address; of those kept apart only the ones of the row's own name. */
function emailHolders<V extends PersonValues>({ email, name }: V, look: Look<V>): Holder<V>[] {
  const holders = email === null ? [] : look(byEmail(email));
  return holders.filter((holder) => !holder.apart || nameVariants(name).includes(holder.name));
}

/** People of that name, however written, at that company: those without an address first, then in the order they were made. */
function namesakes<V extends PersonValues>({ name, company }: V, look: Look<V>): Holder<V>[] {
  const found = nameVariants(name).flatMap((variant) => look(byName(variant, company)));
  if (found.length < 2) return found;
  return found.sort((a, b) => Number(a.email !== null) - Number(b.email !== null) || (a.id < b.id ? -1 : 1));
}

/** The same name at the same company, where no address or number speaks against it; without a company, where nothing does. */
function isNamesake<V extends PersonValues>(
  holder: Holder<V>,
  values: V,
  contradicts: Contradicts<V>,
): boolean {
  if (holder.email !== null && values.email !== null) return false;
  const isAddressless = holder.email === null && values.email === null;
  if (holder.phoneE164 !== null && values.phoneE164 !== null && holder.phoneE164 !== values.phoneE164)
    return false;
  return companyKey(values.company) !== '' || (isAddressless && !contradicts(holder, values));
}

/** Called by something else for want of a name. */
const isMakeshift = ({ name, email, company, phone }: PersonValues, ids: readonly string[]): boolean =>
  [email, company, phone, ...ids].includes(name);

interface Rules<V> {
  plain: readonly string[];
  differ: (holder: V, values: V) => string[];
}

function mergedPerson<V extends PersonValues>(
  holder: Holder<V>,
  { values, externalId }: Wanted<V>,
  { taken, linked }: { taken: boolean; linked: boolean },
  { plain, differ }: Rules<V>,
): Merged<V> {
  // A person without an address may share one, as one kept apart; one that has its own keeps that.
  const emailTaken = taken && holder.email !== null;
  // name and company are what the row was matched by, so the spelling of the company is left alone
  const byNameAlone = linked || externalId === null ? !isSameEmail(holder.email, values.email) : false;
  const lost = holder.touched ? differ(holder, values) : [];
  const next: Partial<PersonValues> & Record<string, unknown> = {};
  takesPlain(
    holder,
    values,
    plain.filter((field) => field !== 'company' || !byNameAlone || holder.company === null),
    next,
  );
  takesPlain(holder, values, ['phone'], next);
  if (next.phone !== undefined) next.phoneE164 = values.phoneE164;
  if (!emailTaken && !isSameEmail(holder.email, values.email)) takesPlain(holder, values, ['email'], next);
  if (values.address) {
    const [under, over] = holder.touched
      ? [values.address, holder.address]
      : [holder.address, values.address];
    next.address = { ...under, ...over };
  }
  // what the organization is called goes with it
  if ('organizationId' in next) next.company = values.company;
  const isNameless = isMakeshift(holder, holder.externalIds);
  const isNamed = !isMakeshift(values, externalId === null ? [] : [externalId]);
  if (isNamed && takesName(holder, values.name, isNameless)) next.name = values.name;
  const changed = Object.keys(next).filter((field) => !isEqual(next[field], holder[field]));
  return { next: next as Partial<V>, changed, lost };
}

const isSameEmail = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && emailKey(a) === emailKey(b);
