import { newTeamForm } from '../contracts/team-forms.ts';
import { flashing } from '../edge/flash.server.ts';
import { actionsByIntent, formAction } from '../edge/form.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { NewTeam, TeamList } from '../features/teams/team-list.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { useMay } from '../session.ts';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction = () => [{ title: 'Teams · StreamFlow' }];

export const loader = pageLoader(async ({ caller }) => {
  const { items, unassigned } = await caller.teams.list();
  return { teams: items, people: [...items.flatMap(({ members }) => members), ...unassigned] };
});

export const action = actionsByIntent({
  create: formAction(newTeamForm, async ({ caller, secure }, { intent: _, ...team }) => {
    const { id } = await caller.teams.create(team);
    return flashing(paths.teamSettings(id), { tone: 'ok', text: `${team.name} was created.` }, secure);
  }),
});

export default function Teams() {
  const { teams, people } = useLoaderData<typeof loader>();
  const answer = useFormAnswer();
  const may = useMay();
  return (
    <>
      <TeamList teams={teams} />
      {may('team:update') && <NewTeam answer={answer} parents={teams} people={people} />}
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.dashboard, label: 'Dashboard' }} headingLevel={2} />;
}
