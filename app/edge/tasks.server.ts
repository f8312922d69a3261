// What the pages of tasks, and tasks on other pages, can be told: done, open again, put off. All of it is posted to /tasks,
// and `next` says where one goes on.
import { notFound } from '../../server/errors.ts';
import type { Caller } from '../../server/trpc/caller.ts';
import type { TimelineNoun } from '../contracts/activities.ts';
import { snoozeTaskForm, tickTaskForm } from '../contracts/task-forms.ts';
import { localPath, paths } from '../paths.ts';
import { flashing } from './flash.server.ts';
import { formAction } from './form.server.ts';

const homeOf = (next: string | undefined): string => localPath(next, paths.tasks());

/** For actionsByIntent: done, reopen, snooze. */
export const taskActions = {
  done: formAction(tickTaskForm, async ({ caller, secure }, { id, version, next }) => {
    const saved = await caller.tasks.setDone({ id, version, done: true });
    const fields = { intent: 'reopen', id, version: String(saved.version), next: homeOf(next) };
    const undo = { action: paths.tasks(), fields };
    return flashing(homeOf(next), { tone: 'ok', text: 'Task done.', undo }, secure);
  }),
  reopen: formAction(tickTaskForm, async ({ caller, secure }, { id, version, next }) => {
    await caller.tasks.setDone({ id, version, done: false });
    return flashing(homeOf(next), { tone: 'ok', text: 'The task is open again.' }, secure);
  }),
  snooze: formAction(snoozeTaskForm, async ({ caller, secure }, { id, version, until, next }) => {
    await caller.tasks.snooze({ id, version, until });
    return flashing(homeOf(next), { tone: 'ok', text: `Put off: ${until}.` }, secure);
  }),
};

export interface TaskSubject {
  noun: TimelineNoun;
  id: string;
  name: string;
}

/** The record a new task is about, from "lead:<id>" of an address. */
export async function subjectFor(caller: Caller, about: string | null): Promise<TaskSubject | null> {
  if (!about) return null;
  const [noun = '', id = ''] = about.split(':', 2);
  const name = await nameOf(caller, noun, id);
  return { noun: noun as TimelineNoun, id, name };
}

async function nameOf(caller: Caller, noun: string, id: string): Promise<string> {
  if (noun === 'lead') return (await caller.leads.get({ id })).name;
  if (noun === 'contact') return (await caller.contacts.get({ id })).name;
  if (noun === 'organization') return (await caller.organizations.get({ id })).name;
  if (noun === 'opportunity') return (await caller.opportunities.get({ id })).title;
  throw notFound('record');
}
