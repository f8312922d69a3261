// The feed of all records: what the address asks for, and the entries ready to be shown.
import { activityListInput, type ActivityListInput } from '../contracts/activities.ts';
import { entryOf } from './timeline.server.ts';
import { ifAllowed, type Page } from './page.server.ts';

const NAMES = ['type', 'user', 'since', 'until', 'weekday', 'hour'] as const;
export type FeedAsked = Partial<Record<(typeof NAMES)[number], string>>;

export async function activitiesOf({ caller, url: { searchParams }, principal }: Page) {
  const given = (name: string): [string, string][] => {
    const value = searchParams.get(name);
    return value ? [[name, value]] : [];
  };
  const asked: FeedAsked = Object.fromEntries(NAMES.flatMap(given));
  const input: ActivityListInput = activityListInput.parse({
    ...asked,
    ...Object.fromEntries(given('after')),
  });
  const [{ items, next }, people] = await Promise.all([
    caller.activities.list(input),
    ifAllowed(caller.tasks.options()),
  ]);
  const rows = items.map(({ record, ...activity }) => {
    const { id, kind, subject, author, occurredAt } = entryOf(activity, principal?.userId ?? null);
    return { id, kind, subject, author, occurredAt, record };
  });
  return { rows, next, asked, owners: people?.owners ?? [] };
}
