import { nameForm, sureForm, userRolesForm } from '../contracts/user-forms.ts';
import { flashing } from '../edge/flash.server.ts';
import { actionsByIntent, formAction } from '../edge/form.server.ts';
import { pageLoader, type Page } from '../edge/page.server.ts';
import {
  MemberAccess,
  MemberHead,
  MemberName,
  MemberRoles,
  MemberSessions,
} from '../features/users/member.tsx';
import { useFormAnswer, type FormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { holds } from '../session.ts';
import { Fault } from '../ui/fault.tsx';
import { FormErrors } from '../ui/field.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.user.name ?? 'Team'} · StreamFlow` },
];

export const loader = pageLoader(async ({ caller, params }) => {
  const id = params.id ?? '';
  const { permissions, user: self } = await caller.auth.me();
  const may = {
    rename: holds(permissions, 'user:update'),
    disable: holds(permissions, 'user:disable'),
    explain: holds(permissions, 'role:read'),
  };
  const [user, roles, sessions] = await Promise.all([
    caller.users.get({ id }),
    may.rename && holds(permissions, 'role:read') ? caller.roles.list() : null,
    may.disable ? caller.users.sessions({ ids: [id] }) : null,
  ]);
  return {
    user,
    isSelf: self.id === id,
    may,
    choices: roles?.items.map(({ key, name }) => ({ key, name })) ?? null,
    sessions: sessions?.items[0] ?? null,
  };
});

const idOf = ({ params }: Pick<Page, 'params'>): string => params.id ?? '';
const said = (page: Page, text: string): Response =>
  flashing(paths.member(idOf(page)), { tone: 'ok', text }, page.secure);

export const action = actionsByIntent({
  name: formAction(nameForm, async (page, { name, version }) => {
    await page.caller.users.update({ id: idOf(page), name, version });
    return said(page, 'The name is saved.');
  }),
  roles: formAction(userRolesForm, async (page, { roles }) => {
    await page.caller.roles.assign({ id: idOf(page), roles });
    return said(page, 'The roles are changed.');
  }),
  disable: formAction(sureForm, async (page) => {
    await page.caller.users.disable({ id: idOf(page) });
    return said(page, 'They are disabled.');
  }),
  enable: formAction(sureForm, async (page) => {
    await page.caller.users.enable({ id: idOf(page) });
    return said(page, 'They are let in again.');
  }),
  'end-sessions': formAction(sureForm, async (page) => {
    const { ended } = await page.caller.users.endSessions({ id: idOf(page) });
    return said(page, ended === 1 ? 'One session has ended.' : `${ended} sessions have ended.`);
  }),
});

export default function Member() {
  const { user, isSelf, may, choices, sessions } = useLoaderData<typeof loader>();
  const answer = useFormAnswer();
  const isOfName = intentOf(answer) === 'name';
  return (
    <>
      <MemberHead user={user} explained={may.explain} />
      {!isOfName && <FormErrors errors={refusalOf(answer)} />}
      {may.rename && <MemberName key={user.version} user={user} answer={isOfName ? answer : undefined} />}
      <MemberRoles
        key={user.roles.map(({ key }) => key).join()}
        user={user}
        isSelf={isSelf}
        choices={choices}
      />
      <MemberAccess user={user} isSelf={isSelf} may={may} />
      {may.disable && <MemberSessions user={user} sessions={sessions} />}
    </>
  );
}

const intentOf = (answer: FormAnswer | undefined): unknown => answer?.submission?.initialValue?.intent;

/** A refusal of a form without fields of its own to say it at. */
function refusalOf(answer: FormAnswer | undefined): string[] | undefined {
  if (answer?.refusal) return [answer.refusal.message, answer.refusal.hint ?? ''].filter(Boolean);
  const errors = Object.values(answer?.submission?.error ?? {});
  return answer && errors.flatMap((list) => list ?? []);
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.team(), label: 'Team' }} />;
}
