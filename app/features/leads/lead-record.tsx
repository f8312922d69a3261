// The facts of a lead.
import type { Conversion } from '../../contracts/lead-conversion.ts';
import { Fact, FactLink, Facts, PossibleDuplicates, RecordFacts, TextFacts } from '../records/facts.tsx';
import type { HeadedRecord } from '../records/record-header.tsx';
import { StageStatus, type StageMark } from './lead-list.tsx';

export interface LeadRecord extends HeadedRecord {
  company: string | null;
  title: string | null;
  email: string | null;
  phone: string | null;
  website: string | null;
  industry: string | null;
  description: string | null;
  /** one line for each part: street, city and so on */
  address: readonly string[];
  stage: StageMark;
  source: string | null;
  score: number | null;
  /** what it became */
  converted?: Conversion | null;
  /** fields that this person's role hides */
  hidden?: readonly string[];
  createdAt: string;
  createdBy: string | null;
  updatedAt: string;
  externalIds: readonly { source: string; id: string }[];
  possibleDuplicates: readonly { id: string; name: string }[];
}

/** "Head of Sales at Acme" */
export const leadSubtitle = ({ title, company }: LeadRecord): string =>
  [title, company].filter(Boolean).join(' at ');

export function LeadFacts({ lead }: { lead: LeadRecord }) {
  const hides = (field: string): boolean => lead.hidden?.includes(field) ?? false;
  return (
    <>
      <PossibleDuplicates noun="lead" of={lead.possibleDuplicates} />
      <Facts title="Status">
        <Fact label="Stage">
          <StageStatus stage={lead.stage} />
        </Fact>
        <Fact label="Owner">{lead.owner?.name}</Fact>
        <Fact label="Source" hidden={hides('source')}>
          {lead.source}
        </Fact>
        <Fact label="Score" hidden={hides('score')}>
          <span className="num">{lead.score}</span>
        </Fact>
      </Facts>
      <Facts title="Contact">
        <Fact label="Email" hidden={hides('email')}>
          <FactLink scheme="mailto">{lead.email}</FactLink>
        </Fact>
        <Fact label="Phone" hidden={hides('phone')}>
          <FactLink scheme="tel">{lead.phone}</FactLink>
        </Fact>
        <Fact label="Website" hidden={hides('website')}>
          {lead.website}
        </Fact>
        <Fact label="Industry" hidden={hides('industry')}>
          {lead.industry}
        </Fact>
        <Fact label="Address" hidden={hides('address')}>
          {lead.address.length > 0 && lead.address.join(', ')}
        </Fact>
        {hides('company') && <Fact label="Company" hidden />}
        {hides('title') && <Fact label="Title" hidden />}
      </Facts>
      <TextFacts title="Description" hidden={hides('description')}>
        {lead.description}
      </TextFacts>
      <RecordFacts record={lead} />
    </>
  );
}
