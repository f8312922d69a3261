import { fieldListActions } from '../edge/custom-fields.server.ts';
import { actionsByIntent } from '../edge/form.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { FieldList, NewField } from '../features/custom-fields/field-list.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { useMay } from '../session.ts';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction = () => [{ title: 'Custom fields · StreamFlow' }];

export const loader = pageLoader(async ({ caller }) => ({
  fields: (await caller.customFields.list({})).items,
}));

export const action = actionsByIntent(fieldListActions);

export default function CustomFields() {
  const { fields } = useLoaderData<typeof loader>();
  const answer = useFormAnswer();
  const canChange = useMay()('field:update');
  const isMove = answer?.submission?.initialValue?.['intent'] === 'move';
  const refused = Object.values(answer?.submission?.error ?? {}).flatMap((said) => said ?? []);
  return (
    <>
      <FieldList {...{ fields, canChange }} errors={isMove ? refused : undefined} />
      {canChange && <NewField answer={isMove ? undefined : answer} />}
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.dashboard, label: 'Dashboard' }} headingLevel={2} />;
}
