// Whole pages on invented data, so that layout and states can be looked at without a database.
import { paths } from '../../paths.ts';
import { PageHeader } from '../../ui/app-shell.tsx';
import { Gate } from '../../ui/gate.tsx';
import { LoginForm } from '../accounts/login-form.tsx';
import { RegisterForm } from '../accounts/register-form.tsx';
import { ForgotPasswordForm, ResetExpired, ResetPasswordForm } from '../accounts/reset-forms.tsx';
import { TenantChooser } from '../accounts/tenant-chooser.tsx';
import { RecordTimeline } from '../activities/record-timeline.tsx';
import { MyLeads } from '../dashboard/my-leads.tsx';
import { Pipeline } from '../dashboard/pipeline.tsx';
import { TasksDue } from '../dashboard/tasks-due.tsx';
import { LeadForm } from '../leads/lead-form.tsx';
import { LeadActions, leadColumns, LeadsEmpty } from '../leads/lead-list.tsx';
import { LeadFacts, leadSubtitle } from '../leads/lead-record.tsx';
import { RecordHeader } from '../records/record-header.tsx';
import { RecordList, type ListData } from '../records/record-list.tsx';
import { Choosing } from './choosing.tsx';
import { Figures, States } from './figures.tsx';
import { Buttons, Fields, Filters, Marks, Overlays } from './parts.tsx';
import { Records } from './records.tsx';
import * as samples from './samples.ts';

const ok = <T,>(data: T) => ({ ok: true, data }) as const;

export const Components = () => (
  <>
    <PageHeader title="Components" count="every state" />
    <div className="page">
      <Buttons />
      <Fields />
      <Choosing />
      <Marks />
      <Overlays />
      <Filters />
      <Figures />
      <States />
      <Records />
    </div>
  </>
);

const actions = <LeadActions canCreate canImport />;

const twoScreens = [...samples.leads, ...samples.leads.map((lead) => ({ ...lead, id: `${lead.id}b` }))];

type LeadList = ListData<(typeof samples.leads)[number]>;

const list = (
  leads: LeadList['rows'],
  filters: LeadList['filters'],
  next: string | null = null,
): LeadList => ({
  rows: leads,
  next,
  previous: null,
  count: next === null ? leads.length : 1_284,
  countIsCapped: false,
  hidden: [],
  sort: { key: 'updated_at', descending: true },
  cols: null,
  filters,
});

const Leads = ({ data }: { data: LeadList }) => (
  <RecordList
    data={data}
    words={{ one: 'lead', many: 'leads' }}
    columns={leadColumns}
    rowHref={({ id }) => paths.lead(id)}
    actions={actions}
    empty={<LeadsEmpty canCreate canImport />}
    live={[]}
    peek={() => null}
  />
);

export const LeadsPage = () => <Leads data={list(twoScreens, samples.filters, 'x')} />;
export const EmptyLeadsPage = () => <Leads data={list([], samples.noFilters)} />;
export const UnmatchedLeadsPage = () => <Leads data={list([], samples.filters)} />;

const rights = { edit: true, assign: true, archive: true, delete: true };

export const LeadPage = () => (
  <>
    <PageHeader title={samples.lead.name} back={{ to: paths.leads(), label: 'Leads' }} />
    <div className="record">
      <aside className="record-facts" aria-label="Facts">
        <RecordHeader
          noun="lead"
          record={samples.lead}
          rights={rights}
          owners={samples.people}
          subtitle={leadSubtitle(samples.lead)}
        />
        <LeadFacts lead={samples.lead} />
      </aside>
      <div className="record-story">
        <RecordTimeline
          timeline={{ entries: samples.activities, next: 'x', type: '', compose: 'note' }}
          home={paths.lead('lead-1')}
          recordId="lead-1"
          noun="lead"
          canWrite
        />
      </div>
    </div>
  </>
);

