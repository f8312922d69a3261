import { newOpportunityForm } from '../contracts/opportunity-forms.ts';
import { constraintsOf } from '../edge/constraints.server.ts';
import { customOf } from '../edge/custom-values.server.ts';
import { flashing } from '../edge/flash.server.ts';
import { formAction } from '../edge/form.server.ts';
import { opportunityOf } from '../edge/opportunities.server.ts';
import { formLoader } from '../edge/page.server.ts';
import { contacts, organizations } from '../edge/references.server.ts';
import { OpportunityForm } from '../features/opportunities/opportunity-form.tsx';
import { startStages } from '../features/opportunities/opportunity-page.ts';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction = () => [{ title: 'New opportunity · StreamFlow' }];

/** `?organization=`, `?contact=` and `?stage=` are what it starts with; what is not in sight is left out. */
export const loader = formLoader('opportunity:create', async ({ caller, url }) => {
  const [options, companies, people, organization, contact] = await Promise.all([
    caller.opportunities.options(),
    organizations.offered(caller),
    contacts.offered(caller),
    organizations.givenIn(caller, url),
    contacts.givenIn(caller, url),
  ]);
  const { pipelines, currency, hiddenFields, lockedFields } = options;
  const stages = startStages(pipelines);
  const wanted = url.searchParams.get('stage');
  const stage = stages.find(({ value }) => value === wanted) ?? stages[0];
  return {
    rights: { hiddenFields, lockedFields },
    organization: { offered: companies, current: organization },
    contact: { offered: people, current: contact },
    stages,
    start: {
      organizationId: organization?.id ?? '',
      contactId: contact?.id ?? '',
      stageId: stage?.value ?? '',
      currency,
    },
    custom: await customOf({ caller }, 'opportunity', options),
    constraints: constraintsOf(newOpportunityForm),
  };
});

export const action = formAction(newOpportunityForm, async ({ caller, secure }, sent) => {
  const { id } = await caller.opportunities.create(await opportunityOf(caller, sent));
  return flashing(paths.opportunity(id), { tone: 'ok', text: `${sent.title} was created.` }, secure);
});

export default function NewOpportunity() {
  const data = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title="New opportunity" back={{ to: paths.opportunities(), label: 'Opportunities' }} />
      <div className="page page-narrow">
        <OpportunityForm answer={useFormAnswer()} {...data} />
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.opportunities(), label: 'All opportunities' }} />;
}
