// What a view is called in addresses, and what it may say.
import type { ViewNoun } from '../../../app/contracts/views.ts';
import { parseColumns } from '../../../app/contracts/list.ts';
import { parseTaskView, writtenTasks } from '../../../app/contracts/tasks.ts';
import { askedOf, listOf } from '../bulk/bulk.lists.ts';
import { wordsOf } from '../search/search.rules.ts';

const LONGEST = 50;
/** What addresses call the list without a view. */
const ALL = 'all';

/** "Hot leads (EU)" → "hot-leads-eu"; a name without Latin letters or digits has none of its own. */
export function slugOf(name: string): string {
  const words = wordsOf(name).flatMap((word) => word.match(/[a-z0-9]+/g) ?? []);
  return words.join('-').slice(0, LONGEST).replace(/-$/, '') || 'view';
}

/** The slug, or with the first number behind it that nobody has. */
export function freeSlug(slug: string, taken: readonly string[]): string {
  if (slug !== ALL && !taken.includes(slug)) return slug;
  let number = 2;
  while (taken.includes(`${slug}-${number}`)) number += 1;
  return `${slug}-${number}`;
}

/** The list as it is kept. Throws what cannot be asked of the list, or is none of its columns. */
export function keptList(noun: ViewNoun, list: string | null): string {
  if (noun === 'task') return writtenTasks(parseTaskView(list ?? ''));
  const given = new URLSearchParams(list ?? '');
  const cols = given.has('cols') ? parseColumns(given.getAll('cols'), listOf(noun).grammar.columns) : null;
  given.delete('cols');
  askedOf(noun, given.toString());
  if (cols) given.append('cols', cols.join(','));
  return given.toString();
}
