// The organization a row names: by its id in the other system, by its domain, or by its name. One that is not there is made,
// once for all rows that mean it; one that cannot be made is told, and the row goes without.
import type { RowIssue } from '../../../../app/contracts/imports.ts';
import type { Tx } from '../../../../db/tenant.ts';
import { makeId } from '../imports.progress.queries.ts';
import { notFound } from '../issues.ts';
import { ORGANIZATIONS_FIGURE } from '../notes.ts';
import type { Owner } from '../people.ts';
import { companyKey } from '../same.ts';
import type { Opening } from './kind.ts';
import { hostOf, nameNorm, ownDomain } from './organization-keys.ts';
import { findNamed, insertMade, type MadeOrganization } from './organization-links.queries.ts';

/** As the file names it. */
export interface OrganizationRef {
  organizationId: string | null;
  organizationDomain: string | null;
  organization: string | null;
}

export interface Named {
  id: string;
  name: string;
  domain: string | null;
}

/** Organizations that a preview keeps in mind. */
const REMEMBERED = 20_000;

class Index {
  readonly #byExternal = new Map<string, Named[]>();
  readonly #byDomain = new Map<string, Named[]>();
  readonly #byNorm = new Map<string, Named[]>();
  readonly #byKey = new Map<string, Named[]>();

  learn(one: Named, externalIds: readonly string[] = []): void {
    for (const id of externalIds) push(this.#byExternal, id, one);
    if (one.domain !== null) push(this.#byDomain, one.domain, one);
    push(this.#byNorm, nameNorm(one.name), one);
    push(this.#byKey, companyKey(one.name), one);
  }

  /** Those the strongest key leads to, of which each is the one meant as far as that key says. */
  find({ organizationId, organizationDomain, organization }: OrganizationRef): readonly Named[] {
    const byId = organizationId === null ? undefined : this.#byExternal.get(organizationId);
    if (byId) return byId;
    const host = ownDomain(hostOf(organizationDomain));
    const called = (named: readonly Named[]): readonly Named[] => {
      if (organization === null || named.length < 2) return named;
      const same = named.filter(({ name }) => companyKey(name) === companyKey(organization));
      return same.length > 0 ? same : named;
    };
    const byDomain = host === null ? undefined : this.#byDomain.get(host);
    if (byDomain) return called(byDomain);
    if (organization === null) return [];
    const named = this.#byNorm.get(nameNorm(organization)) ?? this.#byKey.get(companyKey(organization)) ?? [];
    // one of the same name with another domain is another one
    return named.filter(({ domain }) => host === null || domain === null || domain === host);
  }
}

export class OrganizationLinks {
  #known = new Index();
  #made = new Index();
  #held = 0;
  #count = 0;
  #unwritten: MadeOrganization[] = [];
  readonly #opening: Opening;

  constructor(opening: Opening) {
    this.#opening = opening;
  }

  async learn(tx: Tx, refs: readonly OrganizationRef[]): Promise<void> {
    const asked = refs.filter(isNaming);
    this.#known = new Index();
    if (this.#held > REMEMBERED) {
      this.#made = new Index();
      this.#held = 0;
    }
    if (asked.length === 0) return;
    const { externalSource } = this.#opening.settings;
    for (const { externalIds, ...one } of await findNamed(tx, asked, externalSource ?? null))
      this.#known.learn(one, externalIds);
  }

  /** The one that is there, without making any. */
  peek(ref: OrganizationRef): Named | null {
    const [first, ...others] = this.#all(ref);
    return first && others.length === 0 ? first : null;
  }

  find(ref: OrganizationRef, owner: Owner | null, warn: (issue: RowIssue) => void): Named | null {
    if (!isNaming(ref)) return null;
    const found = this.#all(ref);
    const [first, ...others] = found;
    if (first && others.length === 0) return first;
    const typed = ref.organization ?? ref.organizationDomain ?? ref.organizationId ?? '';
    if (others.length > 0) {
      this.#opening.missed('organization', typed);
      warn(
        notFound(
          'organization',
          typed,
          'could be one of several.',
          'Choose it by hand, or give its id or domain.',
        ),
      );
      return null;
    }
    return this.#make(ref, owner) ?? this.#miss(typed, warn);
  }

  async write(tx: Tx): Promise<ReadonlySet<string>> {
    const made = this.#unwritten;
    this.#unwritten = [];
    return made.length === 0 ? new Set() : insertMade(tx, made);
  }

  gather(figures: Map<string, number>): void {
    if (this.#count > 0) figures.set(ORGANIZATIONS_FIGURE, this.#count);
  }

  #all(ref: OrganizationRef): readonly Named[] {
    const known = this.#known.find(ref);
    return known.length > 0 ? known : this.#made.find(ref);
  }

  #make(ref: OrganizationRef, owner: Owner | null): Named | null {
    const domain = ownDomain(hostOf(ref.organizationDomain));
    const name = ref.organization ?? domain;
    if (name === null || nameNorm(name) === '' || !this.#opening.may('organization:create')) return null;
    const made = { id: makeId(), name, domain, ownerId: owner?.id ?? null, teamId: owner?.teamId ?? null };
    this.#unwritten.push(made);
    this.#made.learn(made);
    this.#held += 1;
    this.#count += 1;
    return made;
  }

  #miss(typed: string, warn: (issue: RowIssue) => void): null {
    this.#opening.missed('organization', typed);
    warn(notFound('organization', typed, 'is not here.', 'Import the organizations, then this file again.'));
    return null;
  }
}

export const isNaming = ({ organizationId, organizationDomain, organization }: OrganizationRef): boolean =>
  organizationId !== null || organizationDomain !== null || organization !== null;

function push(map: Map<string, Named[]>, key: string, one: Named): void {
  if (key === '') return;
  const there = map.get(key);
  if (!there) map.set(key, [one]);
  else if (!there.some(({ id }) => id === one.id)) there.push(one);
}
