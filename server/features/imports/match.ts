// Row by row in file order: does this row make a new lead, change one that is there, or say nothing new? Pure: it is told
// what the database holds and decides as if it saw one row at a time, so the outcome is the same for any size of chunk.
import { emailKey } from '../../../app/contracts/email.ts';
import type { ImportSettings } from '../../../app/contracts/imports.ts';
import type { Address } from './lead-draft.ts';
import { contradictions, isSameEmail, merged, type Change } from './merge.ts';
import { companyKey, namesAgree, nameVariants } from './same.ts';

/** What a lead holds that an import can fill. Null where it is empty. */
export interface LeadValues {
  name: string;
  firstName: string | null;
  lastName: string | null;
  company: string | null;
  title: string | null;
  email: string | null;
  phone: string | null;
  phoneE164: string | null;
  website: string | null;
  industry: string | null;
  sourceId: string | null;
  stageId: string | null;
  score: number | null;
  address: Address | null;
  description: string | null;
}

/** A lead that is there, or that an earlier row has made. */
export interface Holder extends LeadValues {
  id: string;
  emailApart: boolean;
  version: number;
  ownerId: string | null;
  teamId: string | null;
  /** its ids in the system the file comes from */
  externalIds: string[];
  /** an earlier row of this import was about it: later rows only fill what is empty */
  touched: boolean;
}

export interface Wanted {
  values: LeadValues;
  externalId: string | null;
  ownerId: string | null;
  teamId: string | null;
}

export type Decision =
  /** `keptApart`: somebody of another name has its e-mail address */
  | { kind: 'create'; holder: Holder; keptApart: boolean }
  /** `linked`: the lead gets the row's external id; `emailTaken`: it keeps its address, as the row's belongs to another */
  | {
      kind: 'update';
      holder: Holder;
      changed: Change[];
      linked: boolean;
      keptApart: boolean;
      emailTaken: boolean;
      lost: Change[];
    }
  /** nothing new in the row; `lost` is what it has differently from an earlier row */
  | { kind: 'same'; holder: Holder; lost: Change[] }
  /** it is there, and the import was told to leave such rows */
  | { kind: 'there'; holder: Holder };

export interface MatchRules {
  duplicates: ImportSettings['duplicates'];
  makeId: () => string;
  /** what a new lead gets where its row says nothing */
  complete: (values: LeadValues) => LeadValues;
}

export class Matcher {
  readonly #rules: MatchRules;
  readonly #byId = new Map<string, Holder>();
  readonly #byExternal = new Map<string, Holder>();
  readonly #byEmail = new Map<string, Holder[]>();
  readonly #byName = new Map<string, Holder[]>();

  constructor(rules: MatchRules) {
    this.#rules = rules;
  }

  /** How many leads it holds in memory. */
  get size(): number {
    return this.#byId.size;
  }

  /** Leads that are there, in the order they were made. What an earlier row has made of one stands. */
  know(holders: Iterable<Holder>): void {
    for (const holder of holders) if (!this.#byId.has(holder.id)) this.#keep(holder);
  }

  decide(wanted: Wanted): Decision {
    const found = this.#find(wanted);
    if (found === null || found === 'apart') return this.#create(wanted, found === 'apart');
    const isSameId = wanted.externalId !== null && found.externalIds.includes(wanted.externalId);
    if (this.#rules.duplicates === 'create' && !isSameId) {
      return this.#create(wanted, this.#emailHolders(wanted.values).length > 0);
    }
    if (this.#rules.duplicates !== 'skip') return this.#update(found, wanted);
    found.touched = true;
    return { kind: 'there', holder: found };
  }

  /** The lead a row is about; 'apart' where its e-mail belongs to somebody of another name or id. */
  #find({ externalId, values }: Wanted): Holder | 'apart' | null {
    const known = externalId === null ? undefined : this.#byExternal.get(externalId);
    if (known) return known;
    // Two ids of one system are two records, whatever else they share.
    const isOpen = (holder: Holder): boolean => externalId === null || holder.externalIds.length === 0;
    const holders = this.#emailHolders(values);
    const open = holders.filter(isOpen);
    const isCalledSo = (holder: Holder): boolean => !isMakeshift(holder, holder.externalIds);
    const isNamed = !isMakeshift(values, externalId === null ? [] : [externalId]);
    // The same person at the same address; else the same name and company; else whoever has the address but no name.
    const same = isNamed
      ? open.find((holder) => isCalledSo(holder) && namesAgree(holder.name, values.name))
      : open[0];
    const namesake = this.#namesakes(values).find((holder) => isOpen(holder) && isNamesake(holder, values));
    const found = same ?? namesake ?? open.find((holder) => !isCalledSo(holder));
    return found ?? (holders.length > 0 ? 'apart' : null);
  }

  /** Whoever has the address; of those kept apart only the ones of the row's own name. */
  #emailHolders({ email, name }: LeadValues): Holder[] {
    const holders = email === null ? [] : (this.#byEmail.get(emailKey(email)) ?? []);
    return holders.filter((holder) => !holder.emailApart || nameVariants(name).includes(holder.name));
  }

  /** Leads of that name, however written, at that company: those without an address first, then in the order they were made. */
  #namesakes({ name, company }: LeadValues): Holder[] {
    const found = nameVariants(name).flatMap(
      (variant) => this.#byName.get(namesakeKey({ name: variant, company })) ?? [],
    );
    if (found.length < 2) return found;
    return found.sort(
      (a, b) => Number(a.email !== null) - Number(b.email !== null) || (a.id < b.id ? -1 : 1),
    );
  }

