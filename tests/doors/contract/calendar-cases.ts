// How operations about the feed of one's tasks are called: each about one's own.
import type { TestTenant } from '../../support/factories.ts';
import { openSudo } from '../../support/records.ts';
import { reads, type Case } from './case.ts';

/** By a person who has just said who they are. */
const proven: Case = {
  good: async (_world: unknown, { admin }: TestTenant) => {
    await openSudo(admin);
    return { as: admin };
  },
};

export const calendarCases: Record<string, Case> = {
  'calendar.feed': reads(),
  'calendar.makeFeed': proven,
  'calendar.endFeed': proven,
};
