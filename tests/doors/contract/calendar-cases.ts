// How operations about the feed of one's tasks are called: each about one's own.
import { reads, type Case } from './case.ts';

export const calendarCases: Record<string, Case> = {
  'calendar.feed': reads(),
  'calendar.makeFeed': reads(),
  'calendar.endFeed': reads(),
};
