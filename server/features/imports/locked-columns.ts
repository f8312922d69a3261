// What field rules mean for an import: columns fill no field that the person may not change. Pure.
import type { FieldRights } from '../../../app/contracts/field-rules.ts';
import { fieldNames, fieldsOf, type ImportField } from '../../../app/contracts/import-fields.ts';
import type { Mapping } from '../../../app/contracts/imports.ts';
import type { ImportKind } from './kinds/kind.ts';

/** The fields of a noun that this person may not fill. */
export const lockedColumns = (
  { noun, ruledAs }: Pick<ImportKind, 'noun' | 'ruledAs'>,
  { lockedFields }: Pick<FieldRights, 'lockedFields'>,
): readonly ImportField[] => fieldsOf[noun].filter((field) => lockedFields.includes(ruledAs[field] ?? field));

export const isLockedHere = (field: ImportField): string =>
  `${fieldNames[field]} is a field that your role may not change. Ignore the column.`;

/** A suggestion without what may not be filled; the column says why it is ignored. */
export const withoutLockedColumns = (mapping: Mapping, locked: readonly ImportField[]): Mapping => ({
  columns: mapping.columns.map((column) =>
    column.field && locked.includes(column.field)
      ? {
          ...column,
          field: null,
          confidence: 0,
          reason: `Your role may not change ${fieldNames[column.field]}.`,
        }
      : column,
  ),
});
