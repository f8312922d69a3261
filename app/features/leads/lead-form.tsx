// One form to create and to edit a lead. The version travels with it, so that nobody's change is lost in silence.
import { useServerForm, type Constraints, type FormAnswer } from '../../forms.ts';
import { paths } from '../../paths.ts';
import { Form, Link, useNavigation } from '../../remix.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Checkbox, FormErrors, Input, Select, Textarea, type Option } from '../../ui/field.tsx';
import { ConflictNotice, conflictOf } from './lead-conflict.tsx';
import { duplicateOf } from './lead-duplicate.ts';

export interface LeadValues extends Record<string, unknown> {
  name: string;
  company: string;
  title: string;
  email: string;
  phone: string;
  website: string;
  industry: string;
  sourceId: string;
  stageId: string;
  score: string;
  description: string;
  keepApart: string;
  address: AddressValues;
}

interface AddressValues extends Record<string, unknown> {
  street: string;
  city: string;
  region: string;
  postalCode: string;
  country: string;
}

interface LeadFormProps {
  answer?: FormAnswer | undefined;
  constraints?: Constraints | undefined;
  start?: Partial<LeadValues>;
  /** when an existing lead is edited */
  editing?: { id: string; version: number };
  stages: readonly Option[];
  sources: readonly Option[];
}

export function LeadForm({ answer, constraints, start, editing, stages, sources }: LeadFormProps) {
  const { form, fields, formProps } = useServerForm<LeadValues>({ id: 'lead', answer, constraints, start });
  const address = fields.address.getFieldset();
  const pending = useNavigation().formMethod === 'POST';
  const duplicate = duplicateOf(answer?.refusal);
  const conflict = conflictOf(answer?.refusal);
  return (
    <Form method="post" className="form" {...formProps}>
      {editing && <input type="hidden" name="version" value={conflict?.version ?? editing.version} />}
      {conflict ? (
        <ConflictNotice conflict={conflict} answer={answer} />
      ) : (
        <FormErrors errors={duplicate ? [answer?.refusal?.message ?? ''] : form.errors}>
          {duplicate?.id && <Link to={paths.lead(duplicate.id)}>View existing lead</Link>}
          {duplicate?.id === null && <p>Ask {duplicate.name} about it, or create yours beside it.</p>}
        </FormErrors>
      )}
      {duplicate && (
        <Checkbox
          name="keepApart"
          value="on"
          label={
            duplicate.id
              ? `This is another person than ${duplicate.name}: create anyway`
              : 'This is another person than theirs: create anyway'
          }
        />
      )}
      <Input field={fields.name} label="Name" autoComplete="off" required autoFocus={!editing && !answer} />
      <div className="form-grid">
        <Input field={fields.email} label="Email" type="email" autoComplete="off" />
        <Input field={fields.phone} label="Phone" type="tel" autoComplete="off" />
        <Input field={fields.company} label="Company" autoComplete="off" />
        <Input field={fields.title} label="Title" autoComplete="off" />
        <Select
          field={fields.stageId}
          label="Stage"
          options={stages}
          {...(!editing && { none: 'First stage' })}
        />
        <Select field={fields.sourceId} label="Source" options={sources} none="None" />
        <Input field={fields.website} label="Website" autoComplete="off" inputMode="url" />
        <Input field={fields.industry} label="Industry" autoComplete="off" />
        <Input
          field={fields.score}
          label="Score"
          type="number"
          min={0}
          max={100}
          hint="0 to 100; made from the fields when empty."
        />
      </div>
      <details className="form-more" open={hasAny(start?.address)}>
        <summary>Address</summary>
        <div className="form-grid">
          <Input field={address.street} label="Street" autoComplete="off" />
          <Input field={address.city} label="City" autoComplete="off" />
          <Input field={address.region} label="Region" autoComplete="off" />
          <Input field={address.postalCode} label="Postal code" autoComplete="off" />
          <Input field={address.country} label="Country" autoComplete="off" />
        </div>
      </details>
      <Textarea field={fields.description} label="Description" />
      <div className="form-actions">
        <Button kind="primary" pending={pending}>
          {editing ? 'Save' : 'Create lead'}
        </Button>
        <LinkButton kind="ghost" to={editing ? paths.lead(editing.id) : paths.leads()}>
          Cancel
        </LinkButton>
      </div>
    </Form>
  );
}

const hasAny = (values: Partial<AddressValues> | undefined): boolean =>
  Object.values(values ?? {}).some(Boolean);
