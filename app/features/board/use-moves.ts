// Cards on their way: moved at once on the page, then on the server, which says how it went. One form per move, sent beside
// the page, so that several can be under way.
import { useEffect, useRef, useState, type DragEvent, type FocusEvent, type KeyboardEvent } from 'react';
import { useFetchers, useFormKey, useLocation, useNavigate, useSubmit } from '../../remix.ts';
import { focusRow } from '../../ui/row-keys.ts';
import { neighbourOf, withMoves, type DealCard, type LaneView, type Move } from './lanes.ts';

interface Moving {
  lanes: readonly LaneView[];
  canMove: boolean;
  /** where a move to this stage asks for its reason; null where none is needed */
  asks: (card: DealCard, stage: LaneView['stage']) => string | null;
}

export function useMoves({ lanes: saved, canMove, asks }: Moving) {
  const submit = useSubmit();
  const navigate = useNavigate();
  const formKey = useFormKey();
  const { pathname, search } = useLocation();
  const lanes = withMoves(saved, usePending());
  const focus = useFocusedCard();
  const move = (card: DealCard, stage: LaneView['stage']): void => {
    const from = lanes.find(({ cards }) => cards.some(({ id }) => id === card.id))?.stage;
    if (!canMove || !from || from.id === stage.id) return;
    const question = asks(card, stage);
    if (question !== null) return navigate(question, { preventScrollReset: true });
    focus.keep(card.id);
    const form = { intent: 'move', id: card.id, version: card.version, stageId: stage.id, from: from.id };
    submit(
      { ...form, ...(formKey && { _key: formKey }) },
      {
        method: 'post',
        action: pathname + search,
        navigate: false,
        fetcherKey: `move-${card.id}`,
        preventScrollReset: true,
      },
    );
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : null;
    const id = cardOf(event.target as Element);
    if (by === null || id === null || !event.shiftKey || event.altKey || event.ctrlKey || event.metaKey)
      return;
    const card = lanes.flatMap(({ cards }) => cards).find((one) => one.id === id);
    const stage = neighbourOf(lanes, id, by);
    event.preventDefault();
    if (card && stage) move(card, stage);
  };
  return { lanes, board: { onKeyDown, onFocus: focus.onFocus, onBlur: focus.onBlur }, ...useDrag(move) };
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

/** Moves that the server has not answered, in the order they were made. */
const usePending = (): Move[] =>
  useFetchers().flatMap(({ formData }) => {
    const [id, stageId] = [formData?.get('id'), formData?.get('stageId')];
    return typeof id === 'string' && typeof stageId === 'string' ? [{ id, stageId }] : [];
  });

/** Dragging with the mouse; fingers and keys have other ways. */
function useDrag(move: (card: DealCard, stage: LaneView['stage']) => void) {
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
  const target = (stage: LaneView['stage'], place = 'lane') => ({
    isTarget: dragged !== null && over === place + stage.id,
    onDragOver: (event: DragEvent) => {
      if (!dragged) return;
      event.preventDefault();
      setOver(place + stage.id);
    },
    onDragLeave: () => setOver((now) => (now === place + stage.id ? null : now)),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      if (dragged) move(dragged, stage);
      end();
    },
  });
  return { isDragging: dragged !== null, card: { onDragStart: start, onDragEnd: end }, target };
}
