// What addresses call a view. Somebody's own view and a shared one may have one slug: it means the shared one to everybody,
// so that a link does, and one's own is called by its id then.
import type { SavedView } from '../contracts/views.ts';
import { paths } from '../paths.ts';

/** What addresses call the list without a view. */
const ALL = 'all';

/** `items` are all views of the noun that the reader has. */
export function wordOf({ id, slug, shared }: SavedView, items: readonly SavedView[]): string {
  return !shared && items.some((other) => other.shared && other.slug === slug) ? id : slug;
}

export const addressOf = (view: SavedView, items: readonly SavedView[]): string =>
  `${paths.records(view.noun)}?view=${wordOf(view, items)}${view.list && `&${view.list}`}`;

/** The view of this name; null for none; undefined where there is none of this name. */
export function currentOf(items: readonly SavedView[], word: string | null): SavedView | null | undefined {
  if (word === null || word === ALL) return null;
  const named = items.filter(({ slug }) => slug === word);
  return items.find(({ id }) => id === word) ?? named.find(({ shared }) => shared) ?? named[0];
}
