// The board as a page shows it, and what it looks like while moves are on their way. Pure.
import type { Board, Months } from '../../contracts/opportunities.ts';

export interface DealCard {
  id: string;
  version: number;
  title: string;
  organization: string | null;
  stageId: string;
  amount: { minor: number; currency: string } | null;
  owner: { id: string; name: string } | null;
  /** when its next open task is due */
  nextDueAt: string | null;
  stageEnteredAt: string;
  closeDate: string | null;
}

export interface Worth {
  currency: string;
  /** in the smallest unit of the currency */
  minor: number;
  /** times the stage's probability */
  weighted: number;
}

export interface LaneView {
  stage: {
    id: string;
    key: string;
    name: string;
    kind: 'open' | 'won' | 'lost';
    probability: number;
    rotDays: number | null;
    wipLimit: number | null;
  };
  count: number;
  worth: readonly Worth[];
  cards: readonly DealCard[];
}

/** What is expected to close in a month, or has no day, or one long past or far away. */
export interface MonthView {
  key: string;
  from: string | null;
  to: string | null;
  count: number;
  worth: readonly Worth[];
  cards: readonly DealCard[];
}

/** What an answer of the router comes to on the page: no field that is not shown. */
export const laneOf = ({ stage, count, worth, cards }: Board['lanes'][number]): LaneView => ({
  stage: stageOf(stage),
  count,
  worth,
  cards: cards.map(cardOf),
});

export const monthOf = ({ cards, ...month }: Months['months'][number]): MonthView => ({
  ...month,
  cards: cards.map(cardOf),
});

type Given = Board['lanes'][number];

export const stageOf = (stage: Given['stage']): LaneView['stage'] => ({
  id: stage.id,
  key: stage.key,
  name: stage.name,
  kind: stage.kind,
  probability: stage.probability,
  rotDays: stage.rotDays,
  wipLimit: stage.wipLimit,
});

const cardOf = ({ organization, ...card }: Given['cards'][number]): DealCard => ({
  ...card,
  organization: organization?.name ?? null,
});

/** What is open, added up by currency. */
export function openWorth(lanes: readonly { worth: readonly Worth[] }[]): Worth[] {
  const sums = new Map<string, Worth>();
  for (const { currency, minor, weighted } of lanes.flatMap(({ worth }) => worth)) {
    const sum = sums.get(currency) ?? { currency, minor: 0, weighted: 0 };
    sums.set(currency, { currency, minor: sum.minor + minor, weighted: sum.weighted + weighted });
  }
  return [...sums.values()];
}

/** A card on its way: to the stage, or the day, that `to` is. */
export interface Move {
  id: string;
  to: string;
}

/** The lanes with these moves made: the card first in its new lane, counts and sums as they will be. */
export const withMoves = (lanes: readonly LaneView[], moves: readonly Move[]): readonly LaneView[] =>
  moves.reduce(moved, lanes);

function moved(lanes: readonly LaneView[], { id, to }: Move): readonly LaneView[] {
  const from = lanes.find(({ cards }) => cards.some((card) => card.id === id));
  const card = from?.cards.find((one) => one.id === id);
  if (!from || !card || from.stage.id === to) return lanes;
  return lanes.map((lane) => {
    if (lane === from)
      return { ...counted(lane, lane.stage, card, -1), cards: lane.cards.filter((one) => one !== card) };
    if (lane.stage.id !== to) return lane;
    // won and lost ones are counted without cards
    return {
      ...counted(lane, lane.stage, card, 1),
      cards: lane.stage.kind === 'open' ? [card, ...lane.cards] : [],
    };
  });
}

/** What a column says of itself with one card more, or less. */
export function counted<C extends { count: number; worth: readonly Worth[] }>(
  lane: C,
  stage: { probability: number },
  { amount }: DealCard,
  by: 1 | -1,
): C {
  const count = lane.count + by;
  if (!amount) return { ...lane, count };
  const { minor, currency } = amount;
  const weighted = Math.round((minor * stage.probability) / 100);
  const others = lane.worth.filter((each) => each.currency !== currency);
  const was = lane.worth.find((each) => each.currency === currency) ?? { minor: 0, weighted: 0 };
  const now = { currency, minor: was.minor + by * minor, weighted: was.weighted + by * weighted };
  if (others.length === lane.worth.length) return { ...lane, count, worth: [...lane.worth, now] };
  return { ...lane, count, worth: lane.worth.map((each) => (each.currency === currency ? now : each)) };
}

const DAY_MS = 86_400_000;

export const daysSince = (at: string, now: string): number =>
  Math.max(0, Math.floor((Date.parse(now) - Date.parse(at)) / DAY_MS));
