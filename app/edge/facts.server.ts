// One fact of a record changed on its page: what its form needs while it is open, and what it sends.
import { z } from 'zod';
import { fieldsOfNoun, inputsOf, type RuledNoun } from '../contracts/field-rules.ts';
import { version } from '../contracts/fields.ts';
import type { OpenFact } from '../features/records/fact-editing.tsx';
import type { RecordNoun } from '../paths.ts';
import type { ActionFunctionArgs } from '../remix.ts';
import { backTo } from './back.server.ts';
import { constraintsOf } from './constraints.server.ts';
import { flashing } from './flash.server.ts';
import { formAction } from './form.server.ts';
import type { Page } from './page.server.ts';

/** What `?edit=` opens; null, and nothing is asked, where it names none. */
export async function openFact<Values, Choices>(
  { url }: Page,
  form: z.ZodObject,
  read: (field: string) => Promise<Pick<OpenFact<Values, Choices>, 'start' | 'choices'>>,
): Promise<OpenFact<Values, Choices> | null> {
  const field = url.searchParams.get('edit');
  if (!field) return null;
  return { field, constraints: constraintsOf(form), ...(await read(field)) };
}

/** What was sent of a fact. What was left empty is null, where it can be. */
export interface ChangedFact {
  id: string;
  version: number;
  changes: Readonly<Record<string, unknown>>;
}

type Actions = Record<string, (args: ActionFunctionArgs) => Promise<unknown>>;

interface FactActions {
  noun: RuledNoun & RecordNoun;
  /** the whole form, of which each fact is a part */
  form: z.ZodObject;
  /** inputs that a fact has on the page alone */
  beside?: Readonly<Record<string, readonly string[]>>;
  save: (caller: Page['caller'], fact: ChangedFact) => Promise<unknown>;
}

/** For actionsByIntent: edit-name, edit-email and so on. */
export function factActions({ noun, form, beside = {}, save }: FactActions): Actions {
  const action = (field: string, names: readonly string[]) => {
    const intent = z.literal(`edit-${field}`);
    const inputs = Object.fromEntries(names.map((name) => [name, form.shape[name]]));
    const empty = emptyOf(form, names);
    return formAction(z.strictObject({ intent, version, ...inputs }), async (page, sent) => {
      const { intent: _, version, ...given } = sent as { intent: string; version: number };
      const written = Object.entries(given).filter(([, value]) => value !== undefined);
      const changes = { ...empty, ...Object.fromEntries(written) };
      await save(page.caller, { id: page.params.id ?? '', version, changes });
      return flashing(backTo(noun, page), { tone: 'ok', text: 'Saved.' }, page.secure);
    });
  };
  return Object.fromEntries(
    fieldsOfNoun(noun).flatMap(([field, rule]) => {
      const names = [...inputsOf(field, rule), ...(beside[field] ?? [])].filter((name) => name in form.shape);
      return names.length > 0 ? [[`edit-${field}`, action(field, names)]] : [];
    }),
  );
}

/** What can be empty, as the procedures take it: browsers leave such a field out. */
const emptyOf = ({ shape }: z.ZodObject, names: readonly string[]): Record<string, null> =>
  Object.fromEntries(
    names.flatMap((name) => ((shape[name] as z.ZodType).safeParse(null).success ? [[name, null]] : [])),
  );
