// The list of opportunities: its columns, what they add up to, and what stands there when there are none.
import type { OpportunityColumn } from '../../contracts/opportunities.ts';
import { paths } from '../../paths.ts';
import { Status, type StatusKind } from '../../ui/badge.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { DayText, Money, RelTime } from '../../ui/formats.tsx';
import { ListEmpty } from '../records/list-empty.tsx';
import { Person } from '../records/person.tsx';
import { NewButton } from '../records/new-button.tsx';
import type { ListColumn } from '../records/record-list.tsx';
import { TagCell, type TagMark } from '../records/tags.tsx';

export interface Amount {
  /** in the smallest unit of the currency */
  minor: number;
  currency: string;
}

export interface StageMark {
  name: string;
  kind: 'open' | 'won' | 'lost';
}

export interface OpportunityListItem {
  id: string;
  version: number;
  title: string;
  organization: string | null;
  contact: string | null;
  pipeline: string;
  stage: StageMark;
  amount: Amount | null;
  closeDate: string | null;
  owner: { id: string; name: string } | null;
  tags: readonly TagMark[];
  updatedAt: string;
  createdAt: string;
}

const STAGE_STATUS: Readonly<Record<StageMark['kind'], StatusKind>> = {
  open: 'active',
  won: 'won',
  lost: 'lost',
};

export const StageStatus = ({ stage }: { stage: StageMark }) => (
  <Status kind={STAGE_STATUS[stage.kind]}>{stage.name}</Status>
);

export const opportunityColumns: readonly [
  ListColumn<OpportunityListItem, OpportunityColumn>,
  ...ListColumn<OpportunityListItem, OpportunityColumn>[],
] = [
  { key: 'title', header: 'Title', cell: ({ title }) => <span>{title}</span>, sort: 'title' },
  { key: 'organization', header: 'Organization', cell: ({ organization }) => organization },
  { key: 'stage', header: 'Stage', cell: ({ stage }) => <StageStatus stage={stage} />, card: 'end' },
  {
    key: 'amount',
    header: 'Amount',
    align: 'end',
    cell: ({ amount }) => amount && <Money {...amount} />,
    sort: 'amount',
    descendsFirst: true,
    card: 'end',
  },
  {
    key: 'closeDate',
    header: 'Close date',
    cell: ({ closeDate }) => closeDate && <DayText day={closeDate} />,
    sort: 'close_date',
    card: 'hidden',
  },
  { key: 'owner', header: 'Owner', cell: ({ owner }) => owner && <Person {...owner} />, card: 'hidden' },
  {
    key: 'updated',
    header: 'Updated',
    cell: ({ updatedAt }) => <RelTime at={updatedAt} />,
    sort: 'updated_at',
    descendsFirst: true,
    card: 'hidden',
    isExtra: true,
  },
  { key: 'tags', header: 'Tags', cell: ({ tags }) => <TagCell tags={tags} />, card: 'hidden' },
  { key: 'contact', header: 'Contact', cell: ({ contact }) => contact, card: 'hidden', isExtra: true },
  { key: 'pipeline', header: 'Pipeline', cell: ({ pipeline }) => pipeline, card: 'hidden', isExtra: true },
  {
    key: 'created',
    header: 'Created',
    cell: ({ createdAt }) => <RelTime at={createdAt} />,
    sort: 'created_at',
    descendsFirst: true,
    card: 'hidden',
    isExtra: true,
  },
];

/** What the counted ones are worth, by currency. */
export const Sums = ({ of }: { of: readonly Amount[] }) => (
  <>
    {of.map((sum) => (
      <span key={sum.currency}>
        Sum <Money {...sum} />
      </span>
    ))}
  </>
);

interface ActionsProps {
  canCreate: boolean;
  canImport: boolean;
  /** the board, where there is one */
  boardHref?: string | null;
}

/** What one may not do is absent. */
export const OpportunityActions = ({ canCreate, canImport, boardHref }: ActionsProps) => (
  <>
    {boardHref && (
      <LinkButton to={boardHref} icon="columns-3">
        Board
      </LinkButton>
    )}
    {canImport && (
      <LinkButton to={paths.importOf('opportunity')} icon="upload">
        Import CSV
      </LinkButton>
    )}
    {canCreate && (
      <NewButton to={paths.newOpportunity()} icon="plus">
        New Opportunity
      </NewButton>
    )}
  </>
);

/** No opportunity at all yet. */
export const OpportunitiesEmpty = (actions: ActionsProps) => (
  <ListEmpty
    noun="opportunity"
    many="opportunities"
    icon="handshake"
    title="No opportunities yet"
    actions={<OpportunityActions {...actions} />}
  >
    An opportunity is a deal you hope to win. It moves through the stages of a pipeline.
  </ListEmpty>
);
