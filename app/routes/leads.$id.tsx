import { noteForm } from '../contracts/lead-forms.ts';
import { flashing } from '../edge/flash.server.ts';
import { actionsByIntent, formAction } from '../edge/form.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { recordActions } from '../edge/record.server.ts';
import { recordOf } from '../features/leads/lead-page.ts';
import { LeadFacts, leadSubtitle } from '../features/leads/lead-record.tsx';
import { LeadTimeline } from '../features/leads/lead-timeline.tsx';
import { RecordHeader, useRecordRights } from '../features/records/record-header.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { useMay } from '../session.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.lead.name ?? 'Lead'} · StreamFlow` },
];

export const loader = pageLoader(async ({ caller, params, url }) => {
  const id = params.id ?? '';
  const after = url.searchParams.get('after') ?? undefined;
  const [lead, timeline, options] = await Promise.all([
    caller.leads.get({ id }),
    caller.leads.activities({ id, ...(after && { after }) }),
    caller.leads.options(),
  ]);
  return { lead: recordOf(lead), activities: timeline.items, next: timeline.next, owners: options.owners };
});

export const action = actionsByIntent({
  ...recordActions('lead', ({ leads }) => leads),
  note: formAction(noteForm, async ({ caller, params, secure }, { body }) => {
    const id = params.id ?? '';
    await caller.leads.addNote({ id, body });
    return flashing(paths.lead(id), { tone: 'ok', text: 'Note added.' }, secure);
  }),
});

export default function Lead() {
  const { lead, activities, next, owners } = useLoaderData<typeof loader>();
  const answer = useFormAnswer();
  const may = useMay();
  const rights = useRecordRights('lead');
  return (
    <>
      <PageHeader title={lead.name} back={{ to: paths.leads(), label: 'Leads' }} />
      <div className="record">
        <aside className="record-facts" aria-label="Facts">
          <RecordHeader
            noun="lead"
            record={lead}
            rights={rights}
            owners={owners}
            subtitle={leadSubtitle(lead)}
          />
          <LeadFacts lead={lead} />
        </aside>
        <div className="record-story">
          <LeadTimeline
            leadId={lead.id}
            activities={activities}
            olderHref={next && `${paths.lead(lead.id)}?after=${encodeURIComponent(next)}`}
            canNote={may('activity:create')}
            answer={answer}
          />
        </div>
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return (
    <Fault
      home={{ to: paths.leads(), label: 'All leads' }}
      search={{ action: paths.leads(), label: 'Search leads' }}
    />
  );
}
