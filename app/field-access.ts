// What a person's role lets them see and change of a record, as answers carry it.

export interface FieldRights {
  hiddenFields: readonly string[];
  lockedFields: readonly string[];
}

export type Access = 'hidden' | 'read_only' | 'editable';

export const EVERY_FIELD: FieldRights = { hiddenFields: [], lockedFields: [] };

export function accessTo({ hiddenFields, lockedFields }: FieldRights, field: string): Access {
  if (hiddenFields.includes(field)) return 'hidden';
  return lockedFields.includes(field) ? 'read_only' : 'editable';
}
