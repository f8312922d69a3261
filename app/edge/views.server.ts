// Saved views on pages. The address of a view says all of its list, and its name beside it: so whatever reads the address
// (a file of the list, an edit of all that match) means what the page shows.
import type { ListGrammar } from '../contracts/list.ts';
import { parseTaskView, writtenTasks, type TaskView } from '../contracts/tasks.ts';
import { viewForm, type ViewForm } from '../contracts/view-forms.ts';
import { viewNouns, type SavedView, type ViewNoun } from '../contracts/views.ts';
import { toAppError } from '../../server/errors.ts';
import type { ViewsOfList } from '../features/views/views.tsx';
import { MAX_TYPED, type Flash } from '../flash.ts';
import { localPath, paths } from '../paths.ts';
import { redirect } from '../remix.ts';
import { flashing } from './flash.server.ts';
import { formAction } from './form.server.ts';
import { FRAMEWORK, listRequest, writtenList, type ListState } from './list.server.ts';
import { ifAllowed, nothingHere, type Page } from './page.server.ts';
import { addressOf, currentOf, wordOf } from './view-addresses.server.ts';

/** The list one sees, and how another is said in the same words. */
interface Written {
  list: string;
  /** what the address calls a view */
  word: string | null;
  again: (list: string) => string;
}

type Asking = Pick<Page, 'caller' | 'url' | 'requestId'>;

export const viewsOf = (
  page: Asking,
  noun: Exclude<ViewNoun, 'task'>,
  grammar: ListGrammar,
  state: ListState,
): Promise<ViewsOfList | null> =>
  shownViews(page, noun, {
    list: writtenList(state),
    word: state.view,
    again: (list) => writtenList(listRequest(new URL(`?${list}`, page.url), grammar).state),
  });

/** Tasks come in groups, and are asked for in words of their own. */
export const taskViewsOf = (page: Asking, view: TaskView): Promise<ViewsOfList | null> =>
  shownViews(page, 'task', {
    list: writtenTasks(view),
    word: page.url.searchParams.get('view') || null,
    again: (list) => writtenTasks(parseTaskView(list)),
  });

/**
 * What a list page shows of its views; null for who may not read any. A view named alone is sent on to its whole address,
 * and so is a list about which nothing is said to the view that one begins with.
 */
async function shownViews(
  { caller, url, requestId }: Asking,
  noun: ViewNoun,
  { list, word, again }: Written,
): Promise<ViewsOfList | null> {
  const found = await ifAllowed(caller.views.list({ noun }));
  if (!found) return null;
  const { items } = found;
  const begun = items.find(({ isDefault }) => isDefault);
  const said = [...url.searchParams.keys()].filter((name) => name !== 'view' && !FRAMEWORK.includes(name));
  const current = currentOf(items, word);
  if (said.length === 0) {
    if (current === undefined) throw nothingHere({ requestId });
    const next = word === null ? begun : current;
    if (next && (word === null || next.list !== '')) throw redirect(addressOf(next, items));
  }
  return {
    noun,
    list,
    current: current ? shownOf(current) : null,
    isEdited: current ? list !== sameWords(current, again) : false,
    home: begun ? paths.allRecords(noun) : paths.records(noun),
    isBegun: begun !== undefined,
    views: items.map((view) => ({ id: view.id, label: view.name, href: addressOf(view, items) })),
  };
}

const shownOf = ({ id, name, shared, isMine, isDefault, version }: SavedView): ViewsOfList['current'] => ({
  id,
  name,
  shared,
  isMine,
  isDefault,
  version,
});

/** What a view says, in the words of the page's own state. One whose field is gone is no longer what it says. */
function sameWords({ list }: SavedView, again: Written['again']): string {
  try {
    return again(list);
  } catch {
    return list;
  }
}

export const viewAction = formAction(viewForm, async (page, form) => {
  const noun = viewNouns.find((one) => one === page.params.noun);
  if (!noun) throw nothingHere(page);
  const back = localPath(form.back, paths.records(noun));
  try {
    const { to, text } = await DEEDS[form.do](page.caller.views, noun, form);
    return flashing(to ?? back, { tone: 'ok', text }, page.secure);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.status >= 500 || error.code === 'Unauthorized') throw thrown;
    const said = Object.values(error.details ?? {}).flat();
    return flashing(
      back,
      { tone: 'bad', text: said.length > 0 ? said.join(' ') : error.message, ...typedIn(form) },
      page.secure,
    );
  }
});

/** A name that is refused is not typed again. */
const typedIn = ({ do: into, name }: ViewForm): Pick<Flash, 'typed'> =>
  name !== undefined && (into === 'create' || into === 'rename')
    ? { typed: { into, text: name.slice(0, MAX_TYPED) } }
    : {};

interface Done {
  text: string;
  /** where one goes from here; else one stays */
  to?: string;
}

type Deed = (views: Page['caller']['views'], noun: ViewNoun, form: ViewForm) => Promise<Done>;

const DEEDS: Readonly<Record<ViewForm['do'], Deed>> = {
  async create(views, noun, { name = '', list, shared }) {
    const made = await views.create({ noun, name, list, shared: shared !== undefined });
    return saved(views, noun, made.id);
  },
  async save(views, noun, { id = '', version = 0, list }) {
    await views.update({ id, version, list });
    return saved(views, noun, id);
  },
  async rename(views, _noun, { id = '', version = 0, name = '' }) {
    await views.update({ id, version, name });
    return { text: `The view is called “${name.trim()}” now.` };
  },
  async share(views, noun, { id = '', version = 0, back }) {
    const { shared } = await views.get({ id });
    await views.update({ id, version, shared: !shared });
    const { items } = await views.list({ noun });
    const view = items.find((one) => one.id === id) ?? (await views.get({ id }));
    const text = shared ? `“${view.name}” is yours alone.` : `Everybody has “${view.name}” now.`;
    return { text, to: renamed(back, view, items) };
  },
  async begin(views, noun, { id }) {
    const view = id === undefined ? null : await views.get({ id });
    const chosen = view?.isDefault === false ? view : null;
    await views.setDefault({ noun, id: chosen?.id ?? null });
    const home = paths.records(noun);
    return {
      text: chosen
        ? `${titleOf(home)} begin with “${chosen.name}” now.`
        : `${titleOf(home)} begin with all of them.`,
    };
  },
  async delete(views, noun, { id = '', version = 0 }) {
    const { name } = await views.get({ id });
    await views.delete({ id, version });
    return { text: `View “${name}” deleted.`, to: paths.allRecords(noun) };
  },
};

/** "/leads" → "Leads" */
const titleOf = (home: string): string => home.charAt(1).toUpperCase() + home.slice(2);

/** The same list; a view that changes hands may be called otherwise in addresses. */
function renamed(back: string, view: SavedView, items: readonly SavedView[]): string {
  const query = new URLSearchParams(back.split('?')[1]);
  query.set('view', wordOf(view, items));
  return `${paths.records(view.noun)}?${query.toString()}`;
}

async function saved(views: Page['caller']['views'], noun: ViewNoun, id: string): Promise<Done> {
  const { items } = await views.list({ noun });
  const view = items.find((one) => one.id === id) ?? (await views.get({ id }));
  return { text: `View “${view.name}” saved.`, to: addressOf(view, items) };
}
