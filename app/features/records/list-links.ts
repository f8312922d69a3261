// Addresses of the list one is in: the same filters, another order, page or panel.
import { useLocation } from '../../remix.ts';

type Change = Readonly<Partial<Record<'sort' | 'after' | 'before' | 'peek', string | null>>>;

/** A cursor belongs to one order of one list, so every change drops it unless it is the change. */
export function listAddress(pathname: string, search: string, change: Change): string {
  const query = new URLSearchParams(search);
  for (const name of ['after', 'before', 'page', 'peek']) query.delete(name);
  for (const [name, value] of Object.entries(change)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  return query.size > 0 ? `${pathname}?${query.toString()}` : pathname;
}

/** Where the list at `search` is a file. What belongs to the page alone is left out; what forms send is said as filters. */
export function exportAddress(many: string, search: string): string {
  const query = new URLSearchParams();
  const given = new URLSearchParams(search);
  const isAny = given.get('match') === 'any';
  const fields = new Map<string, string[]>();
  for (const [name, value] of given) {
    if (value === '' || PAGE_ONLY.includes(name)) continue;
    if (ASKED.includes(name)) query.append(isAny && name === 'f' ? 'any' : name, value);
    else fields.set(name, [...(fields.get(name) ?? []), value]);
  }
  for (const [name, values] of fields) {
    const condition = name.includes('.') ? `${name}.${values.join(',')}` : `${name}.in.${values.join(',')}`;
    query.append(isAny ? 'any' : 'f', condition);
  }
  return query.size > 0 ? `/api/${many}.csv?${query.toString()}` : `/api/${many}.csv`;
}

const PAGE_ONLY = ['match', 'after', 'before', 'page', 'limit', 'cols', 'peek', 'view'];
const ASKED = ['q', 'query', 'f', 'any', 'sort'];

/** The address that shows a colleague the same list, from its beginning. */
export function sharedAddress(pathname: string, search: string, isPrivate: boolean): string {
  const query = new URLSearchParams(search);
  for (const name of ['after', 'before', 'page', 'peek', ...(isPrivate ? ['view'] : [])]) query.delete(name);
  return query.size > 0 ? `${pathname}?${query.toString()}` : pathname;
}

/** Addresses of this list with one thing changed. Looking at a record leaves the page of the list where it is. */
export function useListLinks(): { to: (change: Change) => string } {
  const { pathname, search } = useLocation();
  const place = [...new URLSearchParams(search)].filter(([name]) => name === 'after' || name === 'before');
  return {
    to: (change) =>
      listAddress(pathname, search, 'peek' in change ? { ...Object.fromEntries(place), ...change } : change),
  };
}
