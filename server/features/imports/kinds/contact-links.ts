// What rows of contacts refer to: the organization somebody works for.
import type { Tx } from '../../../../db/tenant.ts';
import type { ContactDraft, ContactValues } from './contact.ts';
import type { Links, Opening } from './kind.ts';
import { OrganizationLinks } from './organization-links.ts';

export const openContactLinks = (_tx: Tx, opening: Opening): Promise<Links<ContactDraft, ContactValues>> =>
  Promise.resolve(new ContactLinks(new OrganizationLinks(opening)));

/** What the organization of a row is called, as far as it is there. */
export interface NamesCompanies {
  companyOf: (draft: ContactDraft) => string | null;
}

class ContactLinks implements Links<ContactDraft, ContactValues>, NamesCompanies {
  readonly #organizations: OrganizationLinks;

  constructor(organizations: OrganizationLinks) {
    this.#organizations = organizations;
  }

  learn = (tx: Tx, drafts: readonly ContactDraft[]): Promise<void> => this.#organizations.learn(tx, drafts);

  companyOf = (draft: ContactDraft): string | null =>
    this.#organizations.peek(draft)?.name ?? draft.organization;

  valuesOf: Links<ContactDraft, ContactValues>['valuesOf'] = (draft, owner, warn) => {
    const found = this.#organizations.find(draft, owner, warn);
    const { name, firstName, lastName, title, email, phone, phoneE164, address, description } = draft;
    return {
      ...{ name, firstName, lastName, title, email, phone, phoneE164, address, description },
      organizationId: found?.id ?? null,
      company: found?.name ?? draft.organization,
    };
  };

  complete = (values: ContactValues): ContactValues => values;

  write = (tx: Tx): Promise<ReadonlySet<string>> => this.#organizations.write(tx);

  unlink = (values: ContactValues, lost: ReadonlySet<string>): boolean => {
    if (values.organizationId === null || !lost.has(values.organizationId)) return false;
    Object.assign(values, { organizationId: null, company: null });
    return true;
  };

  gather = (figures: Map<string, number>): void => this.#organizations.gather(figures);
}
