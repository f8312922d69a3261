// What can be filled in on the form of a noun, field by field: the whole form and the place of one fact go by the same.
import type { ComponentProps, ReactNode } from 'react';
import { accessTo, type Access, type FieldRights } from '../../field-access.ts';
import type { RecordNoun } from '../../paths.ts';
import { Input, Textarea, type FieldState } from '../../ui/field.tsx';
import type { FieldLabels } from './conflict.tsx';
import type { Shared } from './twins.tsx';

export interface AddressValues extends Record<string, unknown> {
  street: string;
  city: string;
  region: string;
  postalCode: string;
  country: string;
}

type AddressLines = Record<'street' | 'city' | 'region' | 'postalCode' | 'country', FieldState>;

/** The controls of a form by their names. */
export type Controls<Values> = {
  readonly [Name in keyof Values]-?: FieldState & { getFieldset: () => object };
};

/** What the place of a control adds to it. */
type Own = Partial<Pick<ComponentProps<typeof Input>, 'autoFocus' | 'readOnly' | 'hint'>>;

export interface FormField<Values, Choices = object> {
  /** as the rules of roles call it */
  field: string;
  label: string;
  /** above the others, or below them; else side by side */
  place?: 'above' | 'below';
  /** what its parts are called where two people wrote them, if not by field and label */
  labels?: FieldLabels;
  /** a record is called by it: it is sent back by those who may not change it */
  isName?: true;
  /** others that share it may be the same record */
  twins?: Shared;
  /** what it names is chosen by those who may read such records */
  refers?: RecordNoun;
  /** whoever makes a record gives it one */
  isNeeded?: true;
  control: (controls: Controls<Values>, choices: Choices, own: Own) => ReactNode;
}

type LineProps = Omit<ComponentProps<typeof Input>, 'field' | 'label'>;
type Placing = Partial<Pick<FormField<object>, 'place' | 'isName' | 'isNeeded' | 'twins'>>;

/** One line of text. */
export const line = <Values,>(
  name: keyof Values & string,
  label: string,
  { place, isName, isNeeded, twins, ...input }: LineProps & Placing = {},
): FormField<Values> => ({
  field: name,
  label,
  ...(place && { place }),
  ...(isName && { isName }),
  ...(isNeeded && { isNeeded }),
  ...(twins && { twins }),
  control: (controls, _choices, own) => (
    <Input field={controls[name]} label={label} autoComplete="off" {...input} {...own} />
  ),
});

export const descriptionField = <Values extends { description: string }>(): FormField<Values> => ({
  field: 'description',
  label: 'Description',
  place: 'below',
  control: ({ description }, _choices, own) => (
    <Textarea field={description} label="Description" {...areaOf(own)} />
  ),
});

/** A text of several lines has no room for what belongs to one. */
export const areaOf = ({ autoFocus, hint }: Own): Pick<Own, 'autoFocus' | 'hint'> => ({
  ...(autoFocus && { autoFocus }),
  ...(hint !== undefined && { hint }),
});

export const addressField = <Values extends { address: AddressValues }>(): FormField<Values> => ({
  field: 'address',
  label: 'Address',
  place: 'below',
  control: ({ address }, _choices, own) => <Address of={address} {...own} />,
});

function Address({ of, autoFocus }: { of: FieldState & { getFieldset: () => object } } & Own) {
  const lines = of.getFieldset() as AddressLines;
  const isGiven = Object.values(of.initialValue ?? {}).some(Boolean);
  return (
    <details className="form-more" open={isGiven || autoFocus}>
      <summary>Address</summary>
      <div className="form-grid">
        <Input field={lines.street} label="Street" autoComplete="off" autoFocus={autoFocus} />
        <Input field={lines.city} label="City" autoComplete="off" />
        <Input field={lines.region} label="Region" autoComplete="off" />
        <Input field={lines.postalCode} label="Postal code" autoComplete="off" />
        <Input field={lines.country} label="Country" autoComplete="off" />
      </div>
    </details>
  );
}

/** A new record is not asked for what its maker may not change, unless it needs one. */
export function accessIn<Values, Choices>(
  rights: FieldRights,
  isNew: boolean,
  { field, isName, isNeeded }: FormField<Values, Choices>,
): Access | 'absent' {
  const access = accessTo(rights, field);
  if (!isNew || access === 'editable') return access;
  return isName || isNeeded ? 'editable' : 'absent';
}

/** What all fields are called, for those who wrote them at the same time. */
export const labelsOf = <Values, Choices>(fields: readonly FormField<Values, Choices>[]): FieldLabels =>
  Object.fromEntries(
    fields.flatMap(({ field, label, labels }) => Object.entries(labels ?? { [field]: label })),
  );
