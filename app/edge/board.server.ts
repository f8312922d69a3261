// What the board can be told: a card moves. The answer is always the board as it is, with a message: what was done and how to
// take it back, or why it was not done and the way on. Only a reason that is missing is asked for where one is.
import { toAppError, type AppError } from '../../server/errors.ts';
import { moveCardForm, moveDayForm } from '../contracts/opportunity-forms.ts';
import type { Flash } from '../flash.ts';
import { formatDate, formatMonth } from '../format.ts';
import { paths } from '../paths.ts';
import { flashing } from './flash.server.ts';
import { formAction } from './form.server.ts';
import type { Page } from './page.server.ts';

type Caller = Page['caller'];

/** For actionsByIntent. */
export const moveCard = formAction(moveCardForm, async ({ caller, url, secure }, sent) => {
  const { intent: _, from, ...move } = sent;
  const home = boardOf(url);
  try {
    const { version } = await caller.opportunities.move(move);
    const undo = from && {
      action: home,
      fields: { intent: 'move', id: move.id, version: String(version), stageId: from },
    };
    const flash: Flash = { tone: 'ok', text: await saidOf(caller, move.id), ...(undo && { undo }) };
    return flashing(home, flash, secure);
  } catch (thrown) {
    const error = toAppError(thrown);
    const flash = refusedAs(error, move.id);
    if (!flash) throw thrown;
    return flashing(home, flash, secure);
  }
});

/** For actionsByIntent: the day on which one is expected to close. */
export const moveDay = formAction(moveDayForm, async ({ caller, url, secure }, sent) => {
  const { id, version: before, closeDate = null, from } = sent;
  const home = boardOf(url);
  try {
    const { version } = await caller.opportunities.update({ id, version: before, closeDate });
    const fields = { intent: 'day', id, version: String(version), ...(from && { closeDate: from }) };
    const flash: Flash = { tone: 'ok', text: await dayOf(caller, id), undo: { action: home, fields } };
    return flashing(home, flash, secure);
  } catch (thrown) {
    const flash = refusedAs(toAppError(thrown), id);
    if (!flash) throw thrown;
    return flashing(home, flash, secure);
  }
});

/** “Acme renewal” moved to May 2026; it is to close on May 31. */
async function dayOf(caller: Caller, id: string): Promise<string> {
  const [{ title, closeDate }, { locale }] = await Promise.all([
    caller.opportunities.get({ id }),
    caller.auth.me(),
  ]);
  if (!closeDate) return `“${title}” has no close date now.`;
  const day = formatDate(closeDate, { locale, zone: 'UTC', now: new Date().toISOString() });
  return `“${title}” moved to ${formatMonth(closeDate.slice(0, 7), { locale })}; it is to close on ${day}.`;
}

/** The board without the dialog in which the stage was chosen. */
function boardOf({ pathname, searchParams }: URL): string {
  const query = new URLSearchParams(searchParams);
  for (const name of ['move', 'to', 'index', '_routes']) query.delete(name);
  const path = pathname.replace(/\.data$/, '');
  return query.size > 0 ? `${path}?${query.toString()}` : path;
}

/** “Acme renewal” moved to Proposal, 1 of 7. */
async function saidOf(caller: Caller, id: string): Promise<string> {
  const { title, stage } = await caller.opportunities.get({ id });
  if (stage.kind !== 'open') return `“${title}” moved to ${stage.name}.`;
  const { count } = await caller.opportunities.list({ f: [`stage.is.${stage.id}`], limit: 1 });
  return `“${title}” moved to ${stage.name}, 1 of ${count}.`;
}

/** Why it was not moved, where the board can say it. */
function refusedAs(error: AppError, id: string): Flash | null {
  const link = { to: paths.opportunity(id), label: 'Open it' };
  if (error.slug === 'record.stale') return { tone: 'bad', text: staleText(error), link };
  if (error.code === 'NotFound')
    return { tone: 'bad', text: 'It was not moved: it was deleted meanwhile, or you may no longer see it.' };
  if (error.code === 'Conflict') return { tone: 'bad', text: `It was not moved. ${error.message}`, link };
  return null;
}

function staleText({ data }: AppError): string {
  const { current } = (data ?? {}) as { current?: { title: string; stage: { name: string } } };
  if (!current) return 'Someone else changed it meanwhile, so it was not moved.';
  const { title, stage } = current;
  return `Someone else changed “${title}” meanwhile: it is in ${stage.name}. It was not moved; move it again if it should be elsewhere.`;
}
