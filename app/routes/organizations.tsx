import { organizationGrammar } from '../contracts/organizations.ts';
import { filterView, listRequest } from '../edge/list.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { peekOf } from '../edge/peek.server.ts';
import { tagChoices } from '../edge/tags.server.ts';
import { viewsOf } from '../edge/views.server.ts';
import {
  OrganizationActions,
  organizationColumns,
  OrganizationsEmpty,
} from '../features/organizations/organization-list.tsx';
import { OrganizationFacts } from '../features/organizations/organization-record.tsx';
import { unlessPeekAlone } from '../features/records/peeking.ts';
import { RecordList } from '../features/records/record-list.tsx';
import { RecordPeek } from '../features/records/record-peek.tsx';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { useMay } from '../session.ts';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction = () => [{ title: 'Organizations · StreamFlow' }];

export const loader = pageLoader(async (page) => {
  const { caller, url } = page;
  const { input, state } = listRequest(url, organizationGrammar);
  const [found, options, tag, views, peek] = await Promise.all([
    caller.organizations.list(input),
    caller.organizations.options(),
    tagChoices(caller),
    viewsOf(page, 'organization', organizationGrammar, state),
    peekOf(page, 'organization', state.peek),
  ]);
  const { items, hiddenFields, lockedFields: locked, ...list } = found;
  return {
    ...list,
    locked,
    rows: items.map(({ parent, archived: _archived, ...organization }) => ({
      ...organization,
      parent: parent?.name ?? null,
    })),
    hidden: hiddenFields,
    views,
    peek,
    sort: state.sort,
    cols: state.cols,
    filters: filterView(organizationGrammar, state, {
      many: 'organizations',
      hiddenFields,
      choices: { owner: options.owners.map(({ id, name }) => ({ value: id, label: name })), tag },
    }),
  };
});

export const shouldRevalidate = unlessPeekAlone;

const WATCHED = ['organization'] as const;

export default function Organizations() {
  const data = useLoaderData<typeof loader>();
  const may = useMay();
  const canCreate = may('organization:create');
  const rights = { canCreate, canImport: canCreate && may('import:create') };
  return (
    <RecordList
      data={data}
      words={{ one: 'organization', many: 'organizations' }}
      columns={organizationColumns}
      rowHref={({ id }) => paths.organization(id)}
      canEdit={may('organization:update')}
      exports="organizations"
      bulk="organization"
      live={WATCHED}
      actions={<OrganizationActions {...rights} />}
      empty={<OrganizationsEmpty {...rights} />}
      peek={(rows) => (
        <RecordPeek
          noun="organization"
          rows={rows}
          loaded={data.peek}
          facts={(organization) => <OrganizationFacts organization={organization} />}
        />
      )}
    />
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.allRecords('organization'), label: 'All organizations' }} />;
}
