import type { InviteAnswer } from '../contracts/invites.ts';
import { inviteForm, inviteIdForm } from '../contracts/user-forms.ts';
import { flashing } from '../edge/flash.server.ts';
import { actionsByIntent, formAction } from '../edge/form.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { userListRequest } from '../edge/user-list.server.ts';
import { InviteForm, PendingInvites } from '../features/users/invites.tsx';
import { SettingsPart } from '../features/settings/settings-frame.tsx';
import { UserList } from '../features/users/user-list.tsx';
import type { FormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { Link, useActionData, useLoaderData, type MetaFunction } from '../remix.ts';
import { holds, useMay } from '../session.ts';
import { Fault } from '../ui/fault.tsx';
import { FormErrors } from '../ui/field.tsx';

export const meta: MetaFunction = () => [{ title: 'Team · StreamFlow' }];

const MEMBERS = ['active', 'disabled'] as const;

export const loader = pageLoader(async ({ caller, url }) => {
  const { input, state, sort } = userListRequest(url, MEMBERS);
  const { permissions } = await caller.auth.me();
  const mayInvite = holds(permissions, 'user:invite');
  const [page, invites, roles] = await Promise.all([
    caller.users.list(input),
    mayInvite ? caller.invites.list() : null,
    mayInvite && holds(permissions, 'role:read') ? caller.roles.list() : null,
  ]);
  return {
    users: page.items.map(({ id, name, email, status, lastLoginAt, roles: held }) => ({
      id,
      name,
      email,
      status,
      lastLoginAt,
      roles: held.map((role) => role.name),
    })),
    next: page.next,
    count: page.count,
    state,
    sort,
    invites: invites?.items ?? null,
    roles: roles?.items.map(({ key, name }) => ({ value: key, label: name })) ?? [],
  };
});

export const action = actionsByIntent({
  invite: formAction(inviteForm, async ({ caller }, invited) => ({
    outcomes: (await caller.invites.createMany(invited)).items,
  })),
  resend: formAction(inviteIdForm, async ({ caller, secure }, { id }) => {
    await caller.invites.resend({ id });
    return flashing(paths.team(), { tone: 'ok', text: 'The invitation is on its way again.' }, secure);
  }),
  withdraw: formAction(inviteIdForm, async ({ caller, secure }, { id }) => {
    await caller.invites.withdraw({ id });
    return flashing(paths.team(), { tone: 'ok', text: 'The invitation is withdrawn.' }, secure);
  }),
});

type Answer = FormAnswer & { outcomes?: InviteAnswer[] };

export default function Team() {
  const { invites, roles, ...list } = useLoaderData<typeof loader>();
  const answer = useActionData<Answer>();
  const isOfInvite = answer?.submission?.initialValue?.intent === 'invite';
  const roleNames = Object.fromEntries(roles.map(({ value, label }) => [value, label]));
  return (
    <>
      {!isOfInvite && <FormErrors errors={answer?.refusal && [answer.refusal.message]} />}
      <SettingsPart title="Members" lead={useMay()('user:disable') && <AdminsLink />}>
        <div>
          <UserList {...list} action={paths.team()} statuses={MEMBERS} />
        </div>
      </SettingsPart>
      {invites && (
        <>
          <InviteForm
            key={(answer?.outcomes ?? []).map(({ email }) => email).join(' ')}
            answer={isOfInvite ? answer : undefined}
            outcomes={answer?.outcomes ?? []}
            roles={roles}
          />
          <PendingInvites invites={invites} roleNames={roleNames} action={paths.team()} />
        </>
      )}
    </>
  );
}

const AdminsLink = () => (
  <>
    With their sessions:{' '}
    <Link to={paths.adminUsers} className="link">
      Users & Roles
    </Link>
  </>
);

export function ErrorBoundary() {
  return <Fault home={{ to: paths.team(), label: 'Team' }} />;
}
