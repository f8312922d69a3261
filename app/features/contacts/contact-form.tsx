// What can be filled in of a contact, and the form of it.
import { Input } from '../../ui/field.tsx';
import {
  addressField,
  descriptionField,
  line,
  type AddressValues,
  type FormField,
} from '../records/form-fields.tsx';
import { RecordForm, type RecordFormPage } from '../records/record-form.tsx';
import { ReferenceField, type ReferenceChoice } from '../records/reference-field.tsx';

export interface ContactValues extends Record<string, unknown> {
  custom: Record<string, string | string[]>;
  firstName: string;
  lastName: string;
  title: string;
  email: string;
  phone: string;
  organizationId: string;
  description: string;
  address: AddressValues;
}

export interface ContactChoices {
  organization: ReferenceChoice;
}

export const contactFields: readonly FormField<ContactValues, ContactChoices>[] = [
  {
    field: 'name',
    label: 'Name',
    labels: { firstName: 'First name', lastName: 'Last name' },
    place: 'above',
    isName: true,
    twins: 'name',
    control: ({ firstName, lastName }, _choices, { autoFocus, ...own }) => (
      <div className="form-grid">
        <Input field={firstName} label="First name" autoComplete="off" autoFocus={autoFocus} {...own} />
        <Input field={lastName} label="Last name" autoComplete="off" {...own} />
      </div>
    ),
  },
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
  line('title', 'Title'),
  line('email', 'Email', { type: 'email', twins: 'email' }),
  line('phone', 'Phone', { type: 'tel', twins: 'phone' }),
  addressField(),
  descriptionField(),
];

export const ContactForm = ({ organization, ...page }: RecordFormPage<ContactValues> & ContactChoices) => (
  <RecordForm noun="contact" fields={contactFields} choices={{ organization }} {...page} />
);
