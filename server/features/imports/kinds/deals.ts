// Which opportunity a row is about: the one of its title at its organization. Of several, the one whose amount, day and
// contact do not contradict; else one that no row of this import has been about yet. Pure.
import { contradictions, isEqual, takesPlain } from '../merge.ts';
import type { Holder, Identity, Look, Merged, Wanted } from './kind.ts';
import type { OpportunityValues } from './opportunity.ts';

type Deal = Holder<OpportunityValues>;

const PLAIN = ['organizationId', 'contactId', 'closeDate', 'lostReason'];
const COMPARED = ['amountMinor', 'currency', 'closeDate', 'contactId'];
/** values in which two rows about one deal can contradict each other, and what they are called */
const TELLING: Readonly<Record<string, string>> = {
  name: 'name',
  company: 'organization',
  contactId: 'contact',
  stageId: 'stage',
  amountMinor: 'amount',
  currency: 'currency',
  closeDate: 'closeDate',
  lostReason: 'lostReason',
};

export const deals: Identity<OpportunityValues> = {
  place: null,
  keysOf: (values) => [keyOf(values)],
  find,
  isHeld: () => false,
  isTaken: () => false,
  merged,
};

const keyOf = ({ name, organizationId }: OpportunityValues): string => `${organizationId ?? ''}\n${name}`;

function find({ values, externalId }: Wanted<OpportunityValues>, look: Look<OpportunityValues>): Deal | null {
  // two ids of one system are two deals
  const open = look(keyOf(values)).filter((holder) => externalId === null || holder.externalIds.length === 0);
  const same = open.find((holder) => contradictions(holder, values, COMPARED).length === 0);
  // without an organization a title says too little
  const changed = values.organizationId === null ? undefined : open.find(({ touched }) => !touched);
  return same ?? changed ?? null;
}

function merged(
  holder: Deal,
  { values, externalId }: Wanted<OpportunityValues>,
  { linked }: { linked: boolean },
): Merged<OpportunityValues> {
  const lost = holder.touched
    ? contradictions(holder, values, Object.keys(TELLING)).map((field) => TELLING[field] ?? field)
    : [];
  const next: Record<string, unknown> = {};
  takesPlain(holder, values, PLAIN, next);
  if ('organizationId' in next) next['company'] = values.company;
  if (values.amountMinor !== null && (!holder.touched || holder.amountMinor === null))
    Object.assign(next, { amountMinor: values.amountMinor, currency: values.currency });
  const isMeant = externalId !== null && !linked && !holder.touched;
  if (isMeant && values.name !== externalId) next['name'] = values.name;
  if (values.stageId !== null && values.stageId !== holder.stageId && !holder.touched)
    Object.assign(next, movedTo(values, holder));
  const changed = Object.keys(next).filter((field) => !isEqual(next[field], holder[field]));
  return { next: next as Partial<OpportunityValues>, changed, lost };
}

function movedTo({ pipelineId, stageId, stageKind, closeDate }: OpportunityValues, before: Deal) {
  const now = new Date().toISOString();
  const moved = { pipelineId, stageId, stageKind, stageEnteredAt: now };
  if (stageKind === before.stageKind) return moved;
  return { ...moved, closedAt: closedAt(stageKind, closeDate ?? before.closeDate, now) };
}

/** When a deal that is over was closed: on its day, as far as that has come. */
export function closedAt(
  kind: OpportunityValues['stageKind'],
  closeDate: string | null,
  now: string,
): string | null {
  if (kind === 'open' || kind === null) return null;
  return closeDate !== null && closeDate < now.slice(0, 10) ? `${closeDate}T12:00:00.000Z` : now;
}
