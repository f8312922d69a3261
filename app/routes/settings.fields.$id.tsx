import { fieldActions } from '../edge/custom-fields.server.ts';
import { actionsByIntent } from '../edge/form.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { FieldEditor } from '../features/custom-fields/field-editor.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { useMay } from '../session.ts';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.field.label ?? 'Custom field'} · StreamFlow` },
];

export const loader = pageLoader(async ({ caller, params }) => ({
  field: await caller.customFields.get({ id: params.id ?? '' }),
}));

export const action = actionsByIntent(fieldActions);

export default function CustomField() {
  const { field } = useLoaderData<typeof loader>();
  const answer = useFormAnswer();
  return <FieldEditor {...{ field, answer }} canChange={useMay()('field:update')} />;
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.fieldSettings(), label: 'All fields' }} headingLevel={2} />;
}
