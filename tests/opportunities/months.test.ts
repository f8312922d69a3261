// The day a card gets that comes to another month, and what the columns say until the server has answered.
import { expect, it } from 'vitest';
import type { DealCard, MonthView } from '../../app/features/board/lanes.ts';
import { dayIn, withDays } from '../../app/features/board/months.ts';

const STAGE = {
  id: 's',
  key: 's',
  name: 'S',
  kind: 'open',
  probability: 50,
  rotDays: null,
  wipLimit: null,
} as const;

const card = (id: string, closeDate: string | null): DealCard => ({
  id,
  version: 1,
  title: id,
  organization: null,
  stageId: 's',
  amount: { minor: 100, currency: 'USD' },
  owner: null,
  nextDueAt: null,
  stageEnteredAt: '2026-01-01T00:00:00Z',
  closeDate,
});

const column = (key: string, from: string | null, to: string | null, cards: DealCard[]): MonthView => ({
  key,
  from,
  to,
  count: cards.length,
  worth: [{ currency: 'USD', minor: 100 * cards.length, weighted: 50 * cards.length }],
  cards,
});

it('a day stays the same in another month, or is its last one where that is shorter or there was none', () => {
  expect(dayIn('2026-05', '2026-03-31')).toBe('2026-05-31');
  expect(dayIn('2027-02', '2026-12-31')).toBe('2027-02-28');
  expect(dayIn('2028-02', '2026-12-30')).toBe('2028-02-29');
  expect(dayIn('2026-12', null)).toBe('2026-12-31');
  expect(dayIn('none', '2026-12-31')).toBe('');
});

it('a card on its way stands in its month by its day, and is counted there', () => {
  const months = [
    column('2026-05', '2026-05-01', '2026-06-01', [card('moved', '2026-05-10')]),
    column('2026-06', '2026-06-01', '2026-07-01', [card('early', '2026-06-05'), card('late', '2026-06-20')]),
    column('none', null, null, [card('some day', null)]),
  ];
  const [may, june] = withDays(months, [STAGE], [{ id: 'moved', to: '2026-06-10' }]);
  expect(may).toMatchObject({ count: 0, cards: [], worth: [{ minor: 0, weighted: 0 }] });
  expect(june?.cards.map(({ id }) => id)).toEqual(['early', 'moved', 'late']);
  expect(june).toMatchObject({ count: 3, worth: [{ minor: 300, weighted: 150 }] });
  expect(withDays(months, [STAGE], [{ id: 'moved', to: '' }])[2]?.cards).toHaveLength(2);
  // in no column that is shown: it stays until the answer is there
  expect(withDays(months, [STAGE], [{ id: 'moved', to: '2030-01-01' }])).toEqual(months);
});
