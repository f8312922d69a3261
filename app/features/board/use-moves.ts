// Cards on their way: moved at once on the page, then on the server, which says how it went. One form per move, sent beside
// the page, so that several can be under way.
import { useEffect, useRef, useState, type DragEvent, type FocusEvent, type KeyboardEvent } from 'react';
import { useFetchers, useFormKey, useLocation, useNavigate, useSubmit } from '../../remix.ts';
import { focusRow } from '../../ui/row-keys.ts';
import type { DealCard, Move } from './lanes.ts';

/** A column: what it is called in forms, and whether cards can be brought there. */
export interface Place {
  id: string;
  takes: boolean;
  cards: readonly DealCard[];
}

interface Moving {
  places: readonly Place[];
  canMove: boolean;
  /** where a move to this place asks for its reason; null, or absent, where none is needed */
  asks?: (card: DealCard, to: string) => string | null;
  /** what is sent beside id and version */
  form: (card: DealCard, to: string, from: string) => Record<string, string>;
}

export function useMoves({ places, canMove, asks, form }: Moving) {
  const submit = useSubmit();
  const navigate = useNavigate();
  const formKey = useFormKey();
  const { pathname, search } = useLocation();
  const focus = useFocusedCard();
  const move = (card: DealCard, to: string): void => {
    const from = placeOf(places, card.id)?.id;
    if (!canMove || from === undefined || from === to) return;
    const question = asks?.(card, to) ?? null;
    if (question !== null) return navigate(question, { preventScrollReset: true });
    focus.keep(card.id);
    const { id, version } = card;
    submit(
      { ...form(card, to, from), id, version, ...(formKey && { _key: formKey }) },
      {
        method: 'post',
        action: pathname + search,
        navigate: false,
        fetcherKey: `move-${id}`,
        preventScrollReset: true,
      },
    );
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : null;
    const id = cardOf(event.target as Element);
    if (by === null || id === null || !event.shiftKey || event.altKey || event.ctrlKey || event.metaKey)
      return;
    const card = placeOf(places, id)?.cards.find((one) => one.id === id);
    const to = neighbourOf(places, id, by);
    event.preventDefault();
    if (card && to) move(card, to.id);
  };
  return { board: { onKeyDown, onFocus: focus.onFocus, onBlur: focus.onBlur }, ...useDrag(move) };
}

/** The focus stays on its card, whoever moved that to another lane. */
function useFocusedCard() {
  const focused = useRef<string | null>(null);
  useEffect(() => {
    // a card that changes lanes is drawn anew: the browser drops the focus without a word
    if (focused.current !== null && document.activeElement === document.body) focusRow(focused.current);
  });
  const keep = (id: string | null): void => {
    focused.current = id;
  };
  return {
    keep,
    onFocus: ({ target }: FocusEvent) => keep(cardOf(target)),
    onBlur: () => keep(null),
  };
}

const cardOf = (element: Element): string | null =>
  element.closest<HTMLElement>('[data-card]')?.dataset['card'] ?? null;

const placeOf = (places: readonly Place[], id: string): Place | undefined =>
  places.find(({ cards }) => cards.some((card) => card.id === id));

/** The nearest place that takes cards, to the right or the left of where a card is. */
function neighbourOf(places: readonly Place[], id: string, by: 1 | -1): Place | undefined {
  const at = places.findIndex(({ cards }) => cards.some((card) => card.id === id));
  const there = by > 0 ? places.slice(at + 1) : places.slice(0, Math.max(0, at)).reverse();
  return there.find(({ takes }) => takes);
}

/** Moves that the server has not answered, in the order they were made; `field` says where to. */
export const usePending = (field: string): Move[] =>
  useFetchers().flatMap(({ formData }) => {
    const [id, to] = [formData?.get('id'), formData?.get(field)];
    return typeof id === 'string' && typeof to === 'string' ? [{ id, to }] : [];
  });

/** Dragging with the mouse; fingers and keys have other ways. */
function useDrag(move: (card: DealCard, to: string) => void) {
  const [dragged, setDragged] = useState<DealCard | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const end = (): void => {
    setDragged(null);
    setOver(null);
  };
  const start = (event: DragEvent, card: DealCard): void => {
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', card.title);
    // a page that changes while the drag begins ends it
    setTimeout(() => setDragged(card));
  };
  /** a stage may have two places to drop a card: its lane and its bar */
  const target = (to: string, place = 'lane') => ({
    isTarget: dragged !== null && over === place + to,
    onDragOver: (event: DragEvent) => {
      if (!dragged) return;
      event.preventDefault();
      setOver(place + to);
    },
    onDragLeave: () => setOver((now) => (now === place + to ? null : now)),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      if (dragged) move(dragged, to);
      end();
    },
  });
  return { isDragging: dragged !== null, card: { onDragStart: start, onDragEnd: end }, target };
}
