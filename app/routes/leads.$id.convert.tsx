import { conversionOf, convertLeadForm } from '../contracts/lead-conversion-forms.ts';
import { constraintsOf } from '../edge/constraints.server.ts';
import { flashing } from '../edge/flash.server.ts';
import { formAction } from '../edge/form.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { ConvertForm } from '../features/leads/convert-form.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { useMay } from '../session.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Convert ${data?.proposal.name ?? 'lead'} · StreamFlow` },
];

export const loader = pageLoader(async ({ caller, params }) => ({
  proposal: await caller.leads.conversion({ id: params.id ?? '' }),
  constraints: constraintsOf(convertLeadForm),
}));

export const action = formAction(convertLeadForm, async ({ caller, params, secure }, form) => {
  const id = params.id ?? '';
  await caller.leads.convert(conversionOf(id, form));
  const page = paths.lead(id);
  const undo = { action: page, fields: { intent: 'revert' } };
  return flashing(page, { tone: 'ok', text: 'Lead converted.', undo }, secure);
});

export default function ConvertLead() {
  const { proposal, constraints } = useLoaderData<typeof loader>();
  const may = useMay();
  return (
    <>
      <PageHeader title="Convert" back={{ to: paths.lead(proposal.id), label: proposal.name }} />
      <div className="page page-narrow">
        <ConvertForm
          proposal={proposal}
          answer={useFormAnswer()}
          constraints={constraints}
          may={{
            contact: may('contact:create'),
            organization: may('organization:create'),
            opportunity: may('opportunity:create'),
          }}
        />
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.leads(), label: 'All leads' }} />;
}
