import { contactGrammar } from '../contracts/contacts.ts';
import { filterView, listRequest } from '../edge/list.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { organizations } from '../edge/references.server.ts';
import { tagChoices } from '../edge/tags.server.ts';
import { viewsOf } from '../edge/views.server.ts';
import { ContactActions, contactColumns, ContactsEmpty } from '../features/contacts/contact-list.tsx';
import { RecordList } from '../features/records/record-list.tsx';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { useMay } from '../session.ts';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction = () => [{ title: 'Contacts · StreamFlow' }];

export const loader = pageLoader(async ({ caller, url, requestId }) => {
  const { input, state } = listRequest(url, contactGrammar);
  const [page, options, offered, tag, views] = await Promise.all([
    caller.contacts.list(input),
    caller.contacts.options(),
    organizations.choices(caller, state.filters),
    tagChoices(caller),
    viewsOf({ caller, url, requestId }, 'contact', contactGrammar, state),
  ]);
  const { items, hiddenFields, lockedFields: locked, ...list } = page;
  return {
    ...list,
    locked,
    rows: items.map(({ organization, archived: _archived, ...contact }) => ({
      ...contact,
      organization: organization?.name ?? null,
    })),
    hidden: hiddenFields,
    views,
    sort: state.sort,
    cols: state.cols,
    filters: filterView(contactGrammar, state, {
      many: 'contacts',
      hiddenFields,
      choices: {
        owner: options.owners.map(({ id, name }) => ({ value: id, label: name })),
        ...(offered && { organization: offered }),
        tag,
      },
    }),
  };
});

export default function Contacts() {
  const data = useLoaderData<typeof loader>();
  const may = useMay();
  const canCreate = may('contact:create');
  return (
    <RecordList
      data={data}
      words={{ one: 'contact', many: 'contacts' }}
      columns={contactColumns}
      rowHref={({ id }) => paths.contact(id)}
      canEdit={may('contact:update')}
      exports="contacts"
      bulk="contact"
      actions={<ContactActions canCreate={canCreate} />}
      empty={<ContactsEmpty canCreate={canCreate} />}
    />
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.allRecords('contact'), label: 'All contacts' }} />;
}
