// What can be filled in of an organization, and the form of it.
import {
  addressField,
  descriptionField,
  line,
  type AddressValues,
  type FormField,
} from '../records/form-fields.tsx';
import { RecordForm, type RecordFormPage } from '../records/record-form.tsx';

export interface OrganizationValues extends Record<string, unknown> {
  custom: Record<string, string | string[]>;
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

export const organizationFields: readonly FormField<OrganizationValues>[] = [
  line('name', 'Name', { place: 'above', isName: true, required: true, twins: 'name' }),
  line('domain', 'Domain', { hint: 'Example: example.com', twins: 'domain' }),
  line('website', 'Website', { inputMode: 'url' }),
  line('phone', 'Phone', { type: 'tel' }),
  line('industry', 'Industry'),
  line('size', 'Size', { hint: 'How many people work there.' }),
  addressField(),
  descriptionField(),
];

export const OrganizationForm = (page: RecordFormPage<OrganizationValues>) => (
  <RecordForm noun="organization" fields={organizationFields} choices={{}} {...page} />
);
