// One form to create and to edit a lead. The version travels with it, so that nobody's change is lost in silence.
import { accessTo, EVERY_FIELD, type Access, type FieldRights } from '../../field-access.ts';
import { useServerForm, type Constraints, type FormAnswer } from '../../forms.ts';
import { paths } from '../../paths.ts';
import { Form, Link, useNavigation } from '../../remix.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import {
  Checkbox,
  FormErrors,
  Input,
  Select,
  Textarea,
  type FieldState,
  type Option,
} from '../../ui/field.tsx';
import { LOCKED_HINT, RuledField } from '../../ui/ruled-field.tsx';
import { ConflictNotice, conflictOf, type FieldLabels } from '../records/conflict.tsx';
import { duplicateOf } from '../records/duplicate.ts';

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
  rights?: FieldRights;
}

const LABELS: FieldLabels = {
  name: 'Name',
  email: 'Email',
  phone: 'Phone',
  company: 'Company',
  title: 'Title',
  website: 'Website',
  industry: 'Industry',
  score: 'Score',
  description: 'Description',
};

/** What a new lead cannot be without is given to it by whoever makes it. */
const NEEDED = ['name', 'stage'];

/** A new lead is not asked for what its maker may not change. */
function accessIn(rights: FieldRights, isNew: boolean, field: string): Access | 'absent' {
  const access = accessTo(rights, field);
  if (!isNew || access === 'editable') return access;
  return NEEDED.includes(field) ? 'editable' : 'absent';
}

export function LeadForm(props: LeadFormProps) {
  const { answer, constraints, start, editing, stages, sources, rights = EVERY_FIELD } = props;
  const { form, fields, formProps } = useServerForm<LeadValues>({ id: 'lead', answer, constraints, start });
  const address = fields.address.getFieldset();
  const ruled = (field: string, label: string) => ({ label, access: accessIn(rights, !editing, field) });
  const pending = useNavigation().formMethod === 'POST';
  const duplicate = duplicateOf(answer?.refusal);
  const conflict = conflictOf(answer?.refusal);
  return (
    <Form method="post" className="form" {...formProps}>
      {editing && <input type="hidden" name="version" value={conflict?.version ?? editing.version} />}
      {conflict ? (
        <ConflictNotice conflict={conflict} answer={answer} noun="lead" labels={LABELS} />
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
      <Input
        field={fields.name}
        label="Name"
        autoComplete="off"
        required
        autoFocus={!editing && !answer}
        {...(ruled('name', '').access === 'read_only' && { readOnly: true, hint: LOCKED_HINT })}
      />
      <div className="form-grid">
        <RuledField {...ruled('email', 'Email')}>
          <Input field={fields.email} label="Email" type="email" autoComplete="off" />
        </RuledField>
        <RuledField {...ruled('phone', 'Phone')}>
          <Input field={fields.phone} label="Phone" type="tel" autoComplete="off" />
        </RuledField>
        <RuledField {...ruled('company', 'Company')}>
          <Input field={fields.company} label="Company" autoComplete="off" />
        </RuledField>
        <RuledField {...ruled('title', 'Title')}>
          <Input field={fields.title} label="Title" autoComplete="off" />
        </RuledField>
        <RuledField {...ruled('stage', 'Stage')}>
          <Select
            field={fields.stageId}
            label="Stage"
            options={stages}
            {...(!editing && { none: 'First stage' })}
          />
        </RuledField>
        <RuledField {...ruled('source', 'Source')}>
          <Select field={fields.sourceId} label="Source" options={sources} none="None" />
        </RuledField>
        <RuledField {...ruled('website', 'Website')}>
          <Input field={fields.website} label="Website" autoComplete="off" inputMode="url" />
        </RuledField>
        <RuledField {...ruled('industry', 'Industry')}>
          <Input field={fields.industry} label="Industry" autoComplete="off" />
        </RuledField>
        <RuledField {...ruled('score', 'Score')}>
          <Input
            field={fields.score}
            label="Score"
            type="number"
            min={0}
            max={100}
            hint="0 to 100; made from the fields when empty."
          />
        </RuledField>
      </div>
      <RuledField {...ruled('address', 'Address')}>
        <AddressLines address={address} open={hasAny(start?.address)} />
      </RuledField>
      <RuledField {...ruled('description', 'Description')}>
        <Textarea field={fields.description} label="Description" />
      </RuledField>
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

interface AddressLinesProps {
  address: Record<'street' | 'city' | 'region' | 'postalCode' | 'country', FieldState>;
  open: boolean;
}

const AddressLines = ({ address, open }: AddressLinesProps) => (
  <details className="form-more" open={open}>
    <summary>Address</summary>
    <div className="form-grid">
      <Input field={address.street} label="Street" autoComplete="off" />
      <Input field={address.city} label="City" autoComplete="off" />
      <Input field={address.region} label="Region" autoComplete="off" />
      <Input field={address.postalCode} label="Postal code" autoComplete="off" />
      <Input field={address.country} label="Country" autoComplete="off" />
    </div>
  </details>
);

const hasAny = (values: Partial<AddressValues> | undefined): boolean =>
  Object.values(values ?? {}).some(Boolean);
