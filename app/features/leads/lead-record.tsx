// The facts of a lead.
import type { CustomValues } from '../../contracts/custom-values.ts';
import type { Conversion } from '../../contracts/lead-conversion.ts';
import { CustomFacts, type CustomSet } from '../records/custom-facts.tsx';
import {
  Fact,
  FactLink,
  Facts,
  FactSite,
  PossibleDuplicates,
  RecordFacts,
  TextFacts,
} from '../records/facts.tsx';
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
  /** fields that this person's role hides, and those it may not change */
  hidden?: readonly string[];
  locked?: readonly string[];
  createdAt: string;
  createdBy: string | null;
  custom: CustomValues;
  updatedAt: string;
  externalIds: readonly { source: string; id: string }[];
  possibleDuplicates: readonly { id: string; name: string }[];
}

/** "Head of Sales at Acme" */
export const leadSubtitle = ({ title, company }: LeadRecord): string =>
  [title, company].filter(Boolean).join(' at ');

export function LeadFacts({ lead, custom }: { lead: LeadRecord; custom?: CustomSet }) {
  const hides = (field: string): boolean => lead.hidden?.includes(field) ?? false;
  return (
    <>
      <PossibleDuplicates noun="lead" of={lead.possibleDuplicates} />
      <Facts title="Status">
        <Fact label="Stage" field="stage">
          <StageStatus stage={lead.stage} />
        </Fact>
        <Fact label="Owner">{lead.owner?.name}</Fact>
        <Fact label="Source" field="source" hidden={hides('source')}>
          {lead.source}
        </Fact>
        <Fact label="Score" field="score" hidden={hides('score')}>
          <span className="num">{lead.score}</span>
        </Fact>
      </Facts>
      <Facts title="Contact">
        <Fact label="Company" field="company" hidden={hides('company')}>
          {lead.company}
        </Fact>
        <Fact label="Title" field="title" hidden={hides('title')}>
          {lead.title}
        </Fact>
        <Fact label="Email" field="email" hidden={hides('email')}>
          <FactLink scheme="mailto">{lead.email}</FactLink>
        </Fact>
        <Fact label="Phone" field="phone" hidden={hides('phone')}>
          <FactLink scheme="tel">{lead.phone}</FactLink>
        </Fact>
        <Fact label="Website" field="website" hidden={hides('website')}>
          <FactSite>{lead.website}</FactSite>
        </Fact>
        <Fact label="Industry" field="industry" hidden={hides('industry')}>
          {lead.industry}
        </Fact>
        <Fact label="Address" field="address" hidden={hides('address')}>
          {lead.address.length > 0 && lead.address.join(', ')}
        </Fact>
      </Facts>
      <TextFacts title="Description" field="description" hidden={hides('description')}>
        {lead.description}
      </TextFacts>
      {custom && <CustomFacts set={custom} custom={lead.custom} />}
      <RecordFacts record={lead} />
    </>
  );
}
