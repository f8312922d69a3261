import { leadGrammar } from '../contracts/leads.ts';
import { filterView, listRequest } from '../edge/list.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { peekOf } from '../edge/peek.server.ts';
import { tagChoices } from '../edge/tags.server.ts';
import { viewsOf } from '../edge/views.server.ts';
import { LeadActions, leadColumns, LeadsEmpty } from '../features/leads/lead-list.tsx';
import { LeadFacts } from '../features/leads/lead-record.tsx';
import { unlessPeekAlone } from '../features/records/peeking.ts';
import { RecordList } from '../features/records/record-list.tsx';
import { RecordPeek } from '../features/records/record-peek.tsx';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { useMay } from '../session.ts';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction = () => [{ title: 'Leads · StreamFlow' }];

export const loader = pageLoader(async (page) => {
  const { caller, url } = page;
  const { input, state } = listRequest(url, leadGrammar);
  const [found, options, tag, views, peek] = await Promise.all([
    caller.leads.list(input),
    caller.leads.options(),
    tagChoices(caller),
    viewsOf(page, 'lead', leadGrammar, state),
    peekOf(page, 'lead', state.peek),
  ]);
  const { items, hiddenFields, lockedFields: locked, ...list } = found;
  return {
    ...list,
    locked,
    rows: items.map(({ source, stage: { name, kind }, archived: _archived, ...lead }) => ({
      ...lead,
      stage: { name, kind },
      source: source?.name ?? null,
    })),
    hidden: hiddenFields,
    views,
    peek,
    sort: state.sort,
    cols: state.cols,
    filters: filterView(leadGrammar, state, {
      many: 'leads',
      hiddenFields,
      choices: {
        owner: options.owners.map(({ id, name }) => ({ value: id, label: name })),
        stage: options.stages.map(({ key, name }) => ({ value: key, label: name })),
        source: options.sources.map(({ key, name }) => ({ value: key, label: name })),
        tag,
      },
    }),
  };
});

export const shouldRevalidate = unlessPeekAlone;

const WATCHED = ['lead'] as const;

export default function Leads() {
  const data = useLoaderData<typeof loader>();
  const may = useMay();
  const rights = { canCreate: may('lead:create'), canImport: may('import:create') };
  return (
    <RecordList
      data={data}
      words={{ one: 'lead', many: 'leads' }}
      columns={leadColumns}
      rowHref={({ id }) => paths.lead(id)}
      canEdit={may('lead:update')}
      exports="leads"
      bulk="lead"
      live={WATCHED}
      actions={<LeadActions {...rights} />}
      empty={<LeadsEmpty {...rights} />}
      peek={(rows) => (
        <RecordPeek noun="lead" rows={rows} loaded={data.peek} facts={(lead) => <LeadFacts lead={lead} />} />
      )}
    />
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.allRecords('lead'), label: 'All leads' }} />;
}
