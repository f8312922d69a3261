import { opportunityGrammar } from '../contracts/opportunities.ts';
import { moveForm } from '../contracts/opportunity-forms.ts';
import { customOf } from '../edge/custom-values.server.ts';
import { opportunityFactActions, openOpportunityFact } from '../edge/fact-forms.server.ts';
import { filesFor } from '../edge/files.server.ts';
import { flashing } from '../edge/flash.server.ts';
import { actionsByIntent, formAction } from '../edge/form.server.ts';
import { ifAllowed, pageLoader } from '../edge/page.server.ts';
import { aroundOf } from '../edge/place.server.ts';
import { recordActions } from '../edge/record.server.ts';
import { timelineActions, timelineFor } from '../edge/timeline.server.ts';
import { RecordTimeline } from '../features/activities/record-timeline.tsx';
import { recordOf, waysOn } from '../features/opportunities/opportunity-page.ts';
import { OpportunityFacts, Worth } from '../features/opportunities/opportunity-record.tsx';
import { StageStepper } from '../features/opportunities/stage-stepper.tsx';
import { opportunityFields } from '../features/opportunities/opportunity-form.tsx';
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
  { title: `${data?.opportunity.name ?? 'Opportunity'} · StreamFlow` },
];

export const loader = pageLoader(async (page) => {
  const { caller, params } = page;
  const id = params.id ?? '';
  const [opportunity, options, timeline, tasks, around, attachments] = await Promise.all([
    caller.opportunities.get({ id }),
    caller.opportunities.options(),
    timelineFor(page, caller.opportunities, id),
    ifAllowed(caller.tasks.ofOpportunity({ id })),
    aroundOf(page, opportunityGrammar, caller.opportunities),
    filesFor(page, caller.opportunities, id),
  ]);
  return {
    opportunity: recordOf(opportunity),
    open: await openOpportunityFact(page, opportunity, options),
    owners: options.owners,
    custom: await customOf(page, 'opportunity', options),
    ...waysOn(opportunity, options.pipelines),
    ...around,
    attachments,
    timeline,
    tasks: tasks?.items ?? null,
  };
});

export const action = actionsByIntent({
  ...opportunityFactActions,
  ...recordActions('opportunity', ({ opportunities }) => opportunities),
  ...timelineActions('opportunity', ({ opportunities }) => opportunities),
  move: formAction(moveForm, async ({ caller, params, secure }, { intent: _, ...move }) => {
    const id = params.id ?? '';
    await caller.opportunities.move({ id, ...move });
    return flashing(paths.opportunity(id), { tone: 'ok', text: 'Moved.' }, secure);
  }),
});

export default function Opportunity() {
  const { opportunity, open, custom, owners, names, place, stages, elsewhere, timeline, tasks, attachments } =
    useLoaderData<typeof loader>();
  const answer = useFormAnswer();
  const may = useMay();
  const rights = useRecordRights('opportunity');
  const taskHref = useTaskHref('opportunity', opportunity.id);
  const asksReason = !opportunity.locked.includes('lostReason');
  return (
    <>
      <RecordTitle noun="opportunity" title={opportunity.name} place={place} />
      <div className="record">
        <aside className="record-facts" aria-label="Facts">
          <FactsEditing
            noun="opportunity"
            record={opportunity}
            fields={[...opportunityFields, ...customFormFields(custom, opportunity.custom)]}
            open={open}
          >
            <RecordHeader
              noun="opportunity"
              record={opportunity}
              rights={rights}
              owners={owners}
              tagNames={names}
              subtitle={<Worth {...opportunity} />}
            />
            <RecordTasks noun="opportunity" recordId={opportunity.id} tasks={tasks} />
            <OpportunityFacts opportunity={opportunity} custom={custom} />
            <Attachments noun="opportunity" recordId={opportunity.id} attachments={attachments} />
          </FactsEditing>
        </aside>
        <div className="record-story">
          <StageStepper {...{ opportunity, stages, elsewhere, asksReason, answer }} canMove={rights.edit} />
          <RecordTimeline
            timeline={timeline}
            home={paths.opportunity(opportunity.id)}
            recordId={opportunity.id}
            noun="opportunity"
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
  return <RecordFault noun="opportunity" />;
}
