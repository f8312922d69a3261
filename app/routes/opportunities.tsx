import { opportunityGrammar } from '../contracts/opportunities.ts';
import { filterView, listRequest } from '../edge/list.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { contacts, organizations } from '../edge/references.server.ts';
import { peekOf } from '../edge/peek.server.ts';
import { tagChoices } from '../edge/tags.server.ts';
import { viewsOf } from '../edge/views.server.ts';
import {
  OpportunitiesEmpty,
  OpportunityActions,
  opportunityColumns,
  Sums,
} from '../features/opportunities/opportunity-list.tsx';
import { itemOf, stageOptions } from '../features/opportunities/opportunity-page.ts';
import { OpportunityFacts } from '../features/opportunities/opportunity-record.tsx';
import { unlessPeekAlone } from '../features/records/peeking.ts';
import { RecordList } from '../features/records/record-list.tsx';
import { RecordPeek } from '../features/records/record-peek.tsx';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { useMay } from '../session.ts';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction = () => [{ title: 'Opportunities · StreamFlow' }];

export const loader = pageLoader(async (page) => {
  const { caller, url } = page;
  const { input, state } = listRequest(url, opportunityGrammar);
  const [found, { owners, pipelines }, companies, people, tag, views, peek] = await Promise.all([
    caller.opportunities.list(input),
    caller.opportunities.options(),
    organizations.choices(caller, state.filters),
    contacts.choices(caller, state.filters),
    tagChoices(caller),
    viewsOf(page, 'opportunity', opportunityGrammar, state),
    peekOf(page, 'opportunity', state.peek),
  ]);
  const { items, sums, hiddenFields, lockedFields: locked, ...list } = found;
  // one field is called otherwise in addresses
  const hidden = [...hiddenFields, ...(hiddenFields.includes('closeDate') ? ['close_date'] : [])];
  return {
    ...list,
    locked,
    sums,
    rows: items.map(itemOf),
    hidden,
    views,
    peek,
    sort: state.sort,
    cols: state.cols,
    boardHref: pipelines[0] ? paths.pipeline(pipelines[0].slug) : null,
    filters: filterView(opportunityGrammar, state, {
      many: 'opportunities',
      hiddenFields: hidden,
      choices: {
        owner: owners.map(({ id, name }) => ({ value: id, label: name })),
        team: [{ value: 'mine', label: 'My team' }],
        stage: stageOptions(pipelines),
        ...(pipelines.length > 1 && {
          pipeline: pipelines.map(({ id, name }) => ({ value: id, label: name })),
        }),
        ...(companies && { organization: companies }),
        ...(people && { contact: people }),
        tag,
      },
    }),
  };
});

export const shouldRevalidate = unlessPeekAlone;

const WATCHED = ['opportunity'] as const;

export default function Opportunities() {
  const data = useLoaderData<typeof loader>();
  const may = useMay();
  const canCreate = may('opportunity:create');
  const rights = { canCreate, canImport: canCreate && may('import:create') };
  return (
    <RecordList
      data={data}
      words={{ one: 'opportunity', many: 'opportunities' }}
      columns={opportunityColumns}
      rowHref={({ id }) => paths.opportunity(id)}
      canEdit={may('opportunity:update')}
      exports="opportunities"
      bulk="opportunity"
      live={WATCHED}
      figures={<Sums of={data.sums} />}
      actions={<OpportunityActions {...rights} boardHref={data.boardHref} />}
      empty={<OpportunitiesEmpty {...rights} />}
      peek={(rows) => (
        <RecordPeek
          noun="opportunity"
          rows={rows}
          loaded={data.peek}
          facts={(opportunity) => <OpportunityFacts opportunity={opportunity} />}
        />
      )}
    />
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.allRecords('opportunity'), label: 'All opportunities' }} />;
}
