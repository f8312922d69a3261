// What field rules mean for an import: columns fill no field that the person may not change. Pure.
import type { FieldRights } from '../../../app/contracts/field-rules.ts';
import { leadFieldNames, leadFields, type LeadField, type Mapping } from '../../../app/contracts/imports.ts';

/** Parts of a file's rows that rules know under another name. */
const RULED_AS: Partial<Record<LeadField, string>> = {
  firstName: 'name',
  middleName: 'name',
  lastName: 'name',
  street: 'address',
  city: 'address',
  region: 'address',
  postalCode: 'address',
  country: 'address',
};

export const lockedColumns = ({ lockedFields }: Pick<FieldRights, 'lockedFields'>): readonly LeadField[] =>
  leadFields.filter((field) => lockedFields.includes(RULED_AS[field] ?? field));

export const isLockedHere = (field: LeadField): string =>
  `${leadFieldNames[field]} is a field that your role may not change. Ignore the column.`;

/** A suggestion without what may not be filled; the column says why it is ignored. */
export const withoutLockedColumns = (mapping: Mapping, locked: readonly LeadField[]): Mapping => ({
  columns: mapping.columns.map((column) =>
    column.field && locked.includes(column.field)
      ? {
          ...column,
          field: null,
          confidence: 0,
          reason: `Your role may not change ${leadFieldNames[column.field]}.`,
        }
      : column,
  ),
});
