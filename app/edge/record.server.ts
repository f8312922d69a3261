// What the page of any record can be told: assign, archive, restore, delete, its tags and its files. What cannot be seen any more leads to the list.
import { archiveForm, assignForm, deleteForm, restoreForm } from '../contracts/record-forms.ts';
import { paths, type RecordNoun } from '../paths.ts';
import { backTo } from './back.server.ts';
import { fileActions, type FileCaller } from './files.server.ts';
import { flashing } from './flash.server.ts';
import { formAction } from './form.server.ts';
import type { Page } from './page.server.ts';
import { tagActions, type TagProcedures } from './tags.server.ts';

type Versioned = { id: string; version: number };

/** The procedures of a noun that its page calls. */
interface RecordProcedures extends TagProcedures, FileCaller {
  assign: (input: { id: string; ownerId: string | null }) => Promise<unknown>;
  archive: (input: Versioned) => Promise<unknown>;
  restore: (input: { id: string }) => Promise<unknown>;
  delete: (input: Versioned) => Promise<unknown>;
}

/** The list one looks through, or all records of the noun. */
function listOf(noun: RecordNoun, { url }: Pick<Page, 'url'>): string {
  const list = url.searchParams.get('list');
  return list ? `${paths.records(noun)}?${list}` : paths.records(noun);
}

/** `{ ...recordActions('lead', ({ leads }) => leads) }` among the intents of a route. */
export function recordActions(noun: RecordNoun, of: (caller: Page['caller']) => RecordProcedures) {
  const called = `${noun.charAt(0).toUpperCase()}${noun.slice(1)}`;
  const at = (params: Page['params']) => {
    const id = params.id ?? '';
    return { id, page: paths.record(noun, id) };
  };
  const undone = (page: string) => ({ action: page, fields: { intent: 'restore' } });
  return {
    ...tagActions(noun, of),
    ...fileActions(noun, of),
    assign: formAction(assignForm, async (asked, { ownerId }) => {
      const { id } = at(asked.params);
      await of(asked.caller).assign({ id, ownerId: ownerId ?? null });
      return flashing(backTo(noun, asked), { tone: 'ok', text: 'Assigned.' }, asked.secure);
    }),
    archive: formAction(archiveForm, async (asked, { version }) => {
      const { id, page } = at(asked.params);
      await of(asked.caller).archive({ id, version });
      const done = { tone: 'ok' as const, text: `${called} archived.`, undo: undone(page) };
      return flashing(listOf(noun, asked), done, asked.secure);
    }),
    restore: formAction(restoreForm, async (asked) => {
      const { id } = at(asked.params);
      await of(asked.caller).restore({ id });
      return flashing(backTo(noun, asked), { tone: 'ok', text: `${called} restored.` }, asked.secure);
    }),
    delete: formAction(deleteForm, async (asked, { version }) => {
      const { id, page } = at(asked.params);
      await of(asked.caller).delete({ id, version });
      const done = { tone: 'ok' as const, text: `${called} deleted.`, undo: undone(page) };
      return flashing(listOf(noun, asked), done, asked.secure);
    }),
  };
}
