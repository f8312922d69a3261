// The contact a row names: by its id in the other system, by e-mail address, or by name at the organization of the row. One
// that is not there, or could be several, is told, and the row goes without.
import { emailKey } from '../../../../app/contracts/email.ts';
import type { RowIssue } from '../../../../app/contracts/imports.ts';
import type { Tx } from '../../../../db/tenant.ts';
import { notFound } from '../issues.ts';
import { bareName, nameVariants } from '../same.ts';
import { findContactRefs, type ContactRef, type FoundContact } from './contact-refs.queries.ts';
import type { Opening } from './kind.ts';

export class ContactRefs {
  readonly #opening: Opening;
  #known: readonly FoundContact[] = [];

  constructor(opening: Opening) {
    this.#opening = opening;
  }

  async learn(tx: Tx, refs: readonly ContactRef[]): Promise<void> {
    const asked = refs.filter(isNaming);
    const { externalSource } = this.#opening.settings;
    this.#known = asked.length === 0 ? [] : await findContactRefs(tx, asked, externalSource ?? null);
    this.#index();
  }

  find(ref: ContactRef, organizationId: string | null, warn: (issue: RowIssue) => void): string | null {
    if (!isNaming(ref)) return null;
    const [first, ...others] = this.#all(ref, organizationId);
    if (first && others.length === 0) return first.id;
    const typed = ref.contact ?? ref.contactEmail ?? ref.contactId ?? '';
    this.#opening.missed('contact', typed);
    warn(
      first
        ? notFound(
            'contact',
            typed,
            'could be one of several.',
            'Choose it by hand, or give its e-mail address.',
          )
        : notFound('contact', typed, 'is not here.', 'Import the contacts, then this file again.'),
    );
    return null;
  }

  readonly #keys = new Map<string, FoundContact[]>();

  #index(): void {
    this.#keys.clear();
    const keep = (key: string, one: FoundContact): void => {
      const there = this.#keys.get(key) ?? [];
      if (!there.some(({ id }) => id === one.id)) this.#keys.set(key, [...there, one]);
    };
    for (const one of this.#known) {
      for (const id of one.externalIds) keep(`id\n${id}`, one);
      if (one.email !== null && !one.apart) keep(`email\n${emailKey(one.email)}`, one);
      if (one.organizationId === null) continue;
      for (const name of [one.name, bareName(one.name)]) keep(`name\n${one.organizationId}\n${name}`, one);
    }
  }

  #all(
    { contactId, contactEmail, contact }: ContactRef,
    organizationId: string | null,
  ): readonly FoundContact[] {
    const byId = contactId === null ? undefined : this.#keys.get(`id\n${contactId}`);
    const byEmail = contactEmail === null ? undefined : this.#keys.get(`email\n${emailKey(contactEmail)}`);
    if (byId ?? byEmail) return byId ?? byEmail ?? [];
    if (contact === null || organizationId === null) return [];
    const found = nameVariants(contact).flatMap(
      (name) => this.#keys.get(`name\n${organizationId}\n${name}`) ?? [],
    );
    return [...new Set(found)];
  }
}

const isNaming = ({ contact, contactEmail, contactId }: ContactRef): boolean =>
  contact !== null || contactEmail !== null || contactId !== null;
