// A record looked at beside its list: its facts, and what happened to it last. The loader of a list reads it along where its
// address names one; scripts that move from row to row ask for it alone. One that is gone or out of sight is no fault of the list.
import { toAppError } from '../../server/errors.ts';
import type { Caller } from '../../server/trpc/caller.ts';
import { id as recordId } from '../contracts/fields.ts';
import type { Peeked } from '../features/records/peeking.ts';
import { recordOf as contactOf } from '../features/contacts/contact-page.ts';
import { recordOf as leadOf } from '../features/leads/lead-page.ts';
import { recordOf as opportunityOf } from '../features/opportunities/opportunity-page.ts';
import { recordOf as organizationOf } from '../features/organizations/organization-page.ts';
import type { RecordNoun } from '../paths.ts';
import { ifAllowed, type Page } from './page.server.ts';
import { entryOf, type TimelineCaller } from './timeline.server.ts';

const recordsOf = {
  lead: async ({ leads }: Caller, id: string) => leadOf(await leads.get({ id })),
  contact: async ({ contacts }: Caller, id: string) => contactOf(await contacts.get({ id })),
  organization: async ({ organizations }: Caller, id: string) =>
    organizationOf(await organizations.get({ id })),
  opportunity: async ({ opportunities }: Caller, id: string) =>
    opportunityOf(await opportunities.get({ id })),
  task: async ({ tasks }: Caller, id: string) => {
    const task = await tasks.get({ id });
    return { ...task, name: task.title };
  },
} as const satisfies Record<
  RecordNoun,
  (caller: Caller, id: string) => Promise<{ id: string; name: string }>
>;

type RecordOf<Noun extends RecordNoun> = Awaited<ReturnType<(typeof recordsOf)[Noun]>>;

/** A task has no timeline. */
const timelineOf = (noun: RecordNoun, caller: Caller): TimelineCaller | null => {
  const { leads: lead, contacts: contact, organizations: organization, opportunities: opportunity } = caller;
  return { lead, contact, organization, opportunity, task: null }[noun];
};

export const isPeekable = (noun: string | undefined): noun is RecordNoun =>
  noun !== undefined && Object.hasOwn(recordsOf, noun);

const LATEST = 10;

/** Null where the address names none. */
export async function peekOf<Noun extends RecordNoun>(
  { caller, principal }: Pick<Page, 'caller' | 'principal'>,
  noun: Noun,
  id: string | null,
): Promise<Peeked<RecordOf<Noun>> | null> {
  if (id === null) return null;
  if (!recordId.safeParse(id).success) return { id, record: null };
  const timeline = timelineOf(noun, caller);
  try {
    const [record, story] = await Promise.all([
      recordsOf[noun](caller, id) as Promise<RecordOf<Noun>>,
      timeline && ifAllowed(timeline.activities({ id })),
    ]);
    const entries = story?.items.slice(0, LATEST);
    return {
      id,
      record,
      entries: entries?.map((entry) => entryOf(entry, principal?.userId ?? null)) ?? null,
      hasOlder: Boolean(story?.next) || (story?.items.length ?? 0) > LATEST,
    };
  } catch (thrown) {
    const { code } = toAppError(thrown);
    if (code === 'NotFound' || code === 'Forbidden') return { id, record: null };
    throw thrown;
  }
}
