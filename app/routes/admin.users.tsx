import { pageLoader } from '../edge/page.server.ts';
import { userListRequest } from '../edge/user-list.server.ts';
import { UserList } from '../features/users/user-list.tsx';
import { formatCount } from '../format.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Fault } from '../ui/fault.tsx';
import { useFormats } from '../ui/formats.tsx';

export const meta: MetaFunction = () => [{ title: 'Users & Roles · StreamFlow' }];

/** Everybody the tenant knows, with their sessions. What is done to one of them is done on their own page. */
export const loader = pageLoader(async ({ caller, url }) => {
  const { input, state, sort } = userListRequest(url);
  const page = await caller.users.list(input);
  const { items } = await caller.users.sessions({ ids: page.items.map(({ id }) => id) });
  const open = new Map(items.map((sessions) => [sessions.id, sessions.open]));
  return {
    users: page.items.map(({ id, name, email, status, lastLoginAt, roles }) => ({
      id,
      name,
      email,
      status,
      lastLoginAt,
      roles: roles.map((role) => role.name),
      sessions: open.get(id) ?? 0,
    })),
    next: page.next,
    count: page.count,
    state,
    sort,
  };
});

export default function AdminUsers() {
  const list = useLoaderData<typeof loader>();
  const count = formatCount(list.count, 'person', 'people', useFormats());
  return (
    <>
      <PageHeader
        title="Users & Roles"
        count={count}
        back={{ to: paths.team(), label: 'Team' }}
        actions={
          <LinkButton to={paths.team()} kind="primary">
            Invite people
          </LinkButton>
        }
      />
      <UserList {...list} action={paths.adminUsers} withSessions />
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.dashboard, label: 'Dashboard' }} />;
}
