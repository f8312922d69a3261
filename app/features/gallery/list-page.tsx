// A list with everything around it: views, ticked rows, the panel of one record.
import { paths } from '../../paths.ts';
import { useLocation } from '../../remix.ts';
import { PageHeader } from '../../ui/app-shell.tsx';
import { Badge, Status, Tag } from '../../ui/badge.tsx';
import { BulkBar } from '../../ui/bulk-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Num, RelTime } from '../../ui/formats.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ViewTabs, type View } from '../../ui/view-tabs.tsx';
import { leads } from './samples.ts';

type Lead = (typeof leads)[number];

const columns: [Column<Lead>, ...Column<Lead>[]] = [
  {
    key: 'name',
    header: 'Name',
    cell: ({ name }) => name,
    sort: { href: paths.devUi, direction: 'ascending' },
  },
  { key: 'company', header: 'Company', cell: ({ company }) => company },
  {
    key: 'stage',
    header: 'Stage',
    cell: ({ stage }) => <Status kind="open">{stage.name}</Status>,
    card: 'end',
  },
  { key: 'source', header: 'Source', cell: ({ source }) => source, card: 'hidden' },
  { key: 'score', header: 'Score', cell: ({ score }) => <Num value={score} />, align: 'end', card: 'hidden' },
  { key: 'at', header: 'Updated', cell: ({ updatedAt }) => <RelTime at={updatedAt} />, card: 'end' },
];

const VIEWS = ['All leads', 'Hot', 'Untouched', 'My team', 'Trade fairs', 'Partners', 'From last year'];

export const views: View[] = VIEWS.map((label, at) => ({
  label,
  href: `${paths.devUi}/list?view=${at}`,
  current: at === 1,
}));

const here = `${paths.devUi}/list`;

const List = ({ peeked }: { peeked?: Lead | undefined }) => (
  <>
    <PageHeader title="Leads" count="1,284" />
    <ViewTabs
      label="Views of leads"
      views={views}
      edited={{ resetHref: here, actions: <Button size="sm">Save</Button> }}
    />
    <DataTable
      label="Leads"
      columns={columns}
      rows={leads}
      rowKey={({ id }) => id}
      rowHref={({ id }) => paths.lead(id)}
      selection={{ form: 'ticked', label: ({ name }) => name }}
      peek={{ start: `${here}?peek=`, id: peeked?.id, label: ({ name }) => name }}
      canEdit
      footer={
        <Pager beforeHref={null} afterHref={here}>
          1,284 leads
        </Pager>
      }
      empty={null}
    />
    <BulkBar id="ticked" one="lead" many="leads" matching={{ count: 1_284, query: 'stage=new' }}>
      <Button size="sm" icon="user-round" name="intent" value="assign">
        Assign
      </Button>
      <Button size="sm" icon="archive" formAction={here}>
        Archive
      </Button>
    </BulkBar>
    {peeked && (
      <Panel
        of={peeked.id}
        title={peeked.name}
        openHref={paths.lead(peeked.id)}
        closeHref={here}
        nextHref={`${here}?peek=lead-3`}
      >
        <p>
          {peeked.company} <Badge tone="accent">VIP</Badge> <Tag to={paths.devUi}>conference 2026</Tag>
        </p>
      </Panel>
    )}
  </>
);

export function ListPage() {
  const id = new URLSearchParams(useLocation().search).get('peek');
  return <List peeked={leads.find((lead) => lead.id === id)} />;
}

export const ListPeekPage = () => <List peeked={leads[1]} />;
