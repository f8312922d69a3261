// What keys do in the rows of a list. A row is found by the link in it; the table says in `data-peek` and `data-edit`
// which of the two its noun has. A row that has a control of its own for a deed says so in `data-deed` around it.
export type RowDeed =
  'next' | 'previous' | 'select' | 'range' | 'peek' | 'edit' | 'snooze' | 'due' | 'move' | 'unread';

type Go = (to: string) => void;

const BOX = 'input.row-box';
const ROW = 'tr, li';

const rowLinks = (): HTMLAnchorElement[] => [...document.querySelectorAll<HTMLAnchorElement>('a.row-link')];

const idOf = (link: HTMLAnchorElement): string => link.pathname.split('/').at(-1) ?? '';

/** The row that has the focus, or else the one the panel shows. */
function currentRow(links: readonly HTMLAnchorElement[]): HTMLAnchorElement | undefined {
  const row = document.activeElement?.closest(ROW) ?? document.querySelector('tr[aria-current]');
  return links.find((link) => link.closest(ROW) === row);
}

/** Answers whether there was something to do. */
export function onRow(deed: RowDeed, go: Go): boolean {
  const links = rowLinks();
  const current = currentRow(links);
  if (deed === 'next' || deed === 'previous') return move(links, current, deed === 'next' ? 1 : -1, go);
  if (!current) return false;
  if (pressOwn(current, deed)) return true;
  const body = current.closest('tbody');
  if (deed === 'peek') return follow(go, body?.dataset['peek'], idOf(current));
  if (deed === 'edit') return body?.dataset['edit'] !== undefined && follow(go, current.pathname, '/edit');
  if (deed !== 'select' && deed !== 'range') return false;
  return deed === 'select' ? select(current) : selectRange(current);
}

/** The row's own control for a deed. It gets the focus, for what it opens is reached from there. */
function pressOwn(link: HTMLAnchorElement, deed: RowDeed): boolean {
  const row = link.closest(ROW);
  const control = row?.querySelector<HTMLElement>(`[data-deed="${deed}"] :is(a, button)`);
  control?.focus();
  control?.click();
  return control != null;
}

function follow(go: Go, start: string | undefined, end: string): boolean {
  if (start === undefined) return false;
  go(start + end);
  return true;
}

function move(
  links: readonly HTMLAnchorElement[],
  current: HTMLAnchorElement | undefined,
  step: 1 | -1,
  go: Go,
): boolean {
  const next = current ? links[links.indexOf(current) + step] : links[0];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
  if (next && document.querySelector('.panel'))
    follow(go, next.closest('tbody')?.dataset['peek'], idOf(next));
  return next !== undefined;
}

/** The box that was ticked last: where a range begins. */
let anchor: HTMLInputElement | undefined;

const boxOf = (link: HTMLAnchorElement): HTMLInputElement | null =>
  link.closest('tr')?.querySelector<HTMLInputElement>(BOX) ?? null;

function select(link: HTMLAnchorElement): boolean {
  const box = boxOf(link);
  box?.click();
  anchor = box ?? undefined;
  return box !== null;
}

function selectRange(link: HTMLAnchorElement): boolean {
  const boxes = [...document.querySelectorAll<HTMLInputElement>(BOX)];
  const box = boxOf(link);
  if (!box) return false;
  const ends = [boxes.indexOf(anchor ?? box), boxes.indexOf(box)].map((at) => Math.max(0, at));
  for (const one of boxes.slice(Math.min(...ends), Math.max(...ends) + 1)) if (!one.checked) one.click();
  return true;
}

/** Gives the focus to the row of a record, if it went nowhere else. */
export function focusRow(id: string): void {
  if (document.activeElement !== document.body) return;
  rowLinks()
    .find((link) => idOf(link) === id)
    ?.focus();
}
