import { takeBackForm } from '../contracts/record-forms.ts';
import { trashInput, trashNouns } from '../contracts/trash.ts';
import { flashing } from '../edge/flash.server.ts';
import { formAction } from '../edge/form.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { restoreOf } from '../edge/trash.server.ts';
import { Trash } from '../features/records/trash.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { holds } from '../session.ts';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction = () => [{ title: 'Trash · StreamFlow' }];

export const loader = pageLoader(async ({ caller, url }) => {
  const { permissions } = await caller.auth.me();
  const nouns = trashNouns.filter((noun) => holds(permissions, `${noun}:read`));
  const { noun, after } = trashInput.parse({
    noun: url.searchParams.get('noun') ?? nouns[0] ?? trashNouns[0],
    after: url.searchParams.get('after') ?? undefined,
  });
  return { nouns, noun, isFirst: after === undefined, ...(await caller.trash.list({ noun, after })) };
});

export const action = formAction(takeBackForm, async ({ caller, secure }, { noun, id, name }) => {
  await restoreOf(caller)[noun]({ id });
  const link = { to: paths.record(noun, id), label: 'Open' };
  return flashing(paths.trash({ noun }), { tone: 'ok', text: `${name || 'It'} is back.`, link }, secure);
});

export default function TrashPage() {
  return <Trash {...useLoaderData<typeof loader>()} answer={useFormAnswer()} />;
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.dashboard, label: 'Dashboard' }} />;
}
