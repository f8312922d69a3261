// The feed of one's tasks for a calendar. Its rules live in calendar.actions.ts; the feed itself is a route beside the API.
import { z } from 'zod';
import { calendarFeed, newCalendarFeed } from '../../../app/contracts/calendar.ts';
import { router, tenant } from '../../trpc/procedures.ts';
import { endFeed, makeFeed, seeFeed } from './calendar.actions.ts';

const tags = ['calendar'];

export const calendarRouter = router({
  feed: tenant('task:read', {
    rest: {
      method: 'GET',
      path: '/calendar-feed',
      summary: 'Whether your tasks can be read by a calendar, and when one last did',
      tags,
    },
  })
    .input(z.void())
    .output(calendarFeed)
    .query(({ ctx }) => seeFeed(ctx)),

  makeFeed: tenant('task:read', {
    rest: {
      method: 'POST',
      path: '/calendar-feed',
      summary: 'Make an address for your calendar; it is shown this once',
      description:
        'Needs a session that was confirmed within ten minutes (`POST /api/auth/sudo`). An address that was made before ends. A calendar that subscribes to the address shows your open tasks that are due from 90 days ago to a year ahead.',
      tags,
    },
    success: 201,
    location: '/api/calendar-feed',
  })
    .input(z.strictObject({}).optional())
    .output(newCalendarFeed)
    .mutation(({ ctx }) => makeFeed(ctx)),

  endFeed: tenant('task:read', {
    rest: {
      method: 'DELETE',
      path: '/calendar-feed',
      summary: 'End the address at once',
      description: 'Needs a session that was confirmed within ten minutes (`POST /api/auth/sudo`).',
      tags,
    },
    success: 204,
  })
    .input(z.strictObject({}).optional())
    .output(z.object({}))
    .mutation(async ({ ctx }) => {
      await endFeed(ctx);
      return {};
    }),
});
