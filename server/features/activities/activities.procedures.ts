// What every record with a timeline can do: its router spreads these in. `...timelineOf('lead', 'leads', requireLead)`.
import { z } from 'zod';
import {
  activityList,
  activityLog,
  noteCreate,
  parseKinds,
  timelineInput,
  type TimelineNoun,
} from '../../../app/contracts/activities.ts';
import { id } from '../../../app/contracts/fields.ts';
import type { Tx } from '../../../db/tenant.ts';
import { tenant } from '../../trpc/procedures.ts';
import { writeDown, type Owned } from './activities.actions.ts';
import { findTimeline } from './activities.queries.ts';

const created = { success: 201, location: '/api/activities/{id}', errors: ['NotFound'] } as const;

/** `requireRecord` loads a record that the caller may see, and throws 404 for any other. */
export const timelineOf = (
  noun: TimelineNoun,
  plural: string,
  requireRecord: (tx: Tx, id: string) => Promise<Owned>,
) => ({
  activities: tenant('activity:read', {
    rest: {
      method: 'GET',
      path: `/${plural}/{id}/activities`,
      summary: `The timeline of ${a(noun)}`,
      tags: [plural],
    },
    errors: ['NotFound'],
  })
    .input(timelineInput)
    .output(activityList)
    .query(async ({ ctx: { tx }, input: { id, after, type } }) => {
      const kinds = parseKinds(type);
      await requireRecord(tx, id);
      return findTimeline(tx, { noun, id }, { after, kinds });
    }),

  addNote: tenant('activity:create', {
    rest: {
      method: 'POST',
      path: `/${plural}/{id}/notes`,
      summary: `Add a note to ${a(noun)}`,
      tags: [plural],
    },
    ...created,
    errors: [...created.errors],
  })
    .input(noteCreate)
    .output(z.object({ id }))
    .mutation(async ({ ctx, input: { id, body } }) =>
      writeDown(ctx, noun, await requireRecord(ctx.tx, id), { kind: 'note', body }),
    ),

  logActivity: tenant('activity:create', {
    rest: {
      method: 'POST',
      path: `/${plural}/{id}/activities`,
      summary: `Log a call, an e-mail or a meeting with ${a(noun)}`,
      tags: [plural],
    },
    ...created,
    errors: [...created.errors],
  })
    .input(activityLog)
    .output(z.object({ id }))
    .mutation(async ({ ctx, input: { id, ...entry } }) =>
      writeDown(ctx, noun, await requireRecord(ctx.tx, id), entry),
    ),
});

const a = (noun: TimelineNoun): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
