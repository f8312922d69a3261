// One form to create and to edit a contact. The version travels with it, so that nobody's change is lost in silence.
import { accessTo, type FieldRights } from '../../field-access.ts';
import { useServerForm, type Constraints, type FormAnswer } from '../../forms.ts';
import { paths } from '../../paths.ts';
import { Form, useNavigation } from '../../remix.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { FormErrors, Input, Textarea } from '../../ui/field.tsx';
import { LOCKED_HINT, RuledField } from '../../ui/ruled-field.tsx';
import { ConflictNotice, conflictOf, type FieldLabels } from '../records/conflict.tsx';
import { ReferenceField, type ReferenceChoice } from '../records/reference-field.tsx';

interface AddressValues extends Record<string, unknown> {
  street: string;
  city: string;
  region: string;
  postalCode: string;
  country: string;
}

export interface ContactValues extends Record<string, unknown> {
  firstName: string;
  lastName: string;
  title: string;
  email: string;
  phone: string;
  organizationId: string;
  description: string;
  address: AddressValues;
}

interface ContactFormProps {
  answer?: FormAnswer | undefined;
  constraints?: Constraints | undefined;
  start?: Partial<ContactValues>;
  /** when an existing one is edited */
  editing?: { id: string; version: number };
  rights: FieldRights;
  organization: ReferenceChoice;
}

const LABELS: FieldLabels = {
  firstName: 'First name',
  lastName: 'Last name',
  title: 'Title',
  email: 'Email',
  phone: 'Phone',
  description: 'Description',
};

export function ContactForm(props: ContactFormProps) {
  const { answer, constraints, start, editing, rights, organization } = props;
  const form = useServerForm<ContactValues>({ id: 'contact', answer, constraints, start });
  const { fields } = form;
  const address = fields.address.getFieldset();
  const conflict = conflictOf(answer?.refusal);
  const ruled = (field: string, label: string) => {
    const access = accessTo(rights, field);
    // a new one is not asked for what its maker may not change
    return { label, access: editing || access === 'editable' ? access : ('absent' as const) };
  };
  const name = {
    autoComplete: 'off',
    ...(editing && accessTo(rights, 'name') === 'read_only' && { readOnly: true, hint: LOCKED_HINT }),
  };
  return (
    <Form method="post" className="form" {...form.formProps}>
      {editing && <input type="hidden" name="version" value={conflict?.version ?? editing.version} />}
      {conflict ? (
        <ConflictNotice conflict={conflict} answer={answer} noun="contact" labels={LABELS} />
      ) : (
        <FormErrors errors={form.form.errors} />
      )}
      <div className="form-grid">
        <Input field={fields.firstName} label="First name" autoFocus={!editing && !answer} {...name} />
        <Input field={fields.lastName} label="Last name" {...name} />
        <RuledField {...ruled('organization', 'Organization')}>
          <ReferenceField field={fields.organizationId} noun="organization" choice={organization} />
        </RuledField>
        <RuledField {...ruled('title', 'Title')}>
          <Input field={fields.title} label="Title" autoComplete="off" />
        </RuledField>
        <RuledField {...ruled('email', 'Email')}>
          <Input field={fields.email} label="Email" type="email" autoComplete="off" />
        </RuledField>
        <RuledField {...ruled('phone', 'Phone')}>
          <Input field={fields.phone} label="Phone" type="tel" autoComplete="off" />
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

const Buttons = ({ id }: { id?: string }) => (
  <div className="form-actions">
    <Button kind="primary" pending={useNavigation().formMethod === 'POST'}>
      {id ? 'Save' : 'Create contact'}
    </Button>
    <LinkButton kind="ghost" to={id ? paths.contact(id) : paths.contacts()}>
      Cancel
    </LinkButton>
  </div>
);
