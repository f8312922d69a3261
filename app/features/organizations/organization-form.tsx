// One form to create and to edit an organization. The version travels with it, so that nobody's change is lost in silence.
import { accessTo, type FieldRights } from '../../field-access.ts';
import { useServerForm, type Constraints, type FormAnswer } from '../../forms.ts';
import { paths } from '../../paths.ts';
import { Form, Link, useNavigation } from '../../remix.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Checkbox, FormErrors, Input, Textarea } from '../../ui/field.tsx';
import { LOCKED_HINT, RuledField } from '../../ui/ruled-field.tsx';
import { ConflictNotice, conflictOf, type FieldLabels } from '../records/conflict.tsx';
import { duplicateOf } from '../records/duplicate.ts';

interface AddressValues extends Record<string, unknown> {
  street: string;
  city: string;
  region: string;
  postalCode: string;
  country: string;
}

export interface OrganizationValues extends Record<string, unknown> {
  name: string;
  domain: string;
  website: string;
  phone: string;
  size: string;
  industry: string;
  description: string;
  keepApart: string;
  address: AddressValues;
}

interface OrganizationFormProps {
  answer?: FormAnswer | undefined;
  constraints?: Constraints | undefined;
  start?: Partial<OrganizationValues>;
  /** when an existing one is edited */
  editing?: { id: string; version: number };
  rights: FieldRights;
}

const LABELS: FieldLabels = {
  name: 'Name',
  domain: 'Domain',
  website: 'Website',
  phone: 'Phone',
  size: 'Size',
  industry: 'Industry',
  description: 'Description',
};

export function OrganizationForm(props: OrganizationFormProps) {
  const { answer, constraints, start, editing, rights } = props;
  const form = useServerForm<OrganizationValues>({ id: 'organization', answer, constraints, start });
  const { fields } = form;
  const address = fields.address.getFieldset();
  const conflict = conflictOf(answer?.refusal);
  const ruled = (field: string, label: string) => {
    const access = accessTo(rights, field);
    // a new one is not asked for what its maker may not change
    return { label, access: editing || access === 'editable' ? access : ('absent' as const) };
  };
  return (
    <Form method="post" className="form" {...form.formProps}>
      {editing && <input type="hidden" name="version" value={conflict?.version ?? editing.version} />}
      {conflict ? (
        <ConflictNotice conflict={conflict} answer={answer} noun="organization" labels={LABELS} />
      ) : (
        <Refused answer={answer} errors={form.form.errors} />
      )}
      <Input
        field={fields.name}
        label="Name"
        autoComplete="off"
        required
        autoFocus={!editing && !answer}
        {...(editing && accessTo(rights, 'name') === 'read_only' && { readOnly: true, hint: LOCKED_HINT })}
      />
      <div className="form-grid">
        <RuledField {...ruled('domain', 'Domain')}>
          <Input field={fields.domain} label="Domain" autoComplete="off" hint="Example: example.com" />
        </RuledField>
        <RuledField {...ruled('website', 'Website')}>
          <Input field={fields.website} label="Website" autoComplete="off" inputMode="url" />
        </RuledField>
        <RuledField {...ruled('phone', 'Phone')}>
          <Input field={fields.phone} label="Phone" type="tel" autoComplete="off" />
        </RuledField>
        <RuledField {...ruled('industry', 'Industry')}>
          <Input field={fields.industry} label="Industry" autoComplete="off" />
        </RuledField>
        <RuledField {...ruled('size', 'Size')}>
          <Input field={fields.size} label="Size" autoComplete="off" hint="How many people work there." />
        </RuledField>
      </div>
      <RuledField {...ruled('address', 'Address')}>
        <details className="form-more" open={Object.values(start?.address ?? {}).some(Boolean)}>
          <summary>Address</summary>
          <div className="form-grid">
            <Input field={address.street} label="Street" autoComplete="off" />
            <Input field={address.city} label="City" autoComplete="off" />
            <Input field={address.region} label="Region" autoComplete="off" />
            <Input field={address.postalCode} label="Postal code" autoComplete="off" />
            <Input field={address.country} label="Country" autoComplete="off" />
          </div>
        </details>
      </RuledField>
      <RuledField {...ruled('description', 'Description')}>
        <Textarea field={fields.description} label="Description" />
      </RuledField>
      <Buttons {...(editing && { id: editing.id })} />
    </Form>
  );
}

interface RefusedProps {
  answer: FormAnswer | undefined;
  errors: string[] | undefined;
}

/** Why it was not saved; a name that is taken can be kept twice. */
function Refused({ answer, errors }: RefusedProps) {
  const duplicate = duplicateOf(answer?.refusal);
  if (!duplicate) return <FormErrors errors={errors} />;
  return (
    <>
      <FormErrors errors={[answer?.refusal?.message ?? '']}>
        {duplicate.id ? (
          <Link to={paths.organization(duplicate.id)}>View existing organization</Link>
        ) : (
          <p>Ask {duplicate.name} about it, or create yours beside it.</p>
        )}
      </FormErrors>
      <Checkbox name="keepApart" value="on" label="This is another company of the same name: create anyway" />
    </>
  );
}

const Buttons = ({ id }: { id?: string }) => (
  <div className="form-actions">
    <Button kind="primary" pending={useNavigation().formMethod === 'POST'}>
      {id ? 'Save' : 'Create organization'}
    </Button>
    <LinkButton kind="ghost" to={id ? paths.organization(id) : paths.organizations()}>
      Cancel
    </LinkButton>
  </div>
);
