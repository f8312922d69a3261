// What a notification says, and where it leads.
import type { Notification } from '../../contracts/notifications.ts';
import { formatNumber, type Formats } from '../../format.ts';
import { paths } from '../../paths.ts';
import type { IconName } from '../../ui/icon.tsx';

const MANY = {
  lead: 'leads',
  organization: 'organizations',
  contact: 'contacts',
  opportunity: 'opportunities',
  task: 'tasks',
} as const;

const isFailed = ({ job }: Notification): boolean => job !== null && job.status !== 'done';

const KINDS = {
  mention: 'at-sign',
  assignment: 'user-check',
  due: 'bell-ring',
  import: 'upload',
  bulk: 'list-checks',
} as const;

export function iconOf(news: Notification): IconName {
  if (isFailed(news)) return 'circle-alert';
  return KINDS[news.kind];
}

/** What it is about. */
export function titleOf(news: Notification, formats: Formats): string {
  const { noun, record, count, job } = news;
  if (record) return record.name;
  if (job) return news.kind === 'import' ? (job.fileName ?? 'An import') : 'Many records at once';
  if (noun && count !== null) return `${formatNumber(count, formats)} ${count === 1 ? noun : MANY[noun]}`;
  return noun ? `${noun.startsWith('o') ? 'An' : 'A'} ${noun} you cannot see` : 'Something you cannot see';
}

/** Null for what is out of sight or gone. */
export function hrefOf({ kind, noun, record, count, entryId, job }: Notification): string | null {
  if (record) return paths.record(record.noun, record.id) + (entryId ? `#a-${entryId}` : '');
  if (job)
    return kind === 'import' && job.importId ? paths.importStep(job.importId, 'result') : paths.job(job.id);
  if (noun === 'task' && count !== null) return paths.tasks();
  return noun && count !== null ? `${paths.records(noun)}?owner=me` : null;
}

/** What happened. */
export function sentenceOf(news: Notification, formats: Formats): string {
  const { kind, by, noun, record, count } = news;
  const who = by?.name ?? 'Somebody';
  if (kind === 'import')
    return isFailed(news) ? 'The import failed.' : `Import done${countsOf(news, formats)}.`;
  if (kind === 'bulk') return isFailed(news) ? 'The change stopped.' : `Done${countsOf(news, formats)}.`;
  const gone = noun && !record && count === null ? ' It was deleted, or is out of your sight now.' : '';
  if (kind === 'mention') return `${who} mentioned you.${gone}`;
  if (kind === 'due') return `A reminder of this task.${gone}`;
  return `${who} gave ${count === null || count === 1 ? 'it' : 'them'} to you.${gone}`;
}

const COUNTED = ['created', 'updated', 'changed', 'skipped', 'refused', 'failed'];

function countsOf({ job }: Notification, formats: Formats): string {
  const parts = COUNTED.flatMap((name) => {
    const count = job?.counts?.[name] ?? 0;
    return count > 0 ? [`${formatNumber(count, formats)} ${name}`] : [];
  });
  return parts.length > 0 ? `: ${parts.join(', ')}` : '';
}
