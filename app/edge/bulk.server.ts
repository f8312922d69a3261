// What is done to the ticked rows of a list. Whatever comes of it, one is back at the list with a message; what is to be
// done to all that match is a job, and its page is shown.
import { bulkForm, type BulkForm } from '../contracts/bulk-forms.ts';
import { bulkDeeds, bulkNouns, type BulkDeed, type BulkNoun, type ListedNoun } from '../contracts/bulk.ts';
import { contactGrammar } from '../contracts/contacts.ts';
import { leadGrammar } from '../contracts/leads.ts';
import type { ListGrammar } from '../contracts/list.ts';
import { opportunityGrammar } from '../contracts/opportunities.ts';
import { organizationGrammar } from '../contracts/organizations.ts';
import { toAppError, type AppError } from '../../server/errors.ts';
import { saidOf, takenBack } from '../features/records/bulk-words.ts';
import type { Flash } from '../flash.ts';
import { localPath, paths } from '../paths.ts';
import { redirect } from '../remix.ts';
import { flashing } from './flash.server.ts';
import { formAction } from './form.server.ts';
import { listRequest } from './list.server.ts';
import { nothingHere, type Page } from './page.server.ts';

const GRAMMARS: Readonly<Record<ListedNoun, ListGrammar>> = {
  lead: leadGrammar,
  contact: contactGrammar,
  organization: organizationGrammar,
  opportunity: opportunityGrammar,
};

const proceduresOf = ({ leads, contacts, organizations, opportunities }: Page['caller']) =>
  ({ lead: leads, contact: contacts, organization: organizations, opportunity: opportunities }) as const;

const namedOf = (caller: Page['caller'], noun: BulkNoun) =>
  noun === 'task' ? caller.tasks : proceduresOf(caller)[noun];

/** The longest address that is taken along into the message that offers "Undo". */
const MAX_BACK = 1_000;

export const bulkAction = formAction(bulkForm, async (page, sent) => {
  const noun = bulkNouns.find((one) => one === page.params.noun);
  if (!noun) throw nothingHere(page);
  const home = localPath(sent.back, paths.records(noun));
  const what = page.url.searchParams.get('do');
  try {
    if (what === 'undo') return await undo(page, noun, { ...sent, back: home });
    const deed = bulkDeeds.find((one) => one === what);
    if (!deed) return flashing(home, { tone: 'info', text: 'Choose what to do with them.' }, page.secure);
    return await edit(page, noun, deed, { ...sent, back: home });
  } catch (thrown) {
    if (thrown instanceof Response) throw thrown;
    const error = toAppError(thrown);
    if (error.status >= 500 || error.code === 'Unauthorized') throw thrown;
    return flashing(home, refused(error), page.secure);
  }
});

const refused = ({ message, details }: AppError): Flash => {
  const said = Object.values(details ?? {}).flat();
  return { tone: 'bad', text: said.length > 0 ? said.join(' ') : message };
};

async function edit(page: Page, noun: BulkNoun, deed: BulkDeed, sent: BulkForm): Promise<Response> {
  // the procedure refuses what is not done to its noun
  const asked = {
    do: deed as Extract<BulkDeed, 'assign' | 'delete'>,
    ...(await wantedOf(page, noun, deed, sent)),
  };
  if (sent.all !== undefined) {
    const { jobId } = await namedOf(page.caller, noun).bulkAll({
      list: listOf(sent.all, noun),
      ...asked,
    });
    return redirect(paths.job(jobId));
  }
  const rows = sent.id.map((row) => row.split('.'));
  const result = await namedOf(page.caller, noun).bulk({
    ids: rows.map(([id = '']) => id),
    versions: rows.map(([, version]) => Number(version)),
    ...asked,
  });
  const fields = { edit: result.id, back: sent.back.length > MAX_BACK ? paths.records(noun) : sent.back };
  const flash: Flash = {
    tone: result.changed > 0 ? 'ok' : 'bad',
    text: saidOf(noun, deed, result, sent.tag),
    ...(result.changed > 0 && { undo: { action: paths.bulk(noun, 'undo'), fields } }),
  };
  return flashing(sent.back, flash, page.secure);
}

/** The list of a page, as the API says it; what belongs to one of its pages alone is left out. */
function listOf(search: string, noun: BulkNoun): string {
  if (noun === 'task') return search.slice(1);
  const {
    q,
    query,
    f = [],
    any = [],
  } = listRequest(new URL(search, 'http://here.invalid/'), GRAMMARS[noun]).input;
  const list = new URLSearchParams();
  if (q ?? query) list.set('q', q ?? query ?? '');
  for (const filter of f) list.append('f', filter);
  for (const filter of any) list.append('any', filter);
  return list.toString();
}

async function wantedOf({ caller, principal }: Page, noun: BulkNoun, deed: BulkDeed, sent: BulkForm) {
  if (deed === 'tag' || deed === 'untag') return { tag: sent.tag ?? '' };
  if (deed === 'assign') {
    if (sent.owner === 'none') return { to: null };
    return { to: sent.owner === 'me' ? (principal?.userId ?? null) : sent.owner };
  }
  if (deed !== 'stage' && deed !== 'source') return {};
  const offered =
    noun === 'lead' ? (await caller.leads.options())[deed === 'stage' ? 'stages' : 'sources'] : [];
  return { to: offered.find(({ key }) => key === sent[deed])?.id ?? sent[deed] };
}

async function undo(
  { caller, secure }: Page,
  noun: BulkNoun,
  { edit: id, back }: BulkForm,
): Promise<Response> {
  const result = await caller.bulk.undo({ id: id ?? '' });
  if (result.jobId) return redirect(paths.job(result.jobId));
  return flashing(back, { tone: 'ok', text: takenBack(noun, result) }, secure);
}

/** What became of an edit of the person's own, for the page of its job. */
export async function editOfJob(caller: Page['caller'], id: string) {
  try {
    return await caller.bulk.get({ id });
  } catch (thrown) {
    if (['NotFound', 'Forbidden'].includes(toAppError(thrown).code)) return null;
    throw thrown;
  }
}
