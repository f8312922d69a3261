// What the page of any record can be told: assign, archive, restore, delete. What cannot be seen any more leads to the list.
import { archiveForm, assignForm, deleteForm, restoreForm } from '../contracts/record-forms.ts';
import { paths, type RecordNoun } from '../paths.ts';
import { flashing } from './flash.server.ts';
import { formAction } from './form.server.ts';
import type { Page } from './page.server.ts';

type Versioned = { id: string; version: number };

/** The procedures of a noun that its page calls. */
interface RecordProcedures {
  assign: (input: { id: string; ownerId: string | null }) => Promise<unknown>;
  archive: (input: Versioned) => Promise<unknown>;
  restore: (input: { id: string }) => Promise<unknown>;
  delete: (input: Versioned) => Promise<unknown>;
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
    assign: formAction(assignForm, async ({ caller, params, secure }, { ownerId }) => {
      const { id, page } = at(params);
      await of(caller).assign({ id, ownerId: ownerId ?? null });
      return flashing(page, { tone: 'ok', text: 'Assigned.' }, secure);
    }),
    archive: formAction(archiveForm, async ({ caller, params, secure }, { version }) => {
      const { id, page } = at(params);
      await of(caller).archive({ id, version });
      return flashing(
        paths.records(noun),
        { tone: 'ok', text: `${called} archived.`, undo: undone(page) },
        secure,
      );
    }),
    restore: formAction(restoreForm, async ({ caller, params, secure }) => {
      const { id, page } = at(params);
      await of(caller).restore({ id });
      return flashing(page, { tone: 'ok', text: `${called} restored.` }, secure);
    }),
    delete: formAction(deleteForm, async ({ caller, params, secure }, { version }) => {
      const { id, page } = at(params);
      await of(caller).delete({ id, version });
      return flashing(
        paths.records(noun),
        { tone: 'ok', text: `${called} deleted.`, undo: undone(page) },
        secure,
      );
    }),
  };
}
