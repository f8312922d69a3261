// One form to create and to edit an opportunity. The version travels with it, so that nobody's change is lost in silence.
import { accessTo, type FieldRights } from '../../field-access.ts';
import { useServerForm, type Constraints, type FormAnswer } from '../../forms.ts';
import { paths } from '../../paths.ts';
import { Form, useNavigation } from '../../remix.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { FormErrors, Input, Select, Textarea, type Option } from '../../ui/field.tsx';
import { LOCKED_HINT, RuledField } from '../../ui/ruled-field.tsx';
import { ConflictNotice, conflictOf, type FieldLabels } from '../records/conflict.tsx';
import { ReferenceField, type ReferenceChoice } from '../records/reference-field.tsx';

export interface OpportunityValues extends Record<string, unknown> {
  title: string;
  organizationId: string;
  contactId: string;
  stageId: string;
  amount: string;
  currency: string;
  closeDate: string;
  lostReason: string;
}

interface OpportunityFormProps {
  answer?: FormAnswer | undefined;
  constraints?: Constraints | undefined;
  start: Partial<OpportunityValues>;
  /** when an existing one is edited */
  editing?: { id: string; version: number };
  rights: FieldRights;
  organization: ReferenceChoice;
  contact: ReferenceChoice;
  /** where a new one can start */
  stages?: readonly Option[];
  /** of a lost one */
  asksReason?: boolean;
}

const LABELS: FieldLabels = { title: 'Title', closeDate: 'Close date', lostReason: 'Why it was lost' };

export function OpportunityForm(props: OpportunityFormProps) {
  const { answer, constraints, start, editing, rights, organization, contact, stages, asksReason } = props;
  const form = useServerForm<OpportunityValues>({ id: 'opportunity', answer, constraints, start });
  const { fields } = form;
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
        <ConflictNotice conflict={conflict} answer={answer} noun="opportunity" labels={LABELS} />
      ) : (
        <FormErrors errors={form.form.errors} />
      )}
      <Input
        field={fields.title}
        label="Title"
        autoComplete="off"
        required
        autoFocus={!editing && !answer}
        {...(editing && accessTo(rights, 'title') === 'read_only' && { readOnly: true, hint: LOCKED_HINT })}
      />
      <div className="form-grid">
        <RuledField {...ruled('organization', 'Organization')}>
          <ReferenceField field={fields.organizationId} noun="organization" choice={organization} />
        </RuledField>
        <RuledField {...ruled('contact', 'Contact')}>
          <ReferenceField field={fields.contactId} noun="contact" choice={contact} />
        </RuledField>
        <RuledField {...ruled('amount', 'Amount')}>
          <Input field={fields.amount} label="Amount" inputMode="decimal" autoComplete="off" />
        </RuledField>
        <RuledField {...ruled('amount', 'Currency')}>
          <Input
            field={fields.currency}
            label="Currency"
            autoComplete="off"
            maxLength={3}
            hint="Three letters, such as USD."
          />
        </RuledField>
        {stages && <Select field={fields.stageId} label="Stage" options={stages} />}
        <RuledField {...ruled('closeDate', 'Close date')}>
          <DateField field={fields.closeDate} label="Close date" />
        </RuledField>
      </div>
      {asksReason && (
        <RuledField {...ruled('lostReason', 'Why it was lost')}>
          <Textarea field={fields.lostReason} label="Why it was lost" />
        </RuledField>
      )}
      <Buttons {...(editing && { id: editing.id })} />
    </Form>
  );
}

const Buttons = ({ id }: { id?: string }) => (
  <div className="form-actions">
    <Button kind="primary" pending={useNavigation().formMethod === 'POST'}>
      {id ? 'Save' : 'Create opportunity'}
    </Button>
    <LinkButton kind="ghost" to={id ? paths.opportunity(id) : paths.opportunities()}>
      Cancel
    </LinkButton>
  </div>
);
