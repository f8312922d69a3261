// What can be filled in of a lead, and the form of it.
import { Select, type Option } from '../../ui/field.tsx';
import {
  addressField,
  descriptionField,
  line,
  type AddressValues,
  type FormField,
} from '../records/form-fields.tsx';
import { RecordForm, type RecordFormPage } from '../records/record-form.tsx';

export interface LeadValues extends Record<string, unknown> {
  custom: Record<string, string | string[]>;
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

export interface LeadChoices {
  stages: readonly Option[];
  sources: readonly Option[];
  /** a new one has a source in any case */
  isSourced?: boolean;
}

export const leadFields: readonly FormField<LeadValues, LeadChoices>[] = [
  line('name', 'Name', { place: 'above', isName: true, required: true, twins: 'name' }),
  line('email', 'Email', { type: 'email', twins: 'email' }),
  line('phone', 'Phone', { type: 'tel', twins: 'phone' }),
  line('company', 'Company'),
  line('title', 'Title'),
  {
    field: 'stage',
    label: 'Stage',
    isNeeded: true,
    control: ({ stageId }, { stages }, { autoFocus }) => (
      <Select field={stageId} label="Stage" options={stages} autoFocus={autoFocus} />
    ),
  },
  {
    field: 'source',
    label: 'Source',
    control: ({ sourceId }, { sources, isSourced }, { autoFocus }) => (
      <Select
        field={sourceId}
        label="Source"
        options={sources}
        autoFocus={autoFocus}
        {...(!isSourced && { none: 'None' })}
      />
    ),
  },
  line('website', 'Website', { inputMode: 'url' }),
  line('industry', 'Industry'),
  line('score', 'Score', {
    type: 'number',
    min: 0,
    max: 100,
    hint: '0 to 100; made from the fields when empty.',
  }),
  addressField(),
  descriptionField(),
];

export function LeadForm({ stages, sources, ...page }: RecordFormPage<LeadValues> & LeadChoices) {
  const choices = { stages, sources, isSourced: !page.editing && Boolean(page.start?.sourceId) };
  return <RecordForm noun="lead" fields={leadFields} choices={choices} {...page} />;
}
