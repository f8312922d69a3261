import { conversionOf, convertLeadForm } from '../contracts/lead-conversion-forms.ts';
import { backTo } from '../edge/back.server.ts';
import { constraintsOf } from '../edge/constraints.server.ts';
import { flashing } from '../edge/flash.server.ts';
import { formAction } from '../edge/form.server.ts';
import { typedAmount } from '../edge/opportunities.server.ts';
import { ifAllowed, pageLoader } from '../edge/page.server.ts';
import { ConvertForm } from '../features/leads/convert-form.tsx';
import { useRecordPage } from '../features/records/place.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { useMay } from '../session.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Convert ${data?.proposal.name ?? 'lead'} · StreamFlow` },
];

export const loader = pageLoader(async ({ caller, params }) => {
  const [proposal, options] = await Promise.all([
    caller.leads.conversion({ id: params.id ?? '' }),
    ifAllowed(caller.opportunities.options()),
  ]);
  const isKept = [...(options?.hiddenFields ?? []), ...(options?.lockedFields ?? [])].includes('amount');
  const currency = isKept ? null : (options?.currency ?? null);
  return { proposal, currency, constraints: constraintsOf(convertLeadForm) };
});

export const action = formAction(convertLeadForm, async (page, form) => {
  const { caller, params, secure } = page;
  const id = params.id ?? '';
  const amount = form.amount ? typedAmount(form.amount, form.currency) : undefined;
  await caller.leads.convert(conversionOf(id, form, amount));
  const lead = backTo('lead', page);
  const undo = { action: lead, fields: { intent: 'revert' } };
  return flashing(lead, { tone: 'ok', text: 'Lead converted.', undo }, secure);
});

export default function ConvertLead() {
  const { proposal, currency, constraints } = useLoaderData<typeof loader>();
  const may = useMay();
  return (
    <>
      <PageHeader title="Convert" back={{ to: useRecordPage('lead', proposal.id), label: proposal.name }} />
      <div className="page page-narrow">
        <ConvertForm
          proposal={proposal}
          currency={currency}
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
