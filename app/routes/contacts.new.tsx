import { newContactForm } from '../contracts/contact-forms.ts';
import { nameOf } from '../contracts/contacts.ts';
import { constraintsOf } from '../edge/constraints.server.ts';
import { customOf } from '../edge/custom-values.server.ts';
import { flashing } from '../edge/flash.server.ts';
import { formAction } from '../edge/form.server.ts';
import { formLoader } from '../edge/page.server.ts';
import { organizations } from '../edge/references.server.ts';
import { ContactForm } from '../features/contacts/contact-form.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction = () => [{ title: 'New contact · StreamFlow' }];

/** `?organization=` is where the new one works; one that is not in sight is left out. */
export const loader = formLoader('contact:create', async ({ caller, url }) => {
  const [{ owners: _, ...rights }, offered, current] = await Promise.all([
    caller.contacts.options(),
    organizations.offered(caller),
    organizations.givenIn(caller, url),
  ]);
  return {
    rights,
    organization: { offered, current },
    start: { organizationId: current?.id ?? '' },
    custom: await customOf({ caller }, 'contact', caller.contacts.options()),
    constraints: constraintsOf(newContactForm),
  };
});

export const action = formAction(newContactForm, async ({ caller, secure }, contact) => {
  const { organizationId: given, ...fields } = contact;
  const organizationId = given ? await organizations.meant(caller, given) : null;
  const { id } = await caller.contacts.create({ ...fields, ...(organizationId && { organizationId }) });
  return flashing(paths.contact(id), { tone: 'ok', text: `${nameOf(contact)} was created.` }, secure);
});

export default function NewContact() {
  const data = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title="New contact" back={{ to: paths.contacts(), label: 'Contacts' }} />
      <div className="page page-narrow">
        <ContactForm answer={useFormAnswer()} {...data} />
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.contacts(), label: 'All contacts' }} />;
}
