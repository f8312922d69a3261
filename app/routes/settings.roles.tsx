import { newRoleForm } from '../contracts/role-forms.ts';
import { flashing } from '../edge/flash.server.ts';
import { formAction } from '../edge/form.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { NewRole, RoleList } from '../features/roles/role-list.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { useMay } from '../session.ts';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction = () => [{ title: 'Roles · StreamFlow' }];

export const loader = pageLoader(({ caller }) => caller.roles.list());

export const action = formAction(newRoleForm, async ({ caller, secure }, role) => {
  const { id } = await caller.roles.create(role);
  return flashing(paths.role(id), { tone: 'ok', text: 'The role is added. Choose what it allows.' }, secure);
});

export default function RolesPage() {
  const { items } = useLoaderData<typeof loader>();
  const answer = useFormAnswer();
  const may = useMay();
  return (
    <>
      <RoleList roles={items} />
      {may('role:update') && <NewRole roles={items} answer={answer} />}
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.dashboard, label: 'Dashboard' }} />;
}