  #create({ values, externalId, ownerId, teamId }: Wanted, keptApart: boolean): Decision {
    const holder: Holder = {
      ...this.#rules.complete(values),
      id: this.#rules.makeId(),
      emailApart: keptApart,
      version: 1,
      ownerId,
      teamId,
      externalIds: externalId === null ? [] : [externalId],
      touched: true,
    };
    this.#keep(holder);
    return { kind: 'create', holder, keptApart };
  }

  #update(holder: Holder, { values, externalId }: Wanted): Decision {
    const linked = externalId !== null && !holder.externalIds.includes(externalId);
    const taken = this.#isTaken(values.email, holder);
    const { next, changed, lost } = merged(holder, values, {
      // A lead without an address may share one, as a lead kept apart; one that has its own keeps that.
      emailTaken: taken && holder.email !== null,
      isNameless: isMakeshift(holder, holder.externalIds),
      isNamed: !isMakeshift(values, externalId === null ? [] : [externalId]),
      byName: linked || externalId === null ? !isSameEmail(holder.email, values.email) : false,
    });
    const keptApart = taken && next.email !== undefined;
    this.#drop(holder);
    Object.assign(holder, next, { touched: true, emailApart: holder.emailApart || keptApart });
    if (linked) holder.externalIds.push(externalId);
    this.#keep(holder);
    if (changed.length === 0 && !linked) return { kind: 'same', holder, lost };
    return { kind: 'update', holder, changed, linked, keptApart, emailTaken: taken && !keptApart, lost };
  }

  /** Whether an address a lead would get belongs to another lead. */
  #isTaken(email: string | null, by: Holder): boolean {
    const holders = email === null ? [] : (this.#byEmail.get(emailKey(email)) ?? []);
    return holders.some((holder) => holder.id !== by.id && !holder.emailApart);
  }

  #keep(holder: Holder): void {
    this.#byId.set(holder.id, holder);
    for (const id of holder.externalIds) this.#byExternal.set(id, holder);
    if (holder.email !== null) push(this.#byEmail, emailKey(holder.email), holder);
    push(this.#byName, namesakeKey(holder), holder);
  }

  #drop(holder: Holder): void {
    if (holder.email !== null) pull(this.#byEmail, emailKey(holder.email), holder);
    pull(this.#byName, namesakeKey(holder), holder);
  }
}

const namesakeKey = ({ name, company }: Pick<LeadValues, 'name' | 'company'>): string =>
  `${name}\n${companyKey(company)}`;

/** The same name at the same company, where no address or number speaks against it; without a company, where nothing does. */
function isNamesake(holder: Holder, values: LeadValues): boolean {
  if (holder.email !== null && values.email !== null) return false;
  const isAddressless = holder.email === null && values.email === null;
  if (holder.phoneE164 !== null && values.phoneE164 !== null && holder.phoneE164 !== values.phoneE164)
    return false;
  return companyKey(values.company) !== '' || (isAddressless && contradictions(holder, values).length === 0);
}

/** Called by something else for want of a name. */
const isMakeshift = ({ name, email, company, phone }: LeadValues, ids: readonly string[]): boolean =>
  [email, company, phone, ...ids].includes(name);

/** In the order leads were made, whatever the order they became known in. */
function push(map: Map<string, Holder[]>, key: string, holder: Holder): void {
  const holders = map.get(key);
  if (!holders) map.set(key, [holder]);
  else {
    let at = holders.length;
    while (at > 0 && (holders[at - 1]?.id ?? '') > holder.id) at -= 1;
    holders.splice(at, 0, holder);
  }
}

function pull(map: Map<string, Holder[]>, key: string, holder: Holder): void {
  const rest = (map.get(key) ?? []).filter((kept) => kept !== holder);
  if (rest.length > 0) map.set(key, rest);
  else map.delete(key);
}
