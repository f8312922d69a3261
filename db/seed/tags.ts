// In charge of the words people put on records, by what is known about them.
import { uuidv7 } from '../ids.ts';
import type { recordTags, tags } from '../schema/index.ts';
import type { Ground } from './ground.ts';
import type { SeededLead } from './leads.ts';

type TagRow = typeof tags.$inferInsert & { id: string };

const WORDS: readonly [string, (lead: SeededLead) => boolean][] = [
  ['Hot', ({ row, story }) => (row.score ?? 0) >= 76 && story.stage === 'working'],
  ['Trade show', ({ source }) => source === 'upload'],
  ['Partner deal', ({ source }) => source === 'partner'],
  ['Competitor involved', ({ story }) => JSON.stringify(story.steps).includes('{rival}')],
  ['Regulated', ({ need }) => need.key === 'medicine-fridges' || need.key === 'clean-rooms'],
];

export function makeTags(
  { tenantId }: Ground,
  leads: readonly SeededLead[],
): { tags: TagRow[]; links: (typeof recordTags.$inferInsert)[] } {
  const made = WORDS.map(([name, applies]) => ({ tag: { tenantId, id: uuidv7(), name }, applies }));
  const links = made.flatMap(({ tag, applies }) =>
    leads.filter(applies).map(({ row: { id, ownerId, teamId } }) => ({
      tenantId,
      noun: 'lead',
      recordId: id,
      tagId: tag.id,
      ownerId,
      teamId,
    })),
  );
  return { tags: made.map(({ tag }) => tag), links };
}
