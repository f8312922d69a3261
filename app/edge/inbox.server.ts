// What the inbox can be told: read, unread, put away, taken back. All of it is posted to /inbox.
import { allNewsForm, newsForm, openedNewsForm, restoreNewsForm } from '../contracts/notification-forms.ts';
import { localPath, paths } from '../paths.ts';
import { redirect } from '../remix.ts';
import { flashing } from './flash.server.ts';
import { formAction } from './form.server.ts';

const homeOf = (next: string | undefined): string => localPath(next, paths.inbox());

const marking = (read: boolean) =>
  formAction(newsForm, async ({ caller }, { id, next }) => {
    await caller.notifications.setRead({ id, read });
    return redirect(homeOf(next));
  });

/** For actionsByIntent. */
export const inboxActions = {
  read: marking(true),
  unread: marking(false),
  // sent by a script beside a link that is followed, maybe in another tab: it leads nowhere by itself
  opened: formAction(openedNewsForm, async ({ caller }, { id }) =>
    caller.notifications.setRead({ id, read: true }),
  ),
  archive: formAction(newsForm, async ({ caller, secure }, { id, next }) => {
    await caller.notifications.setArchived({ id, archived: true });
    const undo = { action: paths.inbox(), fields: { intent: 'unarchive', id, next: homeOf(next) } };
    return flashing(homeOf(next), { tone: 'ok', text: 'Archived.', undo }, secure);
  }),
  unarchive: formAction(newsForm, async ({ caller, secure }, { id, next }) => {
    await caller.notifications.setArchived({ id, archived: false });
    return flashing(homeOf(next), { tone: 'ok', text: 'Back in the inbox.' }, secure);
  }),
  'archive-all': formAction(allNewsForm, async ({ caller, secure }, { until, show }) => {
    const { count, at } = await caller.notifications.archiveAll({ until, show });
    const undo = { action: paths.inbox(), fields: { intent: 'restore-all', at } };
    const home = paths.inbox(show === 'inbox' ? {} : { show });
    return flashing(home, { tone: 'ok', text: `${count} archived.`, undo }, secure);
  }),
  'restore-all': formAction(restoreNewsForm, async ({ caller, secure }, { at }) => {
    const { count } = await caller.notifications.restoreAll({ at });
    return flashing(paths.inbox(), { tone: 'ok', text: `${count} back in the inbox.` }, secure);
  }),
};
