import { editContactForm } from '../contracts/contact-forms.ts';
import { backTo } from '../edge/back.server.ts';
import { constraintsOf } from '../edge/constraints.server.ts';
import { customOf } from '../edge/custom-values.server.ts';
import { flashing } from '../edge/flash.server.ts';
import { formAction } from '../edge/form.server.ts';
import { formLoader } from '../edge/page.server.ts';
import { organizations } from '../edge/references.server.ts';
import { ContactForm } from '../features/contacts/contact-form.tsx';
import { startOf } from '../features/contacts/contact-page.ts';
import { useRecordPage } from '../features/records/place.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Edit ${data?.name ?? 'contact'} · StreamFlow` },
];

export const loader = formLoader('contact:update', async ({ caller, params }) => {
  const [contact, offered] = await Promise.all([
    caller.contacts.get({ id: params.id ?? '' }),
    organizations.offered(caller),
  ]);
  const { id, version, name, organization, hiddenFields, lockedFields } = contact;
  return {
    name,
    form: {
      editing: { id, version },
      start: startOf(contact),
      rights: { hiddenFields, lockedFields },
      organization: { offered, current: organization },
      custom: await customOf({ caller }, 'contact', caller.contacts.options()),
      said: contact.custom,
      constraints: constraintsOf(editContactForm),
    },
  };
});

export const action = formAction(editContactForm, async (page, contact) => {
  const { caller, params, secure } = page;
  const id = params.id ?? '';
  const { organizationId: given, ...fields } = contact;
  const organizationId = given ? await organizations.meant(caller, given) : null;
  // one that is left out is emptied, where this person may change it
  await caller.contacts.replace({ ...fields, id, ...(organizationId && { organizationId }) });
  return flashing(backTo('contact', page), { tone: 'ok', text: 'Saved.' }, secure);
});

export default function EditContact() {
  const { name, form } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title="Edit" back={{ to: useRecordPage('contact', form.editing.id), label: name }} />
      <div className="page page-narrow">
        <ContactForm answer={useFormAnswer()} {...form} />
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.contacts(), label: 'All contacts' }} />;
}
