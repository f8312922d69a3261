import { dissolveForm, memberForm, teamForm } from '../contracts/team-forms.ts';
import { flashing } from '../edge/flash.server.ts';
import { actionsByIntent, formAction } from '../edge/form.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { Dissolve, Members, Team } from '../features/teams/team-page.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { useMay } from '../session.ts';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.team.name ?? 'Team'} · StreamFlow` },
];

export const loader = pageLoader(async ({ caller, params }) => {
  const id = params.id ?? '';
  const [team, { items, unassigned }] = await Promise.all([caller.teams.get({ id }), caller.teams.list()]);
  const elsewhere = items.filter((other) => other.id !== id);
  const others = [
    ...unassigned.map((person) => ({ ...person, team: null })),
    ...elsewhere.flatMap(({ name, members }) => members.map((person) => ({ ...person, team: name }))),
  ];
  return {
    team,
    others,
    parents: elsewhere.map((other) => ({ id: other.id, name: other.name })),
    people: [...team.members, ...others.map(({ id: person, name }) => ({ id: person, name }))],
  };
});

const member = formAction(memberForm, async ({ caller, params, secure }, { intent, userId }) => {
  const id = params.id ?? '';
  await caller.teams.setMember({ id: userId, teamId: intent === 'add' ? id : null });
  return flashing(paths.teamSettings(id), { tone: 'ok', text: 'Saved.' }, secure);
});

export const action = actionsByIntent({
  save: formAction(teamForm, async ({ caller, params, secure }, form) => {
    const id = params.id ?? '';
    const { version, name, parentId = null, managerId = null } = form;
    await caller.teams.update({ id, version, name, parentId, managerId });
    return flashing(paths.teamSettings(id), { tone: 'ok', text: 'Saved.' }, secure);
  }),
  add: member,
  remove: member,
  dissolve: formAction(dissolveForm, async ({ caller, params, secure }, { version }) => {
    await caller.teams.delete({ id: params.id ?? '', version });
    return flashing(paths.teamSettings(), { tone: 'ok', text: 'The team was dissolved.' }, secure);
  }),
});

export default function TeamSettings() {
  const { team, others, parents, people } = useLoaderData<typeof loader>();
  const answer = useFormAnswer();
  const canChange = useMay()('team:update');
  return (
    <>
      <Team {...{ team, canChange, answer, parents, people }} />
      <Members {...{ team, canChange, others }} />
      {canChange && <Dissolve team={team} />}
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.teamSettings(), label: 'All teams' }} headingLevel={2} />;
}
