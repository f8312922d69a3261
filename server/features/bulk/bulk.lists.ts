// Which records a list has that are changed many at once.
import type { SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { BulkNoun, ListedNoun } from '../../../app/contracts/bulk.ts';
import { listInput, parseListQuery, type ListQuery } from '../../../app/contracts/list.ts';
import { parseTaskView } from '../../../app/contracts/tasks.ts';
import { tasks } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import { requireSeen } from '../../auth/field-rules.ts';
import { AppError } from '../../errors.ts';
import { conditionsOf, type ListOf } from '../../lists/list.ts';
import { contactsList } from '../contacts/contacts.list.ts';
import { leadsList } from '../leads/leads.list.ts';
import { opportunitiesList } from '../opportunities/opportunities.list.ts';
import { organizationsList } from '../organizations/organizations.list.ts';
import { CANDIDATE_CAP, findCandidates } from '../search/search.queries.ts';
import { tasksMeant } from '../tasks/tasks.queries.ts';
import { daysOf } from '../tasks/tasks.rules.ts';

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

/** What a statement reads, and which of its rows. */
export interface Meant {
  from: (ListOf['from'] | typeof tasks) & { id: AnyPgColumn };
  where: SQL;
}

/** Throws what cannot be asked of the list, also by this person. */
export async function meantBy(tx: Tx, noun: BulkNoun, list: string): Promise<Meant> {
  if (noun === 'task') {
    const days = daysOf((await tx.entered).zone);
    return { from: tasks, where: await tasksMeant(tx, parseTaskView(list), days) };
  }
  const query = askedOf(noun, list);
  await requireSeen(tx, noun, query);
  return { from: LISTS[noun].from, where: await conditionsOf(tx, query, LISTS[noun]) };
}

/** A search looks at so many records and no more: what is done to all must not be done to some of them. */
export async function requireAllFound(tx: Tx, noun: BulkNoun, list: string): Promise<void> {
  if (noun === 'task') return;
  const found = await findCandidates(tx, noun, askedOf(noun, list).words);
  if (found && found.length >= CANDIDATE_CAP)
    throw new AppError('Unprocessable', 'input.invalid', 'This search finds too many. Add a word.');
}
