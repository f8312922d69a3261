// What the page of tasks shows: those of a group and a person, the views of them, and the one that is looked at.
import { parseTaskView } from '../contracts/tasks.ts';
import type { Page } from './page.server.ts';
import { peekOf } from './peek.server.ts';
import { taskViewsOf } from './views.server.ts';

export async function tasksOf(page: Page) {
  const { caller, url } = page;
  const asked = (name: string): string | undefined => url.searchParams.get(name) || undefined;
  const [after, word] = [asked('after'), asked('view')];
  const view = parseTaskView(askedFor(url));
  const { bucket, assignee } = view;
  const [list, { owners }, peek, views] = await Promise.all([
    caller.tasks.list({
      ...(bucket && { bucket }),
      ...(assignee !== 'all' && { assignee }),
      ...(after && { after }),
    }),
    caller.tasks.options(),
    peekOf(page, 'task', asked('peek') ?? null),
    taskViewsOf(page, view),
  ]);
  const { items: rows, ...rest } = list;
  const shown = { ...view, word: word ?? (views?.isBegun ? 'all' : null) };
  const name = owners.find(({ id }) => id === assignee)?.name ?? null;
  return { ...rest, rows, view: shown, peek, views, owners, name };
}

/** What of the address says which tasks there are. */
function askedFor({ searchParams }: URL): string {
  const query = new URLSearchParams();
  for (const name of ['bucket', 'assignee']) query.set(name, searchParams.get(name) ?? '');
  return query.toString();
}
