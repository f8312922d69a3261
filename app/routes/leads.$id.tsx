import { revertConversionForm } from '../contracts/lead-forms.ts';
import { customOf } from '../edge/custom-values.server.ts';
import { leadFactActions, openLeadFact } from '../edge/fact-forms.server.ts';
import { filesFor } from '../edge/files.server.ts';
import { flashing } from '../edge/flash.server.ts';
import { actionsByIntent, formAction } from '../edge/form.server.ts';
import { leadGrammar } from '../contracts/leads.ts';
import { ifAllowed, pageLoader } from '../edge/page.server.ts';
import { aroundOf } from '../edge/place.server.ts';
import { recordActions } from '../edge/record.server.ts';
import { timelineActions, timelineFor } from '../edge/timeline.server.ts';
import { RecordTimeline } from '../features/activities/record-timeline.tsx';
import { ConvertButton, Converted } from '../features/leads/converted.tsx';
import { revertedText } from '../features/leads/convert-words.ts';
import { leadFields } from '../features/leads/lead-form.tsx';
import { recordOf } from '../features/leads/lead-page.ts';
import { LeadFacts, leadSubtitle } from '../features/leads/lead-record.tsx';
import { Attachments } from '../features/records/attachments.tsx';
import { customFormFields } from '../features/records/custom-facts.tsx';
import { FactsEditing } from '../features/records/fact-editing.tsx';
import { RecordTitle } from '../features/records/place.tsx';
import { RecordFault } from '../features/records/record-fault.tsx';
import { RecordHeader, useRecordRights } from '../features/records/record-header.tsx';
import { RecordTasks, useTaskHref } from '../features/tasks/record-tasks.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { useMay } from '../session.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.lead.name ?? 'Lead'} · StreamFlow` },
];

export const loader = pageLoader(async (page) => {
  const { caller, params } = page;
  const id = params.id ?? '';
  const [lead, timeline, options, tasks, around, attachments] = await Promise.all([
    caller.leads.get({ id }),
    timelineFor(page, caller.leads, id),
    caller.leads.options(),
    ifAllowed(caller.tasks.ofLead({ id })),
    aroundOf(page, leadGrammar, caller.leads),
    filesFor(page, caller.leads, id),
  ]);
  return {
    lead: recordOf(lead),
    open: await openLeadFact(page, lead, options),
    timeline,
    owners: options.owners,
    custom: await customOf(page, 'lead', options),
    ...around,
    attachments,
    tasks: tasks?.items ?? null,
  };
});

export const action = actionsByIntent({
  ...leadFactActions,
  ...recordActions('lead', ({ leads }) => leads),
  revert: formAction(revertConversionForm, async ({ caller, params, secure }) => {
    const id = params.id ?? '';
    const { kept } = await caller.leads.revertConversion({ id });
    return flashing(paths.lead(id), { tone: 'ok', text: revertedText(kept) }, secure);
  }),
  ...timelineActions('lead', ({ leads }) => leads),
});

export default function Lead() {
  const { lead, open, custom, timeline, owners, names, place, tasks, attachments } =
    useLoaderData<typeof loader>();
  const answer = useFormAnswer();
  const may = useMay();
  const rights = useRecordRights('lead');
  const taskHref = useTaskHref('lead', lead.id);
  return (
    <>
      <RecordTitle noun="lead" title={lead.name} place={place} />
      <div className="record">
        <aside className="record-facts" aria-label="Facts">
          <FactsEditing
            noun="lead"
            record={lead}
            fields={[...leadFields, ...customFormFields(custom, lead.custom)]}
            open={open}
          >
            <RecordHeader
              noun="lead"
              record={lead}
              rights={rights}
              owners={owners}
              tagNames={names}
              subtitle={leadSubtitle(lead)}
            >
              {!lead.converted && <ConvertButton leadId={lead.id} />}
            </RecordHeader>
            {lead.converted && <Converted leadId={lead.id} conversion={lead.converted} />}
            <RecordTasks noun="lead" recordId={lead.id} tasks={tasks} />
            <LeadFacts lead={lead} custom={custom} />
            <Attachments noun="lead" recordId={lead.id} attachments={attachments} />
          </FactsEditing>
        </aside>
        <div className="record-story">
          <RecordTimeline
            timeline={timeline}
            home={paths.lead(lead.id)}
            recordId={lead.id}
            noun="lead"
            canWrite={may('activity:create')}
            taskHref={taskHref}
            answer={answer}
          />
        </div>
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <RecordFault noun="lead" />;
}
