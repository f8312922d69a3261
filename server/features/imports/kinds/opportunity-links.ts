// What rows of opportunities refer to: an organization, a contact, a pipeline and a stage of it, and a currency. What is not
// there is told; the deal then starts in the first stage, goes without the contact, or is in the tenant's own currency.
import type { RowIssue } from '../../../../app/contracts/imports.ts';
import type { PipelineChoice } from '../../../../app/contracts/opportunities.ts';
import type { Tx } from '../../../../db/tenant.ts';
import { AppError } from '../../../errors.ts';
import { findPipelineChoices } from '../../opportunities/opportunities.references.queries.ts';
import { badAmount } from '../issues.ts';
import type { Owner } from '../people.ts';
import { readCurrency, toMinor } from '../values/amounts.ts';
import { ContactRefs } from './contact-refs.ts';
import { closedAt } from './deals.ts';
import type { Links, Opening } from './kind.ts';
import type { OpportunityDraft, OpportunityValues } from './opportunity.ts';
import { OrganizationLinks } from './organization-links.ts';
import { Stages } from './stages.ts';

export async function openOpportunityLinks(
  tx: Tx,
  opening: Opening,
): Promise<Links<OpportunityDraft, OpportunityValues> & PeeksOrganizations> {
  const pipelines = await findPipelineChoices(tx);
  return new OpportunityLinks(pipelines, opening);
}

/** The organization a row means, as far as it is there. */
export interface PeeksOrganizations {
  organizationOf: (draft: OpportunityDraft) => string | null;
}

class OpportunityLinks implements Links<OpportunityDraft, OpportunityValues>, PeeksOrganizations {
  readonly #organizations: OrganizationLinks;
  readonly #contacts: ContactRefs;
  readonly #stages: Stages;
  readonly #first: { pipelineId: string; stageId: string };
  readonly #opening: Opening;

  constructor(pipelines: readonly PipelineChoice[], opening: Opening) {
    this.#organizations = new OrganizationLinks(opening);
    this.#contacts = new ContactRefs(opening);
    this.#stages = new Stages(pipelines, (kind, typed) => {
      opening.missed(kind, typed);
    });
    this.#opening = opening;
    const first = this.#stages.first(null);
    if (!first)
      throw new AppError(
        'Conflict',
        'opportunity.no_stage',
        'This tenant has no pipeline for opportunities.',
        {
          hint: 'An admin can add one under Settings, Pipelines.',
        },
      );
    this.#first = first;
  }

  async learn(tx: Tx, drafts: readonly OpportunityDraft[]): Promise<void> {
    await this.#organizations.learn(tx, drafts);
    await this.#contacts.learn(tx, drafts);
  }

  organizationOf = (draft: OpportunityDraft): string | null => this.#organizations.peek(draft)?.id ?? null;

  valuesOf(draft: OpportunityDraft, owner: Owner | null, warn: (issue: RowIssue) => void): OpportunityValues {
    const organization = this.#organizations.find(draft, owner, warn);
    return {
      name: draft.name,
      organizationId: organization?.id ?? null,
      company: organization?.name ?? null,
      contactId: this.#contacts.find(draft, organization?.id ?? null, warn),
      ...this.#stages.find(draft),
      ...this.#amount(draft, warn),
      closeDate: draft.closeDate,
      lostReason: draft.lostReason,
      closedAt: null,
      stageEnteredAt: null,
    };
  }

  complete = (values: OpportunityValues): OpportunityValues => {
    const now = new Date().toISOString();
    const place = values.stageId === null ? (this.#stages.first(values.pipelineId) ?? this.#first) : {};
    const closed = closedAt(values.stageKind, values.closeDate, now);
    return {
      ...values,
      ...place,
      stageKind: values.stageKind ?? 'open',
      closedAt: closed,
      stageEnteredAt: closed ?? now,
    };
  };

  write = (tx: Tx): Promise<ReadonlySet<string>> => this.#organizations.write(tx);

  unlink = (values: OpportunityValues, lost: ReadonlySet<string>): boolean => {
    if (values.organizationId === null || !lost.has(values.organizationId)) return false;
    Object.assign(values, { organizationId: null, company: null });
    return true;
  };

  gather = (figures: Map<string, number>): void => this.#organizations.gather(figures);

  #amount({ amount, currency: typed }: OpportunityDraft, warn: (issue: RowIssue) => void) {
    const own = this.#opening.currency;
    if (amount === null) return { amountMinor: null, currency: null };
    const known = typed === null ? own : readCurrency(typed, own);
    if (known === null && typed !== null) this.#opening.missed('currency', typed);
    const currency = known ?? own;
    const minor = toMinor(amount, currency);
    if (minor === null) warn(badAmount(null, String(amount)));
    return { amountMinor: minor, currency: minor === null ? null : currency };
  }
}
