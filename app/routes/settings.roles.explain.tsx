import { labelOfField } from '../contracts/role-fields.ts';
import { pageLoader } from '../edge/page.server.ts';
import { AccessReport, ViewAs } from '../features/roles/access-report.tsx';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { useSession } from '../session.ts';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction = () => [{ title: 'What can this person see and do? · StreamFlow' }];

export const loader = pageLoader(async ({ caller, url }) => {
  const { items } = await caller.roles.people();
  const user = url.searchParams.get('user');
  if (!user) return { people: items, access: null };
  const access = await caller.roles.access({ id: user });
  const fields = access.fields.map((line) => ({ ...line, label: labelOfField(line.noun, line.field) }));
  return { people: items, access: { ...access, fields } };
});

export default function Explain() {
  const { people, access } = useLoaderData<typeof loader>();
  const { user } = useSession();
  return (
    <>
      <ViewAs people={people} chosen={access?.user.id ?? user.id} />
      {access && <AccessReport access={access} />}
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.roles, label: 'Roles' }} />;
}
