// In charge of when things happened and are due: working hours on weekdays, counted back from the moment of seeding.
import { endOfDay } from '../../server/lists/spans.ts';
import type { Chance } from './chance.ts';

export const DEMO_ZONE = 'America/New_York';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const iso = (at: number): string => new Date(at).toISOString();

/** Midnight (UTC) of the day `at` is in. */
const dayOf = (at: number): number => Math.floor(at / DAY) * DAY;

/** How many days a moment lies behind Friday: Saturday 1, Sunday 2, any other day 0. */
const sinceFriday = (at: number): number => ({ 6: 1, 0: 2 })[new Date(at).getUTCDay()] ?? 0;

/** A moment in office hours of the demo's zone, on the day of `at` or the Friday before a weekend. */
export function atWork(at: number, chance: Chance): number {
  const day = dayOf(at) - sinceFriday(at) * DAY;
  return day + 14 * HOUR + chance.between(0, 380) * MINUTE;
}

/** Any minute of the day of `at`: when machines and web forms write. */
export const anyTime = (at: number, chance: Chance): number =>
  dayOf(at) + chance.between(0, 24 * 60 - 1) * MINUTE;

/**
 * When something is due that many days from now: in the afternoon of a working day. Zero is later today, however late
 * it is already.
 */
export function due(now: number, days: number, chance: Chance): number {
  const end = endOfDay(new Date(now + days * DAY), DEMO_ZONE).getTime();
  const afternoon = end - chance.between(13, 19) * 30 * MINUTE;
  if (days === 0) return afternoon > now + HOUR ? afternoon : now + (end - now) * (0.4 + chance.share() / 2);
  const weekend = sinceFriday(afternoon);
  if (weekend === 0) return afternoon;
  return days < 0 ? afternoon - weekend * DAY : afternoon + (3 - weekend) * DAY;
}
