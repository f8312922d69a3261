import { leadGrammar } from '../contracts/leads.ts';
import { filterView, listRequest } from '../edge/list.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { tagChoices } from '../edge/tags.server.ts';
import { viewsOf } from '../edge/views.server.ts';
import { LeadActions, leadColumns, LeadsEmpty } from '../features/leads/lead-list.tsx';
import { RecordList } from '../features/records/record-list.tsx';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { useMay } from '../session.ts';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction = () => [{ title: 'Leads · StreamFlow' }];

export const loader = pageLoader(async ({ caller, url, requestId }) => {
  const { input, state } = listRequest(url, leadGrammar);
  const [page, options, tag, views] = await Promise.all([
    caller.leads.list(input),
    caller.leads.options(),
    tagChoices(caller),
    viewsOf({ caller, url, requestId }, 'lead', leadGrammar, state),
  ]);
  const { items, hiddenFields, lockedFields: locked, ...list } = page;
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
      actions={<LeadActions {...rights} />}
      empty={<LeadsEmpty {...rights} />}
    />
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.allRecords('lead'), label: 'All leads' }} />;
}
