// What an import has to say about its file as a whole, in sentences: names that were not found, leads without a name,
// sources that were made, and where the run came out differently from its preview.
import type { ImportCounts } from '../../../app/contracts/imports.ts';
import type { LeadDraft } from './lead-draft.ts';

const LISTED = 8;

/** Figures kept per chunk beside the counts, by name. */
export const namedFigure = (by: LeadDraft['namedBy']): string => `named ${by}`;
export const missingFigure = (missed: string): string => `missing ${missed}`;
export const SOURCES_FIGURE = 'sources';

const CALLED: Record<LeadDraft['namedBy'], string> = {
  name: 'name',
  company: 'company',
  email: 'e-mail address',
  phone: 'phone number',
  externalId: 'external id',
};

const FALLBACK = {
  owner: 'owner of the import',
  stage: 'first stage',
  source: 'source of the import',
} as const;

/** `future` for a preview, which says what would happen. */
export function notesOf(figures: ReadonlyMap<string, number>, future: boolean): string[] {
  const notes: string[] = [];
  for (const [by, what] of Object.entries(CALLED)) {
    const count = figures.get(namedFigure(by as LeadDraft['namedBy'])) ?? 0;
    if (count > 0)
      notes.push(
        `${rows(count)} no name; ${count === 1 ? 'its lead is' : 'the leads are'} called by ${what}.`,
      );
  }
  const sources = figures.get(SOURCES_FIGURE) ?? 0;
  if (sources > 0)
    notes.push(
      `${sources} new lead source${sources === 1 ? '' : 's'} ${future ? 'will be' : sources === 1 ? 'was' : 'were'} made.`,
    );
  for (const kind of ['owner', 'stage', 'source'] as const) {
    const note = missingNote(kind, figures);
    if (note) notes.push(note);
  }
  return notes;
}

const rows = (count: number): string =>
  count === 1 ? '1 row has' : `${count.toLocaleString('en-US')} rows have`;

function missingNote(kind: keyof typeof FALLBACK, figures: ReadonlyMap<string, number>): string | null {
  const prefix = missingFigure(`${kind} `);
  const missed = [...figures]
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, count]) => ({ value: name.slice(prefix.length), count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  if (missed.length === 0) return null;
  const listed = missed
    .slice(0, LISTED)
    .map(({ value, count }) => `${value} (${count.toLocaleString('en-US')})`);
  const more = missed.length > LISTED ? ` and ${missed.length - LISTED} more` : '';
  return `Not found as ${kind}: ${listed.join(', ')}${more}. Those leads get the ${FALLBACK[kind]}.`;
}

/** What a run says where it differs from the preview that was shown before it. */
export function differenceNote(previewed: ImportCounts | null, counts: ImportCounts): string | null {
  if (!previewed) return null;
  const parts = (['created', 'updated', 'skipped', 'failed'] as const)
    .filter((name) => previewed[name] !== counts[name])
    .map(
      (name) =>
        `${counts[name].toLocaleString('en-US')} ${name} instead of ${previewed[name].toLocaleString('en-US')}`,
    );
  return parts.length === 0
    ? null
    : `Different from the preview: ${parts.join(', ')}. Leads have changed in between.`;
}
