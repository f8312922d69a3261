// What nouns and types of custom fields are called. Pure.
import type { CustomNoun, CustomType } from '../../contracts/custom-fields.ts';

interface Named<T> {
  value: T;
  label: string;
}

export const NOUNS: readonly Named<CustomNoun>[] = [
  { value: 'lead', label: 'Leads' },
  { value: 'organization', label: 'Organizations' },
  { value: 'contact', label: 'Contacts' },
  { value: 'opportunity', label: 'Opportunities' },
];

export const TYPES: readonly Named<CustomType>[] = [
  { value: 'text', label: 'Text' },
  { value: 'number', label: 'Number' },
  { value: 'date', label: 'Date' },
  { value: 'select', label: 'One choice' },
  { value: 'multi-select', label: 'Several choices' },
  { value: 'user', label: 'Person' },
  { value: 'url', label: 'Web address' },
  { value: 'email', label: 'E-mail' },
  { value: 'phone', label: 'Phone' },
  { value: 'money', label: 'Amount of money' },
];

const labelIn = <T extends string>(list: readonly Named<T>[], of: T): string =>
  list.find(({ value }) => value === of)?.label ?? of;

export const nounLabel = (noun: CustomNoun): string => labelIn(NOUNS, noun);
export const typeLabel = (type: CustomType): string => labelIn(TYPES, type);
