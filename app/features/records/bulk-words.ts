// What became of many records, in words. Pure.
import type { BulkDeed, BulkNoun, BulkResult, Refusal } from '../../contracts/bulk.ts';

const NOUNS: Readonly<Record<BulkNoun, readonly [one: string, many: string]>> = {
  lead: ['lead', 'leads'],
  contact: ['contact', 'contacts'],
  organization: ['organization', 'organizations'],
  opportunity: ['opportunity', 'opportunities'],
  task: ['task', 'tasks'],
};

const DONE: Readonly<Record<BulkDeed, string>> = {
  assign: 'assigned',
  stage: 'moved',
  source: 'given another source',
  tag: 'tagged',
  untag: 'freed of a tag',
  archive: 'archived',
  restore: 'restored',
  delete: 'deleted',
  done: 'done',
  reopen: 'opened again',
};

export const WHY: Readonly<Record<Refusal, string>> = {
  not_found: 'not there any more',
  unchanged: 'so already',
  too_many_tags: 'without room for another tag',
  taken: 'its place taken meanwhile',
  changed_since: 'changed by someone else since',
};

const counted = (noun: BulkNoun, count: number): string =>
  `${count.toLocaleString('en-US')} ${NOUNS[noun][count === 1 ? 0 : 1]}`;

/** "12 leads archived. 2 left as they are: 1 so already, 1 changed by someone else since." */
export function saidOf(noun: BulkNoun, deed: BulkDeed, result: BulkResult, tag = ''): string {
  const named = tag && (deed === 'tag' || deed === 'untag') ? ` ${tag.trim()}` : '';
  const done = deed === 'untag' && named ? `freed of the tag${named}` : `${DONE[deed]}${named}`;
  return [`${counted(noun, result.changed)} ${done}.`, leftOf(result)].filter(Boolean).join(' ');
}

export const takenBack = (noun: BulkNoun, result: BulkResult): string =>
  [`${counted(noun, result.changed)} as before.`, leftOf(result)].filter(Boolean).join(' ');

function leftOf({ refused }: Pick<BulkResult, 'refused'>): string {
  if (refused.length === 0) return '';
  const reasons = [...new Set(refused.map(({ reason }) => reason))].map((reason) => {
    const count = refused.filter((one) => one.reason === reason).length;
    return `${count.toLocaleString('en-US')} ${WHY[reason]}`;
  });
  return `${refused.length.toLocaleString('en-US')} left as ${refused.length === 1 ? 'it is' : 'they are'}: ${reasons.join(', ')}.`;
}
