// What addresses call a view. Somebody's own view and a shared one may have one slug: both are called by their ids then, and
// the slug means neither, so that an address from before does not come to mean the other one.
import type { SavedView } from '../contracts/views.ts';
import { paths } from '../paths.ts';

/** What addresses call the list without a view. */
const ALL = 'all';

/** `items` are all views of the noun that the reader has. */
export function wordOf({ id, slug }: SavedView, items: readonly SavedView[]): string {
  return items.some((other) => other.id !== id && other.slug === slug) ? id : slug;
}

export const addressOf = (view: SavedView, items: readonly SavedView[]): string =>
  `${paths.records(view.noun)}?view=${wordOf(view, items)}${view.list && `&${view.list}`}`;

/** The view that is meant; null for none or where two could be; undefined where there is none of this name. */
export function currentOf(items: readonly SavedView[], word: string | null): SavedView | null | undefined {
  if (word === null || word === ALL) return null;
  const named = items.filter(({ slug }) => slug === word);
  return items.find(({ id }) => id === word) ?? (named.length > 1 ? null : named[0]);
}
