// Timeline entries of a record: notes, calls, e-mails and meetings that people write down, and what happened by itself.
import { z } from 'zod';
import { GrammarError } from './list.ts';
import { id, numeric, requiredText, text, timestamp, version, writtenTime } from './fields.ts';

export const activityKinds = ['note', 'call', 'email', 'meeting', 'stage_change', 'system'] as const;
export type ActivityKind = (typeof activityKinds)[number];

/** What records have timelines. */
export const timelineNouns = ['lead', 'contact', 'organization', 'opportunity'] as const;
export type TimelineNoun = (typeof timelineNouns)[number];

export const noteBody = requiredText(20_000, 'A note');

const WHEN = 'Give the time it happened as ISO 8601, for example 2026-05-01T15:00:00Z.';

const logged = {
  kind: z.enum(['call', 'email', 'meeting'], 'An entry is a call, an email or a meeting.'),
  subject: text(300, 'Subject').optional(),
  body: text(20_000, 'What was said').optional().describe('markdown'),
  occurredAt: writtenTime(WHEN).optional().describe('defaults to now'),
};

export const noteCreate = z.strictObject({
  id,
  body: noteBody.describe('markdown; @Ada Lovelace or @[Ada](user:<id>) mentions a person'),
});

export const activityLog = z.strictObject({ id, ...logged });

/** PATCH: only what is sent changes. The body of a note cannot be emptied. */
export const activityPatch = z.strictObject({
  id,
  version,
  subject: logged.subject,
  body: logged.body,
  occurredAt: logged.occurredAt,
});

const reference = z.object({ id, name: z.string() });

export const activity = z.object({
  id,
  kind: z.enum(activityKinds),
  subject: z.string().nullable(),
  body: z.string().nullable(),
  author: reference.nullable(),
  occurredAt: timestamp,
  mentions: z.array(reference).describe('people of the tenant whom the body mentions'),
  version: z.number().int(),
});

/** An entry with the record it belongs to first. */
export const activityOfRecord = activity.extend({
  record: z.object({ noun: z.enum(timelineNouns), id, name: z.string() }),
});

export const activityList = z.object({ items: z.array(activity), next: z.string().nullable() });

export const timelineInput = z.strictObject({
  id,
  after: z.string().max(400).optional(),
  type: z.string().max(200).optional().describe('kinds with commas between: note,call'),
});

/** What people did, as opposed to what happened by itself. */
export const DONE_BY_PEOPLE = 'note,call,email,meeting';

const whole = (name: string, from: number, to: number) => {
  const message = `${name} is a whole number from ${from} to ${to}.`;
  return numeric(z.number(message).int(message).min(from, message).max(to, message));
};

const MOMENT = 'Give a time as ISO 8601, for example 2026-05-01T15:00:00Z.';

/** All entries in sight, newest first. Weekday and hour are by the clock of whoever asks. */
export const activityListInput = z.strictObject({
  type: z.string().max(200).optional().describe('kinds with commas between: note,call'),
  user: z
    .union([z.enum(['me', 'team']), id], 'user is me, team or the id of a user.')
    .optional()
    .describe('who did it'),
  since: writtenTime(MOMENT).optional().describe('from this time on'),
  until: writtenTime(MOMENT).optional().describe('before this time'),
  weekday: whole('weekday', 1, 7).optional().describe('1 is Monday'),
  hour: whole('hour', 0, 23).optional(),
  limit: whole('limit', 1, 100).optional(),
  after: z.string().max(400).optional(),
});

export const activityFeed = z.object({ items: z.array(activityOfRecord), next: z.string().nullable() });

/** `note,call` → kinds; undefined for all. Throws GrammarError for one there is not. */
export function parseKinds(type: string | undefined): ActivityKind[] | undefined {
  const wanted = (type ?? '').split(',').filter((kind) => kind.trim() !== '');
  const kinds = wanted.map((kind) => kind.trim());
  const unknown = kinds.find((kind) => !activityKinds.includes(kind as ActivityKind));
  if (unknown !== undefined)
    throw new GrammarError('type', `"${unknown}" is no type. Allowed: ${activityKinds.join(', ')}.`);
  return kinds.length > 0 ? (kinds as ActivityKind[]) : undefined;
}

export type Activity = z.output<typeof activity>;
export type ActivityOfRecord = z.output<typeof activityOfRecord>;
export type ActivityListInput = z.output<typeof activityListInput>;
export type ActivityLog = z.output<typeof activityLog>;
export type ActivityPatch = z.output<typeof activityPatch>;
