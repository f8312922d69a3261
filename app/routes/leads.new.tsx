import { newLeadForm } from '../contracts/lead-forms.ts';
import { constraintsOf } from '../edge/constraints.server.ts';
import { customOf } from '../edge/custom-values.server.ts';
import { flashing } from '../edge/flash.server.ts';
import { formAction } from '../edge/form.server.ts';
import { formLoader } from '../edge/page.server.ts';
import { LeadForm } from '../features/leads/lead-form.tsx';
import { choicesOf, freshLead } from '../features/leads/lead-choices.ts';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction = () => [{ title: 'New lead · StreamFlow' }];

export const loader = formLoader('lead:create', async ({ caller }) => {
  const options = await caller.leads.options();
  return {
    choices: choicesOf(options),
    start: freshLead(options),
    custom: await customOf({ caller }, 'lead', options),
    constraints: constraintsOf(newLeadForm),
  };
});

export const action = formAction(newLeadForm, async ({ caller, secure }, lead) => {
  const { id } = await caller.leads.create(lead);
  return flashing(paths.lead(id), { tone: 'ok', text: `${lead.name} was created.` }, secure);
});

export default function NewLead() {
  const { choices, start, constraints, custom } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title="New lead" back={{ to: paths.leads(), label: 'Leads' }} />
      <div className="page page-narrow">
        <LeadForm
          answer={useFormAnswer()}
          start={start}
          constraints={constraints}
          custom={custom}
          {...choices}
        />
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.leads(), label: 'All leads' }} />;
}