const form = {
  stages: samples.choices(samples.options.stages),
  sources: samples.choices(samples.options.sources),
};

const taken = {
  submission: {
    status: 'error',
    initialValue: { name: 'Ellie Whitcombe', email: 'eleanor@example.com' },
    error: {},
  },
  refusal: {
    message: 'eleanor@example.com is already the e-mail of a lead.',
    requestId: 'sample-request',
    data: { existing: { id: 'lead-1', name: 'Eleanor Whitcombe' } },
  },
} as const;

const stale = {
  submission: {
    status: 'error',
    initialValue: { name: 'Eleanor Whitcombe', title: 'COO', score: '85' },
    error: {},
  },
  refusal: {
    message: 'Someone else changed this lead since you opened it.',
    requestId: 'sample-request',
    data: { current: { version: 5, name: 'Eleanor Whitcombe', title: 'Chief Operating Officer', score: 90 } },
  },
} as const;

export const NewLeadPage = () => (
  <>
    <PageHeader title="New lead" back={{ to: paths.leads(), label: 'Leads' }} />
    <div className="page page-narrow">
      <LeadForm {...form} answer={taken} />
    </div>
  </>
);

export const EditLeadPage = () => (
  <>
    <PageHeader title="Edit" back={{ to: paths.lead('lead-1'), label: samples.lead.name }} />
    <div className="page page-narrow">
      <LeadForm {...form} editing={{ id: 'lead-1', version: 4 }} answer={stale} />
    </div>
  </>
);

export const DashboardPage = () => (
  <>
    <PageHeader title="Dashboard" actions={actions} />
    <div className="widgets">
      <TasksDue from={ok(samples.tasksDue)} />
      <MyLeads from={ok(samples.myLeads)} />
      <Pipeline from={ok(samples.pipeline)} />
    </div>
  </>
);

const fault = {
  ok: false,
  message: 'That took too long and was stopped.',
  requestId: '0197a3c2-5d1e-7c44',
} as const;

export const TroubledDashboardPage = () => (
  <>
    <PageHeader title="Dashboard" actions={actions} />
    <div className="widgets">
      <TasksDue from={ok({ items: [], overdue: 0, today: 0 })} />
      <MyLeads from={fault} />
      <Pipeline from={ok(null)} />
    </div>
  </>
);

const refused = {
  submission: {
    status: 'error',
    initialValue: { email: 'ada@example.com', name: 'Ada' },
    error: { '': ['Wrong e-mail or password.'], email: ['An account with this e-mail exists.'] },
  },
} as const;

export const LoginPage = () => (
  <Gate title="Sign in to StreamFlow">
    <LoginForm next={paths.devUi} />
  </Gate>
);
export const RefusedLoginPage = () => (
  <Gate title="Sign in to StreamFlow">
    <LoginForm
      answer={{
        submission: {
          status: 'error',
          initialValue: { email: 'ada@example.com' },
          error: { '': ['Wrong e-mail or password.'] },
        },
      }}
    />
  </Gate>
);
export const RegisterPage = () => (
  <Gate title="Create your account">
    <RegisterForm
      answer={{
        submission: { ...refused.submission, error: { email: [...refused.submission.error.email] } },
      }}
    />
  </Gate>
);
export const ForgotPage = () => (
  <Gate title="Forgot password?" lead="Type your e-mail; we send a link to choose a new one.">
    <ForgotPasswordForm />
  </Gate>
);
export const ResetPage = () => (
  <Gate title="Choose a new password">
    <ResetPasswordForm />
  </Gate>
);
export const ExpiredPage = () => (
  <Gate title="This link no longer works">
    <ResetExpired />
  </Gate>
);
export const TenantsPage = () => (
  <Gate title="Choose a tenant" lead="Your account has several.">
    <TenantChooser
      tenants={[
        { id: 't1', name: 'Canary Corp' },
        { id: 't2', name: 'Globex' },
      ]}
      current="t1"
    />
  </Gate>
);
