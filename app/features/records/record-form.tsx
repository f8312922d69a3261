// The form that makes and changes a record of any noun. The version travels with it, so that nobody's change is lost in
// silence.
import type { ReactNode } from 'react';
import type { CustomValues } from '../../contracts/custom-values.ts';
import { EVERY_FIELD, type FieldRights } from '../../field-access.ts';
import { useServerForm, type Constraints, type FormAnswer } from '../../forms.ts';
import { paths, type RecordNoun } from '../../paths.ts';
import { Form, useNavigation } from '../../remix.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { LOCKED_HINT, RuledField } from '../../ui/ruled-field.tsx';
import { useRecordPage } from './place.tsx';
import { ConflictNotice, conflictOf } from './conflict.tsx';
import { customFormFields, type CustomSet } from './custom-facts.tsx';
import { accessIn, labelsOf, type Controls, type FormField } from './form-fields.tsx';
import { Anyway, Refused } from './refused.tsx';
import { Twins, useTwins } from './twins.tsx';

/** What the page of a form hands in, whatever its noun. */
export interface RecordFormPage<Values> {
  answer?: FormAnswer | undefined;
  constraints?: Constraints | undefined;
  start?: Partial<Values> | undefined;
  /** when an existing one is edited */
  editing?: { id: string; version: number } | undefined;
  rights?: FieldRights | undefined;
  /** the fields that the tenant added */
  custom?: CustomSet | undefined;
  /** what it says of them */
  said?: CustomValues | undefined;
}

interface RecordFormProps<Values, Choices> extends RecordFormPage<Values> {
  noun: RecordNoun;
  fields: readonly FormField<Values, Choices>[];
  choices: Choices;
}

export function RecordForm<Values extends Record<string, unknown>, Choices>(
  props: RecordFormProps<Values, Choices>,
) {
  const { noun, choices, answer, constraints, start, editing, rights = EVERY_FIELD, custom, said } = props;
  const fields = custom
    ? [...props.fields, ...customFormFields<Values, Choices>(custom, said)]
    : props.fields;
  const form = useServerForm<Values>({ id: noun, answer, constraints, start });
  const controls = form.fields as unknown as Controls<Values>;
  const conflict = conflictOf(answer?.refusal);
  const [twins, look] = useTwins(noun, editing?.id);
  const placed = (place: FormField<Values, Choices>['place']): ReactNode[] =>
    fields
      .filter((each) => each.place === place)
      .map((each) => {
        const access = accessIn(rights, !editing, each);
        const isShut = access === 'read_only' && each.isName;
        const own = {
          ...(isShut && { readOnly: true, hint: LOCKED_HINT }),
          ...(!editing && !answer && each === fields[0] && { autoFocus: true }),
        };
        return (
          <RuledField key={each.field} label={each.label} access={isShut ? 'editable' : access}>
            {each.twins ? (
              <div>
                {each.control(controls, choices, own)}
                <Twins noun={noun} by={each.twins} found={twins} />
              </div>
            ) : (
              each.control(controls, choices, own)
            )}
          </RuledField>
        );
      });
  const page = useRecordPage(noun, editing?.id ?? '');
  return (
    <Form method="post" className="form" onInput={look} {...form.formProps}>
      {editing && <input type="hidden" name="version" value={conflict?.version ?? editing.version} />}
      {conflict ? (
        <ConflictNotice conflict={conflict} answer={answer} noun={noun} labels={labelsOf(fields)} />
      ) : (
        <Refused noun={noun} answer={answer} errors={form.form.errors} />
      )}
      {placed('above')}
      <div className="form-grid">{placed(undefined)}</div>
      {placed('below')}
      <div className="form-actions">
        <Button kind="primary" pending={useNavigation().formMethod === 'POST'}>
          {editing ? 'Save' : `Create ${noun}`}
        </Button>
        <Anyway answer={answer}>{editing ? 'Save anyway' : 'Create anyway'}</Anyway>
        <LinkButton kind="ghost" to={editing ? page : paths.records(noun)}>
          Cancel
        </LinkButton>
      </div>
    </Form>
  );
}
