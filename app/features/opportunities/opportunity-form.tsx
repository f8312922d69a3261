// What can be filled in of an opportunity, and the form of it.
import { DateField } from '../../ui/date-field.tsx';
import { Input, Select, Textarea, type Option } from '../../ui/field.tsx';
import { areaOf, line, type FormField } from '../records/form-fields.tsx';
import { RecordForm, type RecordFormPage } from '../records/record-form.tsx';
import { ReferenceField, type ReferenceChoice } from '../records/reference-field.tsx';

export interface OpportunityValues extends Record<string, unknown> {
  custom: Record<string, string | string[]>;
  title: string;
  organizationId: string;
  contactId: string;
  stageId: string;
  amount: string;
  currency: string;
  closeDate: string;
  lostReason: string;
}

export interface OpportunityChoices {
  organization: ReferenceChoice;
  contact: ReferenceChoice;
  /** where a new one can start */
  stages?: readonly Option[] | undefined;
}

type Field = FormField<OpportunityValues, OpportunityChoices>;

const lostReason: Field = {
  field: 'lostReason',
  label: 'Why it was lost',
  place: 'below',
  control: (controls, _choices, own) => (
    <Textarea field={controls.lostReason} label="Why it was lost" {...areaOf(own)} />
  ),
};

const fields: readonly Field[] = [
  line('title', 'Title', { place: 'above', isName: true, required: true }),
  {
    field: 'organization',
    label: 'Organization',
    refers: 'organization',
    control: ({ organizationId }, { organization }, { autoFocus }) => (
      <ReferenceField
        field={organizationId}
        noun="organization"
        choice={organization}
        autoFocus={autoFocus}
      />
    ),
  },
  {
    field: 'contact',
    label: 'Contact',
    refers: 'contact',
    control: ({ contactId }, { contact }, { autoFocus }) => (
      <ReferenceField field={contactId} noun="contact" choice={contact} autoFocus={autoFocus} />
    ),
  },
  {
    field: 'amount',
    label: 'Amount and currency',
    labels: {},
    control: ({ amount, currency }, _choices, own) => (
      <>
        <Input field={amount} label="Amount" inputMode="decimal" autoComplete="off" {...own} />
        <Input
          field={currency}
          label="Currency"
          autoComplete="off"
          maxLength={3}
          hint="Three letters, such as USD."
        />
      </>
    ),
  },
  {
    field: 'stage',
    label: 'Stage',
    isNeeded: true,
    control: ({ stageId }, { stages }) => stages && <Select field={stageId} label="Stage" options={stages} />,
  },
  {
    field: 'closeDate',
    label: 'Close date',
    control: ({ closeDate }, _choices, { autoFocus }) => (
      <DateField field={closeDate} label="Close date" autoFocus={autoFocus} />
    ),
  },
];

/** All that facts of one can be changed in. */
export const opportunityFields: readonly Field[] = [...fields, lostReason];

interface OpportunityFormProps extends RecordFormPage<OpportunityValues>, OpportunityChoices {
  /** of a lost one */
  asksReason?: boolean;
}

export function OpportunityForm({
  organization,
  contact,
  stages,
  asksReason,
  ...page
}: OpportunityFormProps) {
  const shown = (asksReason ? opportunityFields : fields).filter(({ field }) => field !== 'stage' || stages);
  return (
    <RecordForm noun="opportunity" fields={shown} choices={{ organization, contact, stages }} {...page} />
  );
}
