// What the pages of custom fields can be told: a new field, what it is called and offers, its place, whether it is in use.
import { fieldForm, fieldMoveForm, fieldStateForm, newFieldForm } from '../contracts/custom-field-forms.ts';
import { isChoice } from '../contracts/custom-fields.ts';
import { paths } from '../paths.ts';
import { flashing } from './flash.server.ts';
import { formAction } from './form.server.ts';

/** For actionsByIntent: everything about the list of fields. */
export const fieldListActions = {
  create: formAction(newFieldForm, async ({ caller, secure }, { intent: _, ...field }) => {
    await caller.customFields.create(field);
    return flashing(paths.fieldSettings(), { tone: 'ok', text: `${field.label} was added.` }, secure);
  }),
  move: formAction(fieldMoveForm, async ({ caller, secure }, { intent: _, ...move }) => {
    await caller.customFields.update(move);
    return flashing(paths.fieldSettings(), { tone: 'ok', text: 'Order saved.' }, secure);
  }),
};

const changeState = formAction(fieldStateForm, async ({ caller, params, secure }, { intent, version }) => {
  const id = params.id ?? '';
  await caller.customFields.update({ id, version, archived: intent === 'away' });
  const text = intent === 'away' ? 'The field is put away.' : 'The field is in use again.';
  return flashing(paths.fieldSettings(id), { tone: 'ok', text }, secure);
});

/** For actionsByIntent: everything about one field. */
export const fieldActions = {
  away: changeState,
  back: changeState,
  save: formAction(fieldForm, async ({ caller, params, secure }, sent) => {
    const { version, label, type, required = false, choices, added } = sent;
    const id = params.id ?? '';
    await caller.customFields.replace({
      ...{ id, version, label, type, required },
      choices: isChoice(type) ? [...choices, ...added] : [],
    });
    return flashing(paths.fieldSettings(id), { tone: 'ok', text: 'Saved.' }, secure);
  }),
};
