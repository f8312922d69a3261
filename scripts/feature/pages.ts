// Templates of a new noun's component and its three routes: list, new, record.
import type { Noun } from './noun.ts';

export const component = ({
  camelMany,
  pascal,
  pascalMany,
  camel,
  words,
  titleMany,
  wordsMany,
  article,
}: Noun): string => `\
// ${titleMany} as the list shows them, and the one form that makes and changes ${article} ${words}.
import { accessTo, EVERY_FIELD, type FieldRights } from '../../field-access.ts';
import { useServerForm, type Constraints, type FormAnswer } from '../../forms.ts';
import { paths } from '../../paths.ts';
import { Form, useNavigation } from '../../remix.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { FormErrors, Input, Textarea } from '../../ui/field.tsx';
import { RelTime } from '../../ui/formats.tsx';
import { LOCKED_HINT, RuledField } from '../../ui/ruled-field.tsx';
import { EmptyState } from '../../ui/states.tsx';

export interface ${pascal}Item {
  id: string;
  name: string;
  owner: string | null;
  updatedAt: string;
}

export const ${pascalMany}Table = ({ ${camelMany} }: { ${camelMany}: readonly ${pascal}Item[] }) => (
  <DataTable
    label="${titleMany}"
    columns={[
      { key: 'name', header: 'Name', cell: ({ name }) => name },
      { key: 'owner', header: 'Owner', cell: ({ owner }) => owner },
      { key: 'updated', header: 'Updated', cell: ({ updatedAt }) => <RelTime at={updatedAt} /> },
    ]}
    rows={${camelMany}}
    rowKey={({ id }) => id}
    rowHref={({ id }) => paths.${camel}(id)}
    empty={<EmptyState title="No ${wordsMany} yet">Say here in one sentence what ${article} ${words} is for.</EmptyState>}
  />
);

interface ${pascal}Values extends Record<string, unknown> {
  name: string;
  description: string;
}

interface ${pascal}FormProps {
  answer: FormAnswer | undefined;
  constraints: Constraints;
  /** when an existing one is edited */
  editing?: ${pascal}Values & { version: number };
  rights?: FieldRights;
}

export function ${pascal}Form({ answer, constraints, editing, rights = EVERY_FIELD }: ${pascal}FormProps) {
  const { form, fields, formProps } = useServerForm<${pascal}Values>({
    id: '${camel}',
    answer,
    constraints,
    start: editing,
  });
  return (
    <Form method="post" className="form" {...formProps}>
      {editing && <input type="hidden" name="version" value={editing.version} />}
      <FormErrors errors={form.errors} />
      <Input
        field={fields.name}
        label="Name"
        autoComplete="off"
        {...(accessTo(rights, 'name') !== 'editable' && { readOnly: true, hint: LOCKED_HINT })}
      />
      <RuledField label="Description" access={accessTo(rights, 'description')}>
        <Textarea field={fields.description} label="Description" />
      </RuledField>
      <div className="form-actions">
        <Button kind="primary" pending={useNavigation().formMethod === 'POST'}>
          {editing ? 'Save' : 'Create ${words}'}
        </Button>
        <LinkButton kind="ghost" to={paths.${camelMany}}>
          Cancel
        </LinkButton>
      </div>
    </Form>
  );
}
`;

const boundary = ({ camelMany, wordsMany }: Noun): string => `\
export function ErrorBoundary() {
  return <Fault home={{ to: paths.${camelMany}, label: 'All ${wordsMany}' }} />;
}
`;

export const listRoute = (noun: Noun): string => {
  const { camelMany, pascalMany, many, one, key, titleMany, words } = noun;
  return `\
import { pageLoader } from '../edge/page.server.ts';
import { ${pascalMany}Table } from '../features/${many}/${one}-views.tsx';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { useMay } from '../session.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction = () => [{ title: '${titleMany} · StreamFlow' }];

export const loader = pageLoader(async ({ caller }) => {
  const { items } = await caller.${camelMany}.list({});
  return {
    ${camelMany}: items.map(({ id, name, owner, updatedAt }) => ({ id, name, owner: owner?.name ?? null, updatedAt })),
  };
});

export default function ${pascalMany}() {
  const { ${camelMany} } = useLoaderData<typeof loader>();
  const may = useMay();
  return (
    <>
      <PageHeader
        title="${titleMany}"
        actions={
          may('${key}:create') && (
            <LinkButton kind="primary" to={paths.new${noun.pascal}}>
              New ${words}
            </LinkButton>
          )
        }
      />
      <${pascalMany}Table ${camelMany}={${camelMany}} />
    </>
  );
}

${boundary(noun)}`;
};

export const newRoute = (noun: Noun): string => {
  const { camel, camelMany, pascal, many, one, words, titleMany } = noun;
  return `\
import { ${camel}Create } from '../contracts/${many}.ts';
import { constraintsOf } from '../edge/constraints.server.ts';
import { flashing } from '../edge/flash.server.ts';
import { formAction } from '../edge/form.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { ${pascal}Form } from '../features/${many}/${one}-views.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction = () => [{ title: 'New ${words} · StreamFlow' }];

export const loader = pageLoader(() => Promise.resolve({ constraints: constraintsOf(${camel}Create) }));

export const action = formAction(${camel}Create, async ({ caller, secure }, ${camel}) => {
  const { id } = await caller.${camelMany}.create(${camel});
  return flashing(paths.${camel}(id), { tone: 'ok', text: \`\${${camel}.name} was created.\` }, secure);
});

export default function New${pascal}() {
  const { constraints } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title="New ${words}" back={{ to: paths.${camelMany}, label: '${titleMany}' }} />
      <div className="page page-narrow">
        <${pascal}Form answer={useFormAnswer()} constraints={constraints} />
      </div>
    </>
  );
}

${boundary(noun)}`;
};

export const recordRoute = (noun: Noun): string => {
  const { camel, camelMany, pascal, many, one, words, titleMany } = noun;
  return `\
import { ${camel}Edit } from '../contracts/${many}.ts';
import { constraintsOf } from '../edge/constraints.server.ts';
import { flashing } from '../edge/flash.server.ts';
import { formAction } from '../edge/form.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { ${pascal}Form } from '../features/${many}/${one}-views.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: \`\${data?.editing.name ?? '${words}'} · StreamFlow\` },
];

export const loader = pageLoader(async ({ caller, params }) => {
  const found = await caller.${camelMany}.get({ id: params.id ?? '' });
  const { name, description, version, hiddenFields, lockedFields } = found;
  return { rights: { hiddenFields, lockedFields }, editing: { name, description: description ?? '', version }, constraints: constraintsOf(${camel}Edit) };
});

export const action = formAction(${camel}Edit, async ({ caller, params, secure }, ${camel}) => {
  const { id } = await caller.${camelMany}.update({ ...${camel}, id: params.id ?? '' });
  return flashing(paths.${camel}(id), { tone: 'ok', text: 'Saved.' }, secure);
});

export default function ${pascal}() {
  const { rights, editing, constraints } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={editing.name} back={{ to: paths.${camelMany}, label: '${titleMany}' }} />
      <div className="page page-narrow">
        <${pascal}Form answer={useFormAnswer()} constraints={constraints} editing={editing} rights={rights} />
      </div>
    </>
  );
}

${boundary(noun)}`;
};
