// What a lead holds after a row about it. The first row in file order decides: it replaces what the lead held, later rows
// of the same import only fill what is still empty. Empty cells never empty a field. Pure.
import { emailKey } from '../../../app/contracts/email.ts';
import type { Holder, LeadValues } from './match.ts';
import { companyKey, namesAgree } from './same.ts';

export type Change = keyof LeadValues;

const PLAIN = [
  'firstName',
  'lastName',
  'company',
  'title',
  'website',
  'industry',
  'sourceId',
  'stageId',
  'score',
  'description',
] as const;

interface Told {
  /** the lead is called by its company, address or id so far */
  isNameless: boolean;
  /** the row has a real name */
  isNamed: boolean;
  /** the row's address belongs to another lead */
  emailTaken: boolean;
  /** name and company are what the row was matched by, so the spelling of the company is left alone */
  byName: boolean;
}

export function merged(
  holder: Holder,
  values: LeadValues,
  { isNameless, isNamed, emailTaken, byName }: Told,
): { next: Partial<LeadValues>; changed: Change[]; lost: Change[] } {
  const lost = holder.touched ? contradictions(holder, values) : [];
  const next: Partial<LeadValues> = {};
  const take = <F extends Change>(field: F, value: LeadValues[F]): void => {
    if (value !== null && (!holder.touched || holder[field] === null)) next[field] = value;
  };
  for (const field of PLAIN)
    if (field !== 'company' || !byName || holder.company === null) take(field, values[field]);
  take('phone', values.phone);
  if (next.phone !== undefined) next.phoneE164 = values.phoneE164;
  if (!emailTaken && !isSameEmail(holder.email, values.email)) take('email', values.email);
  if (values.address) {
    const [under, over] = holder.touched
      ? [values.address, holder.address]
      : [holder.address, values.address];
    next.address = { ...under, ...over };
  }
  if (isNamed && takesName(holder, values.name, isNameless)) next.name = values.name;
  const changed = (Object.keys(next) as Change[]).filter((field) => !isEqual(next[field], holder[field]));
  return { next, changed, lost };
}

const TELLING = [
  'company',
  'title',
  'email',
  'phone',
  'website',
  'industry',
  'address',
  'description',
] as const;

/** What both have and have differently, apart from names and from what a sales person decides. */
export function contradictions(holder: LeadValues, values: LeadValues): Change[] {
  return TELLING.filter((field) => {
    const [theirs, ours] = [holder[field], values[field]];
    if (theirs === null || ours === null) return false;
    if (field === 'email') return !isSameEmail(holder.email, values.email);
    if (field === 'company') return companyKey(holder.company) !== companyKey(values.company);
    return !isEqual(theirs, ours);
  });
}

export const isSameEmail = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && emailKey(a) === emailKey(b);

/** A real name replaces a makeshift one; a longer one that says the same and more replaces a shorter. */
function takesName(holder: Holder, name: string, isNameless: boolean): boolean {
  if (isNameless) return true;
  if (holder.touched) return false;
  return !namesAgree(holder.name, name) || name.length > holder.name.length;
}

/** Deep enough for addresses; the order of keys says nothing. */
function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const others = new Map(Object.entries(b));
  const entries = Object.entries(a);
  return entries.length === others.size && entries.every(([key, value]) => others.get(key) === value);
}
