// The command palette: find a record, go to a page, or press one of the page's own buttons, all by typing. Loaded when it is
// first opened. The focus stays in the field; the list is walked by arrows.
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { keyBindings, keyCaps, type KeyBinding } from '../keys.ts';
import { useNavigate } from '../remix.ts';
import { useOffers, type Offered } from './use-offers.ts';
import './palette.css';

export interface PaletteProps {
  /** where everything found is listed, for the typed words */
  searchHref: (words: string) => string;
  /** a resource route that answers `?q=` with { options }; their values are addresses */
  source: string;
  onClose: () => void;
}

interface Item {
  id: string;
  label: string;
  note?: string | undefined;
  keys?: string | undefined;
  run: () => void;
}

interface Group {
  title: string;
  items: Item[];
}

export default function Palette({ searchHref, source, onClose }: PaletteProps) {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const [found, look] = useOffers(source, NOTHING);
  const dialog = useRef<HTMLDialogElement>(null);
  const [pageCommands] = useState(commandsOfPage);
  const navigate = useNavigate();
  const listId = useId();
  useEffect(() => dialog.current?.showModal(), []);

  const leave = (deed: () => void) => (): void => {
    dialog.current?.close();
    deed();
  };
  const go = (to: string) => leave(() => navigate(to));
  const groups = groupsOf({ typed, found, pageCommands, go, leave, searchHref });
  const items = groups.flatMap((group) => group.items);

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (event.key === 'Enter') items[at]?.run();
    else if (step && items.length > 0) setAt((at + step + items.length) % items.length);
    else return;
    event.preventDefault();
  };
  return (
    <dialog
      ref={dialog}
      className="dialog palette"
      aria-label="Find, go, do"
      closedby="any"
      onClose={onClose}
    >
      <input
        type="text"
        role="combobox"
        aria-label="Find, go, do"
        aria-expanded={items.length > 0}
        aria-controls={listId}
        aria-activedescendant={items[at] ? `${listId}-${at}` : undefined}
        aria-autocomplete="list"
        className="palette-field"
        placeholder="A name, a page, or > for what can be done here"
        autoComplete="off"
        autoFocus
        maxLength={200}
        value={typed}
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
          setAt(0);
          look(value.startsWith('>') ? '' : value);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} role="listbox" aria-label="What is found" className="palette-list">
        {groups.map(({ title, items: ofGroup }) => (
          <div key={title} role="group" aria-label={title}>
            <p className="menu-heading" aria-hidden>
              {title}
            </p>
            {ofGroup.map((item) => (
              <PaletteItem
                key={item.id}
                item={item}
                id={`${listId}-${items.indexOf(item)}`}
                chosen={items[at] === item}
              />
            ))}
          </div>
        ))}
      </div>
      <p role="status" className={items.length > 0 ? 'sr-only' : 'combo-none'}>
        {items.length > 0 ? `${items.length} to choose from` : 'Nothing matches.'}
      </p>
    </dialog>
  );
}

const NOTHING: readonly Offered[] = [];
const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 };

function PaletteItem({ item, id, chosen }: { item: Item; id: string; chosen: boolean }) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <div ref={row} id={id} role="option" aria-selected={chosen} className="menu-item" onClick={item.run}>
      <span className="palette-label">{item.label}</span>
      {item.note && <small>{item.note}</small>}
      {item.keys && <kbd>{keyCaps(item.keys).flat().join(' ')}</kbd>}
    </div>
  );
}

interface Given {
  typed: string;
  found: readonly Offered[];
  pageCommands: readonly KeyBinding[];
  go: (to: string) => () => void;
  leave: (deed: () => void) => () => void;
  searchHref: (words: string) => string;
}

const AT_MOST = 8;

function groupsOf({ typed, found, pageCommands, go, leave, searchHref }: Given): Group[] {
  const actsOnly = typed.startsWith('>');
  const words = (actsOnly ? typed.slice(1) : typed).trim();
  const holds = ({ label }: { label: string }): boolean => label.toLowerCase().includes(words.toLowerCase());
  const here = pageCommands.filter(holds).map(({ name = '', label, keys }) => ({
    id: `do-${name}`,
    label,
    keys,
    run: leave(() => press(name)),
  }));
  const pages = keyBindings
    .filter(holds)
    .flatMap(({ to, label, keys }) =>
      to === undefined ? [] : [{ id: `go-${to}`, label, keys, run: go(to) }],
    );
  const records = found.map(({ value, label, note }) => ({ id: value, label, note, run: go(value) }));
  const everything = { id: 'search', label: `Search everything for “${words}”`, run: go(searchHref(words)) };
  const groups = actsOnly
    ? [{ title: 'Here', items: here }]
    : [
        { title: 'Records', items: words === '' ? [] : records },
        { title: 'Here', items: here.slice(0, words === '' ? AT_MOST : undefined) },
        { title: 'Go to', items: pages },
        { title: 'Search', items: words === '' ? [] : [everything] },
      ];
  return groups.filter(({ items }) => items.length > 0);
}

const ITSELF = ['palette', 'close', 'keys', 'search'];

/** The registry's bindings whose control is on the page: what can be done here. */
const commandsOfPage = (): KeyBinding[] =>
  keyBindings.filter(
    ({ name, to, row }) =>
      name !== undefined && to === undefined && !row && !ITSELF.includes(name) && controlOf(name) !== null,
  );

const controlOf = (name: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-key="${name}"]`);

function press(name: string): void {
  const control = controlOf(name);
  if (control?.matches('input, textarea, select')) control.focus();
  else control?.click();
}
