// What keys do in the rows of a list. A row is found by the link in it; the table says in `data-peek` and `data-edit`
// which of the two its noun has. A row that has a control of its own for a deed says so in `data-deed` around it.
export type RowDeed =
  | 'next'
  | 'previous'
  | 'look-next'
  | 'look-previous'
  | 'select'
  | 'range'
  | 'peek'
  | 'edit'
  | 'snooze'
  | 'due'
  | 'move'
  | 'unread';

type Go = (to: string, replace?: boolean) => void;

const BOX = 'input.row-box';
const ROW = 'tr, li';

const rowLinks = (): HTMLAnchorElement[] => [...document.querySelectorAll<HTMLAnchorElement>('a.row-link')];

const idOf = (link: HTMLAnchorElement): string => link.pathname.split('/').at(-1) ?? '';

/** The row that has the focus, or else the one the panel shows. */
function currentRow(links: readonly HTMLAnchorElement[]): HTMLAnchorElement | undefined {
  const row =
    document.activeElement?.closest(ROW) ??
    document.querySelector(':is(tr, li)[aria-current]:has(a.row-link)');
  return links.find((link) => link.closest(ROW) === row);
}

/** Answers whether there was something to do. */
export function onRow(deed: RowDeed, go: Go): boolean {
  const links = rowLinks();
  const current = currentRow(links);
  if (deed === 'next' || deed === 'previous') return move(links, current, deed === 'next' ? 1 : -1, go);
  // the arrows scroll while nothing is looked at
  if (deed === 'look-next' || deed === 'look-previous')
    return panel() !== null && move(links, current, deed === 'look-next' ? 1 : -1, go);
  if (!current) return false;
  last = { pathname: location.pathname, id: idOf(current), place: links.indexOf(current) };
  if (pressOwn(current, deed)) return true;
  const body = current.closest<HTMLElement>('[data-peek], [data-edit]');
  if (deed === 'peek') return look(current, body?.dataset['peek'], go);
  if (deed === 'edit')
    return body?.dataset['edit'] !== undefined && follow(go, current.pathname, `/edit${current.search}`);
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

const panel = (): Element | null => document.querySelector('.panel');

/** What a click on a row's own control does: the same as the key. */
export function lookAt(control: Element, go: Go): void {
  const row = control.closest(ROW)?.querySelector<HTMLAnchorElement>('a.row-link');
  if (row) look(row, row.closest<HTMLElement>('[data-peek]')?.dataset['peek'], go);
}

/** The panel of the row, or none where it is there already. */
function look(current: HTMLAnchorElement, start: string | undefined, go: Go): boolean {
  const close = current.closest('[aria-current]') && panel()?.querySelector<HTMLElement>('[data-key=close]');
  close?.click();
  return close ? true : follow(go, start, idOf(current), panel() !== null);
}

function follow(go: Go, start: string | undefined, end: string, replace = false): boolean {
  if (start === undefined) return false;
  go(start + end, replace);
  return true;
}

function move(
  links: readonly HTMLAnchorElement[],
  current: HTMLAnchorElement | undefined,
  step: 1 | -1,
  go: Go,
): boolean {
  const next = current ? links[links.indexOf(current) + step] : links[placeOfGone(links)];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
  // the way back leads to the list, not to each row that was looked at
  if (next && panel())
    follow(go, next.closest<HTMLElement>('[data-peek]')?.dataset['peek'], idOf(next), true);
  return next !== undefined;
}

/** The row that a deed was for, and the page it stood on. */
let last: { pathname: string; id: string; place: number } | undefined;

/** Where one goes on by keys when the row one was at has gone, because its task is done: the row that took its place. */
function placeOfGone(links: readonly HTMLAnchorElement[]): number {
  const isGone = last?.pathname === location.pathname && !links.some((link) => idOf(link) === last?.id);
  return last && isGone ? Math.min(last.place, links.length - 1) : 0;
}

/** The box that was ticked last: where a range begins. */
let anchor: HTMLInputElement | undefined;

const boxOf = (link: HTMLAnchorElement): HTMLInputElement | null =>
  link.closest(ROW)?.querySelector<HTMLInputElement>(BOX) ?? null;

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

/** Gives the focus to the row of the record whose page, or form, was left; answers whether there is such a row. */
export function focusRowOf(left: string): boolean {
  const row = rowLinks().find(({ pathname }) => left === pathname || left.startsWith(`${pathname}/`));
  row?.focus();
  return row !== undefined;
}
