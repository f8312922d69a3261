import { editOrganizationForm } from '../contracts/organization-forms.ts';
import { backTo } from '../edge/back.server.ts';
import { constraintsOf } from '../edge/constraints.server.ts';
import { customOf } from '../edge/custom-values.server.ts';
import { flashing } from '../edge/flash.server.ts';
import { formAction } from '../edge/form.server.ts';
import { formLoader } from '../edge/page.server.ts';
import { OrganizationForm } from '../features/organizations/organization-form.tsx';
import { startOf } from '../features/organizations/organization-page.ts';
import { useRecordPage } from '../features/records/place.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Edit ${data?.name ?? 'organization'} · StreamFlow` },
];

export const loader = formLoader('organization:update', async ({ caller, params }) => {
  const organization = await caller.organizations.get({ id: params.id ?? '' });
  const { id, version, name, hiddenFields, lockedFields } = organization;
  return {
    name,
    form: {
      editing: { id, version },
      start: startOf(organization),
      rights: { hiddenFields, lockedFields },
      custom: await customOf({ caller }, 'organization', caller.organizations.options()),
      said: organization.custom,
      constraints: constraintsOf(editOrganizationForm),
    },
  };
});

export const action = formAction(editOrganizationForm, async (page, organization) => {
  const { caller, params, secure } = page;
  const id = params.id ?? '';
  // the parent is not on the form, so it is left as it is; what is left out is emptied
  const { parent } = await caller.organizations.get({ id });
  await caller.organizations.replace({ ...organization, id, ...(parent && { parentId: parent.id }) });
  return flashing(backTo('organization', page), { tone: 'ok', text: 'Saved.' }, secure);
});

export default function EditOrganization() {
  const { name, form } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title="Edit" back={{ to: useRecordPage('organization', form.editing.id), label: name }} />
      <div className="page page-narrow">
        <OrganizationForm answer={useFormAnswer()} {...form} />
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.organizations(), label: 'All organizations' }} />;
}
