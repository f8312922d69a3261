import { contactGrammar } from '../contracts/contacts.ts';
import { filterView, listRequest } from '../edge/list.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { organizations } from '../edge/references.server.ts';
import { peekOf } from '../edge/peek.server.ts';
import { tagChoices } from '../edge/tags.server.ts';
import { viewsOf } from '../edge/views.server.ts';
import { ContactActions, contactColumns, ContactsEmpty } from '../features/contacts/contact-list.tsx';
import { ContactFacts } from '../features/contacts/contact-record.tsx';
import { unlessPeekAlone } from '../features/records/peeking.ts';
import { RecordList } from '../features/records/record-list.tsx';
import { RecordPeek } from '../features/records/record-peek.tsx';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { useMay } from '../session.ts';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction = () => [{ title: 'Contacts · StreamFlow' }];

export const loader = pageLoader(async (page) => {
  const { caller, url } = page;
  const { input, state } = listRequest(url, contactGrammar);
  const [found, options, offered, tag, views, peek] = await Promise.all([
    caller.contacts.list(input),
    caller.contacts.options(),
    organizations.choices(caller, state.filters),
    tagChoices(caller),
    viewsOf(page, 'contact', contactGrammar, state),
    peekOf(page, 'contact', state.peek),
  ]);
  const { items, hiddenFields, lockedFields: locked, ...list } = found;
  return {
    ...list,
    locked,
    rows: items.map(({ organization, archived: _archived, ...contact }) => ({
      ...contact,
      organization: organization?.name ?? null,
    })),
    hidden: hiddenFields,
    views,
    peek,
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

export const shouldRevalidate = unlessPeekAlone;

const WATCHED = ['contact'] as const;

export default function Contacts() {
  const data = useLoaderData<typeof loader>();
  const may = useMay();
  const canCreate = may('contact:create');
  const rights = { canCreate, canImport: canCreate && may('import:create') };
  return (
    <RecordList
      data={data}
      words={{ one: 'contact', many: 'contacts' }}
      columns={contactColumns}
      rowHref={({ id }) => paths.contact(id)}
      canEdit={may('contact:update')}
      exports="contacts"
      bulk="contact"
      live={WATCHED}
      actions={<ContactActions {...rights} />}
      empty={<ContactsEmpty {...rights} />}
      peek={(rows) => (
        <RecordPeek
          noun="contact"
          rows={rows}
          loaded={data.peek}
          facts={(contact) => <ContactFacts contact={contact} />}
        />
      )}
    />
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.allRecords('contact'), label: 'All contacts' }} />;
}
