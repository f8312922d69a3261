import { organizationGrammar } from '../contracts/organizations.ts';
import { customOf } from '../edge/custom-values.server.ts';
import { organizationFactActions, openOrganizationFact } from '../edge/fact-forms.server.ts';
import { filesFor } from '../edge/files.server.ts';
import { actionsByIntent } from '../edge/form.server.ts';
import { dealsOf } from '../edge/opportunities.server.ts';
import { relatedTo } from '../edge/organizations.server.ts';
import { ifAllowed, pageLoader } from '../edge/page.server.ts';
import { aroundOf } from '../edge/place.server.ts';
import { recordActions } from '../edge/record.server.ts';
import { timelineActions, timelineFor } from '../edge/timeline.server.ts';
import { RecordTimeline } from '../features/activities/record-timeline.tsx';
import { RelatedOpportunities, relatedOf } from '../features/opportunities/related-opportunities.tsx';
import { organizationFields } from '../features/organizations/organization-form.tsx';
import { recordOf } from '../features/organizations/organization-page.ts';
import { OrganizationFacts } from '../features/organizations/organization-record.tsx';
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
  { title: `${data?.organization.name ?? 'Organization'} · StreamFlow` },
];

export const loader = pageLoader(async (page) => {
  const { caller, params } = page;
  const id = params.id ?? '';
  const asked = caller.organizations.options();
  const [organization, options, timeline, tasks, around, related, deals, files] = await Promise.all([
    caller.organizations.get({ id }),
    asked,
    timelineFor(page, caller.organizations, id),
    ifAllowed(caller.tasks.ofOrganization({ id })),
    aroundOf(page, organizationGrammar, caller.organizations),
    relatedTo(caller, id, asked),
    dealsOf(caller, 'organization', id),
    filesFor(page, caller.organizations, id),
  ]);
  return {
    organization: recordOf(organization),
    open: await openOrganizationFact(page, organization),
    owners: options.owners,
    custom: await customOf(page, 'organization', options),
    ...around,
    attachments: files,
    timeline,
    tasks: tasks?.items ?? null,
    deals: deals && relatedOf(deals),
    related,
  };
});

export const action = actionsByIntent({
  ...organizationFactActions,
  ...recordActions('organization', ({ organizations }) => organizations),
  ...timelineActions('organization', ({ organizations }) => organizations),
});

export default function Organization() {
  const { organization, open, custom, owners, names, place, related, timeline, tasks, deals, attachments } =
    useLoaderData<typeof loader>();
  const answer = useFormAnswer();
  const may = useMay();
  const rights = useRecordRights('organization');
  const taskHref = useTaskHref('organization', organization.id);
  return (
    <>
      <RecordTitle noun="organization" title={organization.name} place={place} />
      <div className="record">
        <aside className="record-facts" aria-label="Facts">
          <FactsEditing
            noun="organization"
            record={organization}
            fields={[...organizationFields, ...customFormFields(custom, organization.custom)]}
            open={open}
          >
            <RecordHeader
              noun="organization"
              record={organization}
              rights={rights}
              owners={owners}
              tagNames={names}
              subtitle={organization.domain}
            />
            <RecordTasks noun="organization" recordId={organization.id} tasks={tasks} />
            <RelatedOpportunities of={deals} about={{ organization: organization.id }} />
            <OrganizationFacts organization={organization} custom={custom} related={related} />
            <Attachments noun="organization" recordId={organization.id} attachments={attachments} />
          </FactsEditing>
        </aside>
        <div className="record-story">
          <RecordTimeline
            timeline={timeline}
            home={paths.organization(organization.id)}
            recordId={organization.id}
            noun="organization"
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
  return <RecordFault noun="organization" />;
}
