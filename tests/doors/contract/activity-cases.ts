// How operations about timeline entries are called: on the record of any noun, and on the entry itself.
import { makeLead } from '../../support/factories.ts';
import { insertEntry } from '../../support/records.ts';
import { changed, reads, type Case } from './case.ts';
import { bulkCases } from './bulk-cases.ts';
import { fileCases } from './file-cases.ts';
import { taggingCases } from './tag-cases.ts';
import type { Call } from './world.ts';

/** The operations that a noun's router takes from the timeline, called on a record of that noun. */
export const timelineCases = (
  plural: string,
  on: (rest?: Partial<Call>) => Case['good'],
): Record<string, Case> => ({
  [`${plural}.activities`]: { good: on({ query: { type: 'note,call' } }) },
  ...taggingCases(plural, on),
  ...bulkCases(plural),
  ...fileCases(plural, on),
  [`${plural}.neighbours`]: { good: on({ query: { sort: '-created_at', q: 'a' } }) },
  [`${plural}.addNote`]: { good: on({ body: { body: 'Called, **nobody** there.' } }) },
  [`${plural}.logActivity`]: {
    good: on({ body: { kind: 'call', subject: 'Offer', occurredAt: '2026-05-01T15:00:00Z' } }),
  },
});

const onEntry =
  (rest: Partial<Call> = {}): Case['good'] =>
  async (_world, tenant) => {
    const leadId = await makeLead(tenant);
    const id = await insertEntry(tenant, { leadId, authorId: tenant.admin.userId });
    return { as: tenant.admin, path: { id }, ...rest };
  };

const patch = onEntry({ body: { version: 1, body: 'Called, **she** answered.' } });
const remove = onEntry({ query: { version: '1' } });

export const activityCases: Record<string, Case> = {
  'activities.list': reads({
    type: 'note,call',
    user: 'me',
    since: '2026-05-01T00:00:00Z',
    weekday: '1',
    hour: '9',
  }),
  'activities.get': { good: onEntry() },
  'activities.update': { good: patch, others: { 409: changed(patch, { body: { version: 7, body: 'x' } }) } },
  'activities.delete': { good: remove, others: { 409: changed(remove, { query: { version: '7' } }) } },
  'activities.restore': { good: onEntry() },
};
