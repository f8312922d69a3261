// What the page of any record can be told: assign, archive, restore, delete, its tags and its files. What cannot be seen any more leads to the list.
import { archiveForm, assignForm, deleteForm, restoreForm } from '../contracts/record-forms.ts';
import { paths, type RecordNoun } from '../paths.ts';
import { backTo } from './back.server.ts';
import { fileActions, type FileCaller } from './files.server.ts';
import { flashing } from './flash.server.ts';
import { formAction } from './form.server.ts';
import type { Page } from './page.server.ts';
import { tagActions, type TagProcedures } from './tags.server.ts';
import { undoing } from './undo.server.ts';

type Versioned = { id: string; version: number };

/** The procedures of a noun that its page calls. */
interface RecordProcedures extends TagProcedures, FileCaller {
  assign: (input: { id: string; ownerId: string | null }) => Promise<unknown>;
  archive: (input: Versioned) => Promise<{ version: number }>;
  restore: (input: { id: string; version?: number | undefined }) => Promise<unknown>;
  delete: (input: Versioned) => Promise<{ version: number }>;
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
  // for as long as the record is as it was left
  const undone = (page: string, { version }: { version: number }) => ({
    action: page,
    fields: { intent: 'restore', version: String(version) },
  });
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
      const left = await of(asked.caller).archive({ id, version });
      const done = { tone: 'ok' as const, text: `${called} archived.`, undo: undone(page, left) };
      return flashing(listOf(noun, asked), done, asked.secure);
    }),
    restore: formAction(restoreForm, async (asked, { version }) => {
      const { id } = at(asked.params);
      return undoing(() => of(asked.caller).restore({ id, version }), {
        to: backTo(noun, asked),
        text: `${called} restored.`,
        otherwise: listOf(noun, asked),
        secure: asked.secure,
      });
    }),
    delete: formAction(deleteForm, async (asked, { version }) => {
      const { id, page } = at(asked.params);
      const left = await of(asked.caller).delete({ id, version });
      const done = { tone: 'ok' as const, text: `${called} deleted.`, undo: undone(page, left) };
      return flashing(listOf(noun, asked), done, asked.secure);
    }),
  };
}
