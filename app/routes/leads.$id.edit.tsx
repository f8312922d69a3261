import { editLeadForm } from '../contracts/lead-forms.ts';
import { backTo } from '../edge/back.server.ts';
import { constraintsOf } from '../edge/constraints.server.ts';
import { customOf } from '../edge/custom-values.server.ts';
import { flashing } from '../edge/flash.server.ts';
import { formAction } from '../edge/form.server.ts';
import { formLoader } from '../edge/page.server.ts';
import { LeadForm } from '../features/leads/lead-form.tsx';
import { choicesOf, startOf } from '../features/leads/lead-choices.ts';
import { useRecordPage } from '../features/records/place.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Edit ${data?.name ?? 'lead'} · StreamFlow` },
];

export const loader = formLoader('lead:update', async ({ caller, params }) => {
  const [lead, options] = await Promise.all([
    caller.leads.get({ id: params.id ?? '' }),
    caller.leads.options(),
  ]);
  return {
    name: lead.name,
    editing: { id: lead.id, version: lead.version },
    start: startOf(lead),
    choices: choicesOf(options),
    custom: await customOf({ caller }, 'lead', options),
    said: lead.custom,
    constraints: constraintsOf(editLeadForm),
  };
});

export const action = formAction(editLeadForm, async (page, lead) => {
  const { caller, params, secure } = page;
  const id = params.id ?? '';
  await caller.leads.replace({ ...lead, id });
  return flashing(backTo('lead', page), { tone: 'ok', text: 'Saved.' }, secure);
});

export default function EditLead() {
  const { name, editing, start, choices, constraints, custom, said } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title="Edit" back={{ to: useRecordPage('lead', editing.id), label: name }} />
      <div className="page page-narrow">
        <LeadForm
          answer={useFormAnswer()}
          constraints={constraints}
          custom={custom}
          said={said}
          editing={editing}
          start={start}
          {...choices}
        />
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.leads(), label: 'All leads' }} />;
}
