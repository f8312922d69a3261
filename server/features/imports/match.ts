// Row by row in file order: does this row make a new record, change one that is there, or say nothing new? Pure: it is told
// what the database holds and decides as if it saw one row at a time, so the outcome is the same for any size of chunk.
// Whom a row is about is said by the identity of its noun.
import type { ImportSettings } from '../../../app/contracts/imports.ts';
import type { Holder, Identity, Values, Wanted } from './kinds/kind.ts';

export type Decision<V = Values> =
  /** `keptApart`: somebody else has its place */
  | { kind: 'create'; holder: Holder<V>; keptApart: boolean }
  /** `linked`: the record gets the row's external id; `placeTaken`: it keeps what it has, as the row's belongs to another */
  | {
      kind: 'update';
      holder: Holder<V>;
      changed: string[];
      linked: boolean;
      keptApart: boolean;
      placeTaken: boolean;
      lost: string[];
    }
  /** nothing new in the row; `lost` is what it has differently from an earlier row */
  | { kind: 'same'; holder: Holder<V>; lost: string[] }
  /** it is there, and the import was told to leave such rows */
  | { kind: 'there'; holder: Holder<V> };

export interface MatchRules<V> {
  duplicates: ImportSettings['duplicates'];
  makeId: () => string;
  /** what a new record gets where its row says nothing */
  complete: (values: V) => V;
}

export class Matcher<V extends Values> {
  readonly #identity: Identity<V>;
  readonly #rules: MatchRules<V>;
  readonly #byId = new Map<string, Holder<V>>();
  readonly #byExternal = new Map<string, Holder<V>>();
  readonly #byKey = new Map<string, Holder<V>[]>();

  constructor(identity: Identity<V>, rules: MatchRules<V>) {
    this.#identity = identity;
    this.#rules = rules;
  }

  /** How many records it holds in memory. */
  get size(): number {
    return this.#byId.size;
  }

  /** Records that are there, in the order they were made. What an earlier row has made of one stands. */
  know(holders: Iterable<Holder<V>>): void {
    for (const holder of holders) if (!this.#byId.has(holder.id)) this.#keep(holder);
  }

  decide(wanted: Wanted<V>): Decision<V> {
    const known = wanted.externalId === null ? undefined : this.#byExternal.get(wanted.externalId);
    const found = known ?? this.#identity.find(wanted, this.#look);
    if (found === null || found === 'apart') return this.#create(wanted, found === 'apart');
    const isSameId = wanted.externalId !== null && found.externalIds.includes(wanted.externalId);
    if (this.#rules.duplicates === 'create' && !isSameId) {
      return this.#create(wanted, this.#identity.isHeld(wanted.values, this.#look));
    }
    if (this.#rules.duplicates !== 'skip') return this.#update(found, wanted);
    found.touched = true;
    return { kind: 'there', holder: found };
  }

  readonly #look = (key: string): readonly Holder<V>[] => this.#byKey.get(key) ?? [];

  #create({ values, externalId, ownerId, teamId }: Wanted<V>, keptApart: boolean): Decision<V> {
    const holder: Holder<V> = {
      ...this.#rules.complete(values),
      id: this.#rules.makeId(),
      apart: keptApart,
      version: 1,
      ownerId,
      teamId,
      externalIds: externalId === null ? [] : [externalId],
      touched: true,
    };
    this.#keep(holder);
    return { kind: 'create', holder, keptApart };
  }

  #update(holder: Holder<V>, wanted: Wanted<V>): Decision<V> {
    const { externalId, values } = wanted;
    const { place } = this.#identity;
    const linked = externalId !== null && !holder.externalIds.includes(externalId);
    const taken = this.#identity.isTaken(values, holder, this.#look);
    const { next, changed, lost } = this.#identity.merged(holder, wanted, { taken, linked });
    const keptApart = taken && place !== null && place in next;
    this.#drop(holder);
    Object.assign(holder, next, { touched: true, apart: holder.apart || keptApart });
    if (linked) holder.externalIds.push(externalId);
    this.#keep(holder);
    if (changed.length === 0 && !linked) return { kind: 'same', holder, lost };
    return { kind: 'update', holder, changed, linked, keptApart, placeTaken: taken && !keptApart, lost };
  }

  #keep(holder: Holder<V>): void {
    this.#byId.set(holder.id, holder);
    for (const id of holder.externalIds) this.#byExternal.set(id, holder);
    for (const key of this.#identity.keysOf(holder)) push(this.#byKey, key, holder);
  }

  #drop(holder: Holder<V>): void {
    for (const key of this.#identity.keysOf(holder)) pull(this.#byKey, key, holder);
  }
}

/** In the order records were made, whatever the order they became known in. */
function push<V>(map: Map<string, Holder<V>[]>, key: string, holder: Holder<V>): void {
  const holders = map.get(key);
  if (!holders) map.set(key, [holder]);
  else {
    let at = holders.length;
    while (at > 0 && (holders[at - 1]?.id ?? '') > holder.id) at -= 1;
    holders.splice(at, 0, holder);
  }
}

function pull<V>(map: Map<string, Holder<V>[]>, key: string, holder: Holder<V>): void {
  const rest = (map.get(key) ?? []).filter((kept) => kept !== holder);
  if (rest.length > 0) map.set(key, rest);
  else map.delete(key);
}
