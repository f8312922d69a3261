// The timeline of a record's page: entries ready to be shown, notes as HTML, and what its forms do.
// A noun's route hands in how its own procedures are called; nothing here knows which noun it is.
import { markdownToHtml } from '../../server/markdown.ts';
import type { Caller } from '../../server/trpc/caller.ts';
import type { Activity, TimelineNoun } from '../contracts/activities.ts';
import { deleteEntryForm, logForm, noteForm, restoreEntryForm } from '../contracts/activity-forms.ts';
import type { EntryRow } from '../features/activities/entry.ts';
import { localPath, paths } from '../paths.ts';
import type { ActionFunctionArgs } from '../remix.ts';
import { backTo } from './back.server.ts';
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

type Actions = Record<string, (args: ActionFunctionArgs) => Promise<unknown>>;

const LOGGED = { call: 'Call logged.', email: 'E-mail logged.', meeting: 'Meeting logged.' } as const;

/** The longest address that is taken along into the message that offers "Undo". */
const MAX_BACK = 1_000;

/**
 * For actionsByIntent: note, log, delete-entry, restore-entry. `of` says how the noun's own procedures are called. One stays in
 * the list that one looks through.
 */
export const timelineActions = (noun: TimelineNoun, of: (caller: Caller) => TimelineCaller): Actions => ({
  note: formAction(noteForm, async (page, { body, next }) => {
    await of(page.caller).addNote({ id: page.params.id ?? '', body });
    const home = localPath(next, backTo(noun, page));
    const answer = flashing(home, { tone: 'ok', text: 'Note added.' }, page.secure);
    // the list that one comes back to is no other step of the browser's history
    if (next !== undefined) answer.headers.set('X-Remix-Replace', 'yes');
    return answer;
  }),
  log: formAction(logForm, async (page, { intent: _, ...entry }) => {
    await of(page.caller).logActivity({ id: page.params.id ?? '', ...entry });
    return flashing(backTo(noun, page), { tone: 'ok', text: LOGGED[entry.kind] }, page.secure);
  }),
  'delete-entry': formAction(deleteEntryForm, async (page, { entry, version }) => {
    const home = backTo(noun, page);
    await page.caller.activities.delete({ id: entry, version });
    const action = home.length > MAX_BACK ? paths.record(noun, page.params.id ?? '') : home;
    const undo = { action, fields: { intent: 'restore-entry', entry } };
    return flashing(home, { tone: 'ok', text: 'Entry deleted.', undo }, page.secure);
  }),
  'restore-entry': formAction(restoreEntryForm, async (page, { entry }) => {
    await page.caller.activities.restore({ id: entry });
    const home = `${backTo(noun, page)}#a-${entry}`;
    return flashing(home, { tone: 'ok', text: 'Entry is back.' }, page.secure);
  }),
});
