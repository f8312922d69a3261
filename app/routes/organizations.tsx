import { organizationGrammar } from '../contracts/organizations.ts';
import { filterView, listRequest } from '../edge/list.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { tagChoices } from '../edge/tags.server.ts';
import { viewsOf } from '../edge/views.server.ts';
import {
  OrganizationActions,
  organizationColumns,
  OrganizationsEmpty,
} from '../features/organizations/organization-list.tsx';
import { RecordList } from '../features/records/record-list.tsx';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { useMay } from '../session.ts';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction = () => [{ title: 'Organizations · StreamFlow' }];

export const loader = pageLoader(async ({ caller, url, requestId }) => {
  const { input, state } = listRequest(url, organizationGrammar);
  const [page, options, tag, views] = await Promise.all([
    caller.organizations.list(input),
    caller.organizations.options(),
    tagChoices(caller),
    viewsOf({ caller, url, requestId }, 'organization', organizationGrammar, state),
  ]);
  const { items, hiddenFields, lockedFields: locked, ...list } = page;
  return {
    ...list,
    locked,
    rows: items.map(({ parent, archived: _archived, ...organization }) => ({
      ...organization,
      parent: parent?.name ?? null,
    })),
    hidden: hiddenFields,
    views,
    sort: state.sort,
    cols: state.cols,
    filters: filterView(organizationGrammar, state, {
      many: 'organizations',
      hiddenFields,
      choices: { owner: options.owners.map(({ id, name }) => ({ value: id, label: name })), tag },
    }),
  };
});

export default function Organizations() {
  const data = useLoaderData<typeof loader>();
  const may = useMay();
  const canCreate = may('organization:create');
  return (
    <RecordList
      data={data}
      words={{ one: 'organization', many: 'organizations' }}
      columns={organizationColumns}
      rowHref={({ id }) => paths.organization(id)}
      canEdit={may('organization:update')}
      exports="organizations"
      bulk="organization"
      actions={<OrganizationActions canCreate={canCreate} />}
      empty={<OrganizationsEmpty canCreate={canCreate} />}
    />
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.allRecords('organization'), label: 'All organizations' }} />;
}
