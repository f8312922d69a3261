import { z } from 'zod';
import { PERMISSIONS } from '../contracts/permissions.ts';
import { roleFieldsForm, roleForm, type RoleFieldsForm, type RoleForm } from '../contracts/role-forms.ts';
import { fieldRows } from '../contracts/role-fields.ts';
import type { RoleChanges } from '../contracts/roles.ts';
import { flashing } from '../edge/flash.server.ts';
import { actionsByIntent, formAction } from '../edge/form.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { RoleFields } from '../features/roles/role-fields.tsx';
import { RoleEnd, RoleHead, RoleHolders, RoleRights } from '../features/roles/role-parts.tsx';
import { FieldsReview, RoleReview } from '../features/roles/role-review.tsx';
import { useFormAnswer, type FormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { Fault } from '../ui/fault.tsx';
import { FormErrors } from '../ui/field.tsx';

export const meta: MetaFunction = () => [{ title: 'Role · StreamFlow' }];

export const loader = pageLoader(async ({ caller, params }) => {
  const role = await caller.roles.get({ id: params.id ?? '' });
  const { fields } = await caller.roles.fields({ id: role.id });
  const { items } = await caller.roles.people();
  const people = items.filter(({ roles }) => roles.some(({ key }) => key === role.key));
  return { role, fields: fieldRows(fields), people, catalogue: PERMISSIONS };
});

export const action = actionsByIntent({
  review: formAction(roleForm, async ({ caller, params }, value) => ({
    review: await caller.roles.preview({ id: params.id ?? '', ...value }),
    value,
  })),
  edit: formAction(roleForm, (_page, value) => Promise.resolve({ value })),
  save: formAction(roleForm, async ({ caller, params, secure }, value) => {
    const { id } = await caller.roles.update({ id: params.id ?? '', ...value });
    return flashing(paths.role(id), { tone: 'ok', text: 'The role is saved.' }, secure);
  }),
  'review-fields': formAction(roleFieldsForm, (_page, chosen) => Promise.resolve({ chosen, isChosen: true })),
  'edit-fields': formAction(roleFieldsForm, (_page, chosen) => Promise.resolve({ chosen })),
  'save-fields': formAction(roleFieldsForm, async ({ caller, params, secure }, chosen) => {
    const { id } = await caller.roles.setFields({ id: params.id ?? '', ...chosen });
    return flashing(paths.role(id), { tone: 'ok', text: 'The fields are saved.' }, secure);
  }),
  delete: formAction(z.object({}), async ({ caller, params, secure }) => {
    await caller.roles.delete({ id: params.id ?? '' });
    return flashing(paths.roles, { tone: 'ok', text: 'The role is deleted.' }, secure);
  }),
});

interface Answer extends FormAnswer {
  review?: RoleChanges;
  value?: RoleForm;
  /** what was chosen for the fields; to be confirmed when `isChosen` */
  chosen?: RoleFieldsForm;
  isChosen?: true;
}

export default function RolePage() {
  const { role, fields, people, catalogue } = useLoaderData<typeof loader>();
  const answer: Answer | undefined = useFormAnswer();
  const { review, value, chosen, isChosen, refusal, submission } = answer ?? {};
  const said = refusal ? [refusal.message, ...(refusal.hint ? [refusal.hint] : [])] : [];
  return (
    <>
      <RoleHead role={role} />
      <FormErrors
        errors={[
          ...said,
          ...(refusal ? [] : Object.values(submission?.error ?? {}).flatMap((all) => all ?? [])),
        ]}
      />
      {review && value ? (
        <RoleReview changes={review} value={value} />
      ) : chosen && isChosen ? (
        <FieldsReview role={role} rows={fields} value={chosen} />
      ) : (
        <>
          <RoleRights key={role.version} role={role} catalogue={catalogue} typed={value} />
          <RoleFields key={`fields ${role.version}`} role={role} rows={fields} typed={chosen?.fields} />
          <RoleHolders people={people} />
          <RoleEnd role={role} />
        </>
      )}
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.roles, label: 'Roles' }} />;
}
