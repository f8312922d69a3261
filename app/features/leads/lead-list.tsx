// The list of leads: filters, table, and what stands there when there are none.
import { Plus, Upload, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatNumber } from '../../format.ts';
import { shortcut } from '../../keys.ts';
import { paths } from '../../paths.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Status, type StatusKind } from '../../ui/badge.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { RelTime, useFormats } from '../../ui/formats.tsx';
import { LoadMore, useMore, type More } from '../../ui/load-more.tsx';
import { EmptyState } from '../../ui/states.tsx';

export interface StageMark {
  name: string;
  kind: 'open' | 'won' | 'lost';
}

export interface LeadListItem {
  id: string;
  name: string;
  company: string | null;
  email: string | null;
  owner: { id: string; name: string } | null;
  stage: StageMark;
  source: string | null;
  score: number | null;
  updatedAt: string;
}

export type LeadSort = 'name' | 'score' | 'updated_at' | 'created_at';

interface LeadTableProps {
  leads: readonly LeadListItem[];
  /** how the list is sorted now, and the link that sorts it otherwise */
  sort: { key: LeadSort; descending: boolean };
  sortHref: (sort: string) => string;
  /** the next page, and how many leads there are in words */
  nextHref: string | null;
  countText: string;
  empty: ReactNode;
  busy?: boolean;
  /** fields that this person's role hides: they have no column */
  hidden?: readonly string[];
}

interface LoadedLeads {
  leads: readonly LeadListItem[];
  next: string | null;
}

const readPage = (answer: unknown) => {
  const { leads, next } = answer as LoadedLeads;
  return { rows: leads, next };
};

export const StageStatus = ({ stage }: { stage: StageMark }) => (
  <Status kind={STAGE_STATUS[stage.kind]}>{stage.name}</Status>
);

const STAGE_STATUS: Readonly<Record<StageMark['kind'], StatusKind>> = {
  open: 'active',
  won: 'won',
  lost: 'lost',
};

export function LeadTable(props: LeadTableProps) {
  const { leads, sort, sortHref, nextHref, countText, empty, busy, hidden = [] } = props;
  const more = useMore(leads, nextHref, readPage);
  const sorting = (key: LeadSort, firstDescending: boolean): NonNullable<Column<LeadListItem>['sort']> => {
    const active = sort.key === key;
    const descending = active ? !sort.descending : firstDescending;
    const direction = sort.descending ? 'descending' : 'ascending';
    return { href: sortHref(descending ? `-${key}` : key), ...(active && { direction }) };
  };
  const name: Column<LeadListItem> = {
    key: 'name',
    header: 'Name',
    cell: (lead) => <span>{lead.name}</span>,
    sort: sorting('name', false),
  };
  const others: Column<LeadListItem>[] = [
    { key: 'company', header: 'Company', cell: ({ company }) => company },
    { key: 'stage', header: 'Stage', cell: ({ stage }) => <StageStatus stage={stage} />, card: 'end' },
    { key: 'owner', header: 'Owner', cell: ({ owner }) => owner && <Person {...owner} />, card: 'hidden' },
    {
      key: 'score',
      header: 'Score',
      align: 'end',
      cell: ({ score }) => score,
      sort: sorting('score', true),
      card: 'hidden',
    },
    {
      key: 'updated',
      header: 'Updated',
      cell: (lead) => <RelTime at={lead.updatedAt} />,
      sort: sorting('updated_at', true),
      card: 'end',
    },
    { key: 'email', header: 'Email', cell: ({ email }) => email, card: 'hidden' },
    { key: 'source', header: 'Source', cell: ({ source }) => source, card: 'hidden' },
  ];
  return (
    <DataTable
      label="Leads"
      columns={[name, ...others.filter(({ key }) => !hidden.includes(key))]}
      rows={more.rows}
      rowKey={({ id }) => id}
      rowHref={({ id }) => paths.lead(id)}
      empty={empty}
      busy={busy}
      footer={<Foot countText={countText} {...more} />}
    />
  );
}

const Person = ({ id, name }: { id: string; name: string }) => (
  <span className="cell-person">
    <Avatar id={id} name={name} />
    {name}
  </span>
);

function Foot({ countText, rows, nextHref, isLoading, load }: More<LeadListItem> & { countText: string }) {
  const formats = useFormats();
  return (
    <>
      <span className="num" role="status">
        {nextHref ? `${formatNumber(rows.length, formats)} of ${countText}` : countText}
      </span>
      {nextHref && <LoadMore href={nextHref} isLoading={isLoading} load={load} />}
    </>
  );
}

interface LeadActionsProps {
  canCreate: boolean;
  canImport: boolean;
}

/** The list's and the dashboard's buttons; what one may not do is absent. */
export const LeadActions = ({ canCreate, canImport }: LeadActionsProps) => (
  <>
    {canImport && (
      <LinkButton to={paths.import} icon={Upload}>
        Import CSV
      </LinkButton>
    )}
    {canCreate && (
      <LinkButton to={paths.newLead} kind="primary" icon={Plus} shortcut={shortcut('create')}>
        New Lead
      </LinkButton>
    )}
  </>
);

/** No lead at all yet. */
export const LeadsEmpty = (actions: LeadActionsProps) => (
  <EmptyState icon={Users} title="No leads yet" actions={<LeadActions {...actions} />}>
    A lead is somebody who may become a customer. Add the first one, or bring a whole list as a CSV file.
  </EmptyState>
);

/** Leads exist, but none fits. */
export const LeadsUnmatched = ({ clearHref }: { clearHref: string }) => (
  <EmptyState title="No leads match" actions={<LinkButton to={clearHref}>Clear filters</LinkButton>}>
    Fewer filters or another spelling may find it.
  </EmptyState>
);
