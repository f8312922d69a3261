// The list of each noun whose records are changed many at once.
import type { ListedNoun } from '../../../app/contracts/bulk.ts';
import { listInput, parseListQuery, type ListQuery } from '../../../app/contracts/list.ts';
import type { ListOf } from '../../lists/list.ts';
import { contactsList } from '../contacts/contacts.list.ts';
import { leadsList } from '../leads/leads.list.ts';
import { opportunitiesList } from '../opportunities/opportunities.list.ts';
import { organizationsList } from '../organizations/organizations.list.ts';

const LISTS: Readonly<Record<ListedNoun, ListOf>> = {
  lead: leadsList,
  contact: contactsList,
  organization: organizationsList,
  opportunity: opportunitiesList,
};

/** The list as an address says it. Throws what cannot be asked of it. */
export function askedOf(noun: ListedNoun, list: string): ListQuery {
  const given = new URLSearchParams(list);
  const many = (name: string): string[] | undefined =>
    given.has(name) ? given.getAll(name).filter(Boolean) : undefined;
  const input = { ...Object.fromEntries(given), f: many('f'), any: many('any') };
  return parseListQuery(ofAll.parse(input), LISTS[noun].grammar);
}

const ofAll = listInput.omit({ limit: true, pageSize: true, after: true, before: true, page: true });

export const listOf = (noun: ListedNoun): ListOf => LISTS[noun];
