// The facts of an opportunity.
import type { CustomValues } from '../../contracts/custom-values.ts';
import type { ReactNode } from 'react';
import { paths } from '../../paths.ts';
import { Link } from '../../remix.ts';
import { useMay } from '../../session.ts';
import { DayText, Money, RelTime } from '../../ui/formats.tsx';
import { CustomFacts, type CustomSet } from '../records/custom-facts.tsx';
import { Fact, Facts, RecordFacts, TextFacts } from '../records/facts.tsx';
import type { HeadedRecord } from '../records/record-header.tsx';
import { StageStatus, type Amount, type StageMark } from './opportunity-list.tsx';

/** The name of a record that this person may not see is null. */
interface Reference {
  id: string;
  name: string | null;
}

export interface OpportunityRecord extends HeadedRecord {
  organization: Reference | null;
  contact: Reference | null;
  pipeline: { slug: string; name: string };
  stage: StageMark & { id: string; probability: number };
  amount: Amount | null;
  /** a day */
  closeDate: string | null;
  closedAt: string | null;
  lostReason: string | null;
  stageEnteredAt: string;
  leadId: string | null;
  /** fields that this person's role hides, and those it may not change */
  hidden: readonly string[];
  locked: readonly string[];
  createdAt: string;
  createdBy: string | null;
  custom: CustomValues;
  updatedAt: string;
  externalIds: readonly { source: string; id: string }[];
}

/** "$12,000 × 50% = $6,000": what it counts for in a forecast. */
export function Worth({ amount, stage }: Pick<OpportunityRecord, 'amount' | 'stage'>) {
  if (!amount) return null;
  const { minor, currency } = amount;
  if (stage.kind !== 'open') return <Money {...amount} />;
  return (
    <>
      <Money {...amount} /> × {stage.probability}% ={' '}
      <Money minor={Math.round((minor * stage.probability) / 100)} currency={currency} />
    </>
  );
}

export function OpportunityFacts({
  opportunity,
  custom,
}: {
  opportunity: OpportunityRecord;
  custom?: CustomSet;
}) {
  const may = useMay();
  const hides = (field: string): boolean => opportunity.hidden.includes(field);
  const { organization, contact, pipeline, stage, closedAt } = opportunity;
  return (
    <>
      <Facts title="Deal">
        <Fact label="Owner">{opportunity.owner?.name}</Fact>
        <Fact label="Amount" field="amount" hidden={hides('amount')}>
          {opportunity.amount && <Money {...opportunity.amount} />}
        </Fact>
        <Fact label="Close date" field="closeDate" hidden={hides('closeDate')}>
          {opportunity.closeDate && <DayText day={opportunity.closeDate} />}
        </Fact>
        <Fact label="Stage">
          <StageStatus stage={stage} /> since <RelTime at={opportunity.stageEnteredAt} />
        </Fact>
        <Fact label="Pipeline">
          <Link to={paths.pipeline(pipeline.slug)} className="link">
            {pipeline.name}
          </Link>
        </Fact>
        {closedAt && (
          <Fact label={stage.kind === 'won' ? 'Won' : 'Lost'}>
            <RelTime at={closedAt} />
          </Fact>
        )}
      </Facts>
      {stage.kind === 'lost' && (
        <TextFacts title="Why it was lost" field="lostReason" hidden={hides('lostReason')}>
          {opportunity.lostReason}
        </TextFacts>
      )}
      <Facts title="Customer">
        <Fact label="Organization" field="organization" hidden={hides('organization')}>
          {organization && (
            <Seen to={paths.organization(organization.id)} may={may('organization:read')} of={organization} />
          )}
        </Fact>
        <Fact label="Contact" field="contact" hidden={hides('contact')}>
          {contact && <Seen to={paths.contact(contact.id)} may={may('contact:read')} of={contact} />}
        </Fact>
        {opportunity.leadId && may('lead:read') && (
          <Fact label="Lead">
            <Link to={paths.lead(opportunity.leadId)} className="link">
              The lead it was made of
            </Link>
          </Fact>
        )}
      </Facts>
      {custom && <CustomFacts set={custom} custom={opportunity.custom} />}
      <RecordFacts record={opportunity} />
    </>
  );
}

/** A link for those who may open it; what is out of sight says so. */
function Seen({ to, may, of: { name } }: { to: string; may: boolean; of: Reference }): ReactNode {
  if (name === null) return <span className="text-fg-3">One that you may not see</span>;
  return may ? (
    <Link to={to} className="link">
      {name}
    </Link>
  ) : (
    name
  );
}
