import { newLeadForm } from '../contracts/lead-forms.ts';
import { constraintsOf } from '../edge/constraints.server.ts';
import { flashing } from '../edge/flash.server.ts';
import { formAction } from '../edge/form.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { LeadForm } from '../features/leads/lead-form.tsx';
import { choicesOf } from '../features/leads/lead-choices.ts';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction = () => [{ title: 'New lead · StreamFlow' }];

export const loader = pageLoader(async ({ caller }) => ({
  choices: choicesOf(await caller.leads.options()),
  constraints: constraintsOf(newLeadForm),
}));

export const action = formAction(newLeadForm, async ({ caller, secure }, lead) => {
  const { id } = await caller.leads.create(lead);
  return flashing(paths.lead(id), { tone: 'ok', text: `${lead.name} was created.` }, secure);
});

export default function NewLead() {
  const { choices, constraints } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title="New lead" back={{ to: paths.leads(), label: 'Leads' }} />
      <div className="page page-narrow">
        <LeadForm answer={useFormAnswer()} constraints={constraints} {...choices} />
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.leads(), label: 'All leads' }} />;
}
