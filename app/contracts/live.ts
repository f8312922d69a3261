// What is said to those who watch: of which nouns something they may see has changed, their inbox among them. Never which record, nor by whom.
import { z } from 'zod';
import { timestamp } from './fields.ts';

export const liveNouns = [
  'lead',
  'contact',
  'organization',
  'opportunity',
  'task',
  'pipeline',
  'notification',
  'activity',
] as const;
export type LiveNoun = (typeof liveNouns)[number];

export const liveChange = z.object({
  nouns: z
    .array(z.enum(liveNouns))
    .describe(
      'of which records something may look otherwise than before; notification is your inbox, activity the timelines',
    ),
  at: timestamp.describe('when it was said'),
});
export type LiveChange = z.output<typeof liveChange>;
