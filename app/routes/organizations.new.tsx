import { newOrganizationForm } from '../contracts/organization-forms.ts';
import { constraintsOf } from '../edge/constraints.server.ts';
import { customOf } from '../edge/custom-values.server.ts';
import { flashing } from '../edge/flash.server.ts';
import { formAction } from '../edge/form.server.ts';
import { formLoader } from '../edge/page.server.ts';
import { OrganizationForm } from '../features/organizations/organization-form.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction = () => [{ title: 'New organization · StreamFlow' }];

export const loader = formLoader('organization:create', async ({ caller }) => {
  const { owners, ...rights } = await caller.organizations.options();
  const custom = await customOf({ caller }, 'organization', { owners });
  return { rights, custom, constraints: constraintsOf(newOrganizationForm) };
});

export const action = formAction(newOrganizationForm, async ({ caller, secure }, organization) => {
  const { id } = await caller.organizations.create(organization);
  return flashing(paths.organization(id), { tone: 'ok', text: `${organization.name} was created.` }, secure);
});

export default function NewOrganization() {
  const data = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title="New organization" back={{ to: paths.organizations(), label: 'Organizations' }} />
      <div className="page page-narrow">
        <OrganizationForm answer={useFormAnswer()} {...data} />
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.organizations(), label: 'All organizations' }} />;
}
