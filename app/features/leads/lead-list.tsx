// The list of leads: its columns, and what stands there when there are none.
import type { LeadColumn } from '../../contracts/leads.ts';
import { paths } from '../../paths.ts';
import { Status, type StatusKind } from '../../ui/badge.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { RelTime } from '../../ui/formats.tsx';
import { ListEmpty } from '../records/list-empty.tsx';
import { Person } from '../records/person.tsx';
import { NewButton } from '../records/new-button.tsx';
import type { ListColumn } from '../records/record-list.tsx';
import { TagCell, type TagMark } from '../records/tags.tsx';

export interface StageMark {
  name: string;
  kind: 'open' | 'won' | 'lost';
}

export interface LeadListItem {
  id: string;
  name: string;
  company: string | null;
  email: string | null;
  phone: string | null;
  owner: { id: string; name: string } | null;
  stage: StageMark;
  source: string | null;
  score: number | null;
  tags: readonly TagMark[];
  updatedAt: string;
  createdAt: string;
}

export const StageStatus = ({ stage }: { stage: StageMark }) => (
  <Status kind={STAGE_STATUS[stage.kind]}>{stage.name}</Status>
);

const STAGE_STATUS: Readonly<Record<StageMark['kind'], StatusKind>> = {
  open: 'active',
  won: 'won',
  lost: 'lost',
};

export const leadColumns: readonly [
  ListColumn<LeadListItem, LeadColumn>,
  ...ListColumn<LeadListItem, LeadColumn>[],
] = [
  { key: 'name', header: 'Name', cell: ({ name }) => <span>{name}</span>, sort: 'name' },
  { key: 'company', header: 'Company', cell: ({ company }) => company },
  { key: 'stage', header: 'Stage', cell: ({ stage }) => <StageStatus stage={stage} />, card: 'end' },
  { key: 'owner', header: 'Owner', cell: ({ owner }) => owner && <Person {...owner} />, card: 'hidden' },
  {
    key: 'score',
    header: 'Score',
    align: 'end',
    cell: ({ score }) => score,
    sort: 'score',
    descendsFirst: true,
    card: 'hidden',
  },
  {
    key: 'updated',
    header: 'Updated',
    cell: ({ updatedAt }) => <RelTime at={updatedAt} />,
    sort: 'updated_at',
    descendsFirst: true,
    card: 'end',
  },
  { key: 'tags', header: 'Tags', cell: ({ tags }) => <TagCell tags={tags} />, card: 'hidden' },
  { key: 'email', header: 'Email', cell: ({ email }) => email, card: 'hidden' },
  { key: 'source', header: 'Source', cell: ({ source }) => source, card: 'hidden' },
  { key: 'phone', header: 'Phone', cell: ({ phone }) => phone, card: 'hidden', isExtra: true },
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

interface LeadActionsProps {
  canCreate: boolean;
  canImport: boolean;
}

/** The list's and the dashboard's buttons; what one may not do is absent. */
export const LeadActions = ({ canCreate, canImport }: LeadActionsProps) => (
  <>
    {canImport && (
      <LinkButton to={paths.import} icon="upload">
        Import CSV
      </LinkButton>
    )}
    {canCreate && (
      <NewButton to={paths.newLead} icon="plus">
        New Lead
      </NewButton>
    )}
  </>
);

/** No lead at all yet. */
export const LeadsEmpty = (actions: LeadActionsProps) => (
  <ListEmpty
    noun="lead"
    many="leads"
    icon="users"
    title="No leads yet"
    actions={<LeadActions {...actions} />}
  >
    A lead is somebody who may become a customer. Add the first one, or bring a whole list as a CSV file.
  </ListEmpty>
);
