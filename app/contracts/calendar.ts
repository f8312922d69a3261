// The feed that a person's calendar subscribes to: one address that works, shown when it is made.
import { z } from 'zod';
import { id, timestamp } from './fields.ts';

export const calendarFeed = z.object({
  feed: z
    .object({
      id,
      createdAt: timestamp,
      lastUsedAt: timestamp.nullable().describe('when a calendar last read it'),
    })
    .nullable()
    .describe('null where there is none'),
});

export const newCalendarFeed = z.object({
  id,
  address: z.string().describe('shown this once; whoever has it can read your open tasks'),
});

export type CalendarFeed = z.output<typeof calendarFeed>['feed'];
