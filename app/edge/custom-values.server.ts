// What the pages of a record need to show and change what it says of the fields that a tenant added.
import { z } from 'zod';
import type { CustomNoun } from '../contracts/custom-fields.ts';
import { customInput } from '../contracts/custom-values.ts';
import { version } from '../contracts/fields.ts';
import type { CustomSet } from '../features/records/custom-facts.tsx';
import { backTo } from './back.server.ts';
import { flashing } from './flash.server.ts';
import { formAction } from './form.server.ts';
import { ifAllowed, type Page } from './page.server.ts';

type People = CustomSet['people'];

/** The fields in use; none for those who may not read which there are. */
export async function customOf(
  { caller }: Pick<Page, 'caller'>,
  noun: CustomNoun,
  options: Promise<{ owners: People }> | { owners: People },
): Promise<CustomSet> {
  const [list, { owners }] = await Promise.all([ifAllowed(caller.customFields.list({ noun })), options]);
  const fields = (list?.items ?? []).filter(({ archived }) => !archived);
  return { fields, people: fields.some(({ type }) => type === 'user') ? owners : [] };
}

type Change = { id: string; version: number; custom: Record<string, string | string[] | null> };

const form = z.strictObject({ intent: z.literal('edit-custom'), version, custom: customInput });

/** For actionsByIntent: one field changed where it stands. `?edit=custom.<key>` says which. */
export const customFactAction = (
  noun: CustomNoun,
  save: (caller: Page['caller'], change: Change) => Promise<unknown>,
) => ({
  'edit-custom': formAction(form, async (page, { version, custom = {} }) => {
    const key = (page.url.searchParams.get('edit') ?? '').replace(/^custom\./, '');
    const typed = Object.hasOwn(custom, key) ? custom[key] : null;
    const value = typeof typed === 'string' || Array.isArray(typed) ? typed : null;
    await save(page.caller, { id: page.params.id ?? '', version, custom: { [key]: value } });
    return flashing(backTo(noun, page), { tone: 'ok', text: 'Saved.' }, page.secure);
  }),
});
