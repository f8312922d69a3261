// What an import has to say about its file as a whole, in sentences: names that were not found, records without
// a name, sources that were made, and where the run came out differently from its preview.
import type { ImportCounts } from '../../../app/contracts/imports.ts';
import type { ImportKind, NamedBy } from './kinds/kind.ts';

const LISTED = 8;

/** Figures kept per chunk beside the counts, by name. */
export const namedFigure = (by: NamedBy): string => `named ${by}`;
export const missingFigure = (missed: string): string => `missing ${missed}`;
export const SOURCES_FIGURE = 'sources';
export const PHONES_FIGURE = 'phones';
export const ORGANIZATIONS_FIGURE = 'organizations';

const CALLED: Record<NamedBy, string> = {
  name: 'name',
  company: 'company',
  email: 'e-mail address',
  phone: 'phone number',
  domain: 'domain',
  externalId: 'external id',
};

type Words = Pick<ImportKind, 'one' | 'many'>;

/** What becomes of records whose row names something that is not there. */
const FALLBACK: Readonly<Record<string, string>> = {
  owner: 'get the owner of the import',
  pipeline: 'start in the default pipeline',
  stage: 'get the first stage',
  source: 'get the source of the import',
  currency: 'get the currency of your organization',
  organization: 'have no organization yet; bring it in and import this file again',
  contact: 'have no contact yet; bring it in and import this file again',
};

/** `future` for a preview, which says what would happen. */
export function notesOf(
  { one, many }: Words,
  figures: ReadonlyMap<string, number>,
  future: boolean,
): string[] {
  const notes: string[] = [];
  for (const [by, what] of Object.entries(CALLED)) {
    const count = figures.get(namedFigure(by as NamedBy)) ?? 0;
    if (count > 0)
      notes.push(
        `${rows(count)} no name; ${count === 1 ? `its ${one} is` : `the ${many} are`} called by ${what}.`,
      );
  }
  const sources = figures.get(SOURCES_FIGURE) ?? 0;
  if (sources > 0)
    notes.push(
      `${sources} new lead source${sources === 1 ? '' : 's'} ${future ? 'will be' : sources === 1 ? 'was' : 'were'} made.`,
    );
  const organizations = figures.get(ORGANIZATIONS_FIGURE) ?? 0;
  if (organizations > 0)
    notes.push(
      `${organizations.toLocaleString('en-US')} new organization${organizations === 1 ? '' : 's'} ${future ? 'will be' : organizations === 1 ? 'was' : 'were'} made, by the names in the file.`,
    );
  const phones = figures.get(PHONES_FIGURE) ?? 0;
  if (phones > 0)
    notes.push(
      `${phones.toLocaleString('en-US')} phone number${phones === 1 ? ' is' : 's are'} kept as typed: of a likely length, but of no form we know.`,
    );
  for (const [kind, fallback] of Object.entries(FALLBACK)) {
    const note = missingNote(kind, `Those ${many} ${fallback}.`, figures);
    if (note) notes.push(note);
  }
  return notes;
}

const rows = (count: number): string =>
  count === 1 ? '1 row has' : `${count.toLocaleString('en-US')} rows have`;

function missingNote(kind: string, fallback: string, figures: ReadonlyMap<string, number>): string | null {
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
  return `Not found as ${kind}: ${listed.join(', ')}${more}. ${fallback}`;
}

/** What a run says where it differs from the preview that was shown before it. */
export function differenceNote(
  { many }: Words,
  previewed: ImportCounts | null,
  counts: ImportCounts,
): string | null {
  if (!previewed) return null;
  const parts = (['created', 'updated', 'skipped', 'failed'] as const)
    .filter((name) => previewed[name] !== counts[name])
    .map(
      (name) =>
        `${counts[name].toLocaleString('en-US')} ${name} instead of ${previewed[name].toLocaleString('en-US')}`,
    );
  return parts.length === 0
    ? null
    : `Different from the preview: ${parts.join(', ')}. ${many.charAt(0).toUpperCase()}${many.slice(1)} have changed in between.`;
}
