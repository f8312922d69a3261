// The board by close month: the day a card gets that comes to another month, and the columns while cards are on their way.
// Pure.
import { counted, type DealCard, type LaneView, type MonthView, type Move } from './lanes.ts';

type Stages = readonly LaneView['stage'][];

/** The key of the column of those that have no day. */
export const NO_DAY = 'none';

/** What is overdue or far away is no month that a card could be brought to. */
export const takesCards = ({ key }: Pick<MonthView, 'key'>): boolean => key !== 'past' && key !== 'later';

/** The same day of that month, or its last one where it is shorter or there was no day; '' for no day. */
export function dayIn(month: string, day: string | null): string {
  if (month === NO_DAY) return '';
  const [year, number] = month.split('-').map(Number);
  const last = new Date(Date.UTC(year ?? 0, number ?? 1, 0)).getUTCDate();
  const same = day === null ? last : Math.min(Number(day.slice(8)), last);
  return `${month}-${String(same).padStart(2, '0')}`;
}

/** The columns with these days given: each card where its day is, counts and sums as they will be. */
export const withDays = (
  months: readonly MonthView[],
  stages: Stages,
  moves: readonly Move[],
): readonly MonthView[] => moves.reduce((now, move) => moved(now, stages, move), months);

function moved(months: readonly MonthView[], stages: Stages, { id, to }: Move): readonly MonthView[] {
  const from = months.find(({ cards }) => cards.some((card) => card.id === id));
  const card = from?.cards.find((one) => one.id === id);
  const target = months.find((month) => holds(month, to));
  if (!from || !card || !target || target === from) return months;
  const stage = stages.find((one) => one.id === card.stageId) ?? { probability: 0 };
  return months.map((month) => {
    if (month === from)
      return { ...counted(month, stage, card, -1), cards: month.cards.filter((one) => one !== card) };
    if (month !== target) return month;
    return {
      ...counted(month, stage, card, 1),
      cards: inOrder(month.cards, { ...card, closeDate: to || null }),
    };
  });
}

const holds = ({ from, to }: MonthView, day: string): boolean =>
  from === null && to === null
    ? day === ''
    : day !== '' && (from === null || day >= from) && (to === null || day < to);

/** Before the first that closes later. */
function inOrder(cards: readonly DealCard[], card: DealCard): DealCard[] {
  const at = cards.findIndex(({ closeDate }) => (closeDate ?? '') > (card.closeDate ?? ''));
  return at < 0 ? [...cards, card] : cards.toSpliced(at, 0, card);
}
