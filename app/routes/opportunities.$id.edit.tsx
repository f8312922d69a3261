import { editOpportunityForm } from '../contracts/opportunity-forms.ts';
import { backTo } from '../edge/back.server.ts';
import { constraintsOf } from '../edge/constraints.server.ts';
import { customOf } from '../edge/custom-values.server.ts';
import { flashing } from '../edge/flash.server.ts';
import { formAction } from '../edge/form.server.ts';
import { opportunityOf } from '../edge/opportunities.server.ts';
import { formLoader } from '../edge/page.server.ts';
import { contacts, organizations } from '../edge/references.server.ts';
import { OpportunityForm } from '../features/opportunities/opportunity-form.tsx';
import { namedOr, startOf } from '../features/opportunities/opportunity-page.ts';
import { useRecordPage } from '../features/records/place.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Edit ${data?.title ?? 'opportunity'} · StreamFlow` },
];

export const loader = formLoader('opportunity:update', async ({ caller, params }) => {
  const [opportunity, options, companies, people] = await Promise.all([
    caller.opportunities.get({ id: params.id ?? '' }),
    caller.opportunities.options(),
    organizations.offered(caller),
    contacts.offered(caller),
  ]);
  const { id, version, title, stage, hiddenFields, lockedFields } = opportunity;
  return {
    title,
    form: {
      editing: { id, version },
      start: { currency: options.currency, ...startOf(opportunity) },
      rights: { hiddenFields, lockedFields },
      organization: {
        offered: companies,
        current: namedOr(opportunity.organization, 'An organization that you may not see'),
      },
      contact: { offered: people, current: namedOr(opportunity.contact, 'A contact that you may not see') },
      asksReason: stage.kind === 'lost',
      custom: await customOf({ caller }, 'opportunity', options),
      said: opportunity.custom,
      constraints: constraintsOf(editOpportunityForm),
    },
  };
});

export const action = formAction(editOpportunityForm, async (page, sent) => {
  const { caller, params, secure } = page;
  const id = params.id ?? '';
  const { version, ...fields } = sent;
  const before = await caller.opportunities.get({ id });
  await caller.opportunities.replace({ ...(await opportunityOf(caller, fields, before)), id, version });
  return flashing(backTo('opportunity', page), { tone: 'ok', text: 'Saved.' }, secure);
});

export default function EditOpportunity() {
  const { title, form } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title="Edit" back={{ to: useRecordPage('opportunity', form.editing.id), label: title }} />
      <div className="page page-narrow">
        <OpportunityForm answer={useFormAnswer()} {...form} />
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.opportunities(), label: 'All opportunities' }} />;
}
