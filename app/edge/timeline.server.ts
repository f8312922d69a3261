// The timeline of a record's page: entries ready to be shown, notes as HTML, and what its forms do.
// A noun's route hands in how its own procedures are called; nothing here knows which noun it is.
import { markdownToHtml } from '../../server/markdown.ts';
import type { Caller } from '../../server/trpc/caller.ts';
import type { Activity } from '../contracts/activities.ts';
import { deleteEntryForm, logForm, noteForm, restoreEntryForm } from '../contracts/activity-forms.ts';
import type { EntryRow } from '../features/activities/entry.ts';
import type { ActionFunctionArgs } from '../remix.ts';
import { flashing } from './flash.server.ts';
import { formAction } from './form.server.ts';
import type { Page } from './page.server.ts';

export type TimelineCaller = Pick<Caller['leads'], 'activities' | 'addNote' | 'logActivity'>;

/** `?after=` and `?type=` say which entries; `?compose=` what is being written. */
export async function timelineFor({ url, principal }: Page, calls: TimelineCaller, id: string) {
  const [after, type] = ['after', 'type'].map((name) => url.searchParams.get(name) ?? undefined);
  const { items, next } = await calls.activities({ id, ...(after && { after }), ...(type && { type }) });
  return {
    entries: items.map((activity) => entryOf(activity, principal?.userId ?? null)),
    next,
    type: type ?? '',
    compose: url.searchParams.get('compose') ?? 'note',
  };
}

export function entryOf(activity: Activity, userId: string | null): EntryRow {
  const { id, version, kind, subject, body, author, occurredAt, mentions } = activity;
  const names = new Map(mentions.map((person) => [person.id, person.name]));
  return {
    id,
    version,
    kind,
    subject,
    html: body === null ? null : markdownToHtml(body, names),
    author,
    occurredAt,
    isMine: author !== null && author.id === userId && kind !== 'stage_change' && kind !== 'system',
  };
}

interface TimelineActions {
  /** how the noun's own procedures are called */
  callsOf: (caller: Caller) => TimelineCaller;
  /** the page of the record */
  pathOf: (id: string) => string;
}

type Actions = Record<string, (args: ActionFunctionArgs) => Promise<unknown>>;

const LOGGED = { call: 'Call logged.', email: 'E-mail logged.', meeting: 'Meeting logged.' } as const;

/** For actionsByIntent: note, log, delete-entry, restore-entry. */
export const timelineActions = ({ callsOf, pathOf }: TimelineActions): Actions => ({
  note: formAction(noteForm, async ({ caller, params, secure }, { body }) => {
    const id = params.id ?? '';
    await callsOf(caller).addNote({ id, body });
    return flashing(pathOf(id), { tone: 'ok', text: 'Note added.' }, secure);
  }),
  log: formAction(logForm, async ({ caller, params, secure }, { intent: _, ...entry }) => {
    const id = params.id ?? '';
    await callsOf(caller).logActivity({ id, ...entry });
    return flashing(pathOf(id), { tone: 'ok', text: LOGGED[entry.kind] }, secure);
  }),
  'delete-entry': formAction(deleteEntryForm, async ({ caller, params, secure }, { entry, version }) => {
    const home = pathOf(params.id ?? '');
    await caller.activities.delete({ id: entry, version });
    const undo = { action: home, fields: { intent: 'restore-entry', entry } };
    return flashing(home, { tone: 'ok', text: 'Entry deleted.', undo }, secure);
  }),
  'restore-entry': formAction(restoreEntryForm, async ({ caller, params, secure }, { entry }) => {
    const home = pathOf(params.id ?? '');
    await caller.activities.restore({ id: entry });
    return flashing(`${home}#a-${entry}`, { tone: 'ok', text: 'Entry is back.' }, secure);
  }),
});
