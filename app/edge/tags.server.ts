// Tags on pages: what lists and records offer, and the two forms of a record.
import { tagForm, untagForm } from '../contracts/record-forms.ts';
import { paths, type RecordNoun } from '../paths.ts';
import { backTo } from './back.server.ts';
import { flashing } from './flash.server.ts';
import { formAction } from './form.server.ts';
import { ifAllowed, type Page } from './page.server.ts';

/** How many tags a page offers; the others are found by typing. */
const OFFERED = 100;

/** The tags one can filter a list by: chosen by id, shown by name. */
export async function tagChoices(caller: Page['caller']): Promise<{ value: string; label: string }[]> {
  const found = await ifAllowed(caller.tags.list({}));
  return (found?.items ?? []).slice(0, OFFERED).map(({ id, name }) => ({ value: id, label: name }));
}

/** What the tag field of a record offers. */
export const tagNames = async (caller: Page['caller']): Promise<string[]> =>
  (await tagChoices(caller)).map(({ label }) => label);

/** The procedures of a noun whose records have tags. */
export interface TagProcedures {
  addTag: (input: { id: string; name: string }) => Promise<{ name: string }>;
  removeTag: (input: { id: string; tagId: string }) => Promise<unknown>;
}

/** `{ ...tagActions('lead', ({ leads }) => leads) }` among the intents of a route. */
export const tagActions = (noun: RecordNoun, of: (caller: Page['caller']) => TagProcedures) => ({
  tag: formAction(tagForm, async (page, { name }) => {
    const id = page.params.id ?? '';
    const tag = await of(page.caller).addTag({ id, name });
    return flashing(backTo(noun, page), { tone: 'ok', text: `Tagged ${tag.name}.` }, page.secure);
  }),
  untag: formAction(untagForm, async (page, { tagId, name }) => {
    const id = page.params.id ?? '';
    await of(page.caller).removeTag({ id, tagId });
    const undo = { action: paths.record(noun, id), fields: { intent: 'tag', name } };
    return flashing(
      backTo(noun, page),
      { tone: 'ok', text: `Tag ${name} taken off.`, ...(name && { undo }) },
      page.secure,
    );
  }),
});
