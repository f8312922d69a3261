// A timeline entry as its page shows it, and the words and signs of its kinds.
import type { IconName } from '../../ui/icon.tsx';

export type EntryKind = 'note' | 'call' | 'email' | 'meeting' | 'stage_change' | 'system';

export interface EntryRow {
  id: string;
  version: number;
  kind: EntryKind;
  subject: string | null;
  /** made on the server of what was written, safe to show */
  html: string | null;
  author: { id: string; name: string } | null;
  occurredAt: string;
  /** the reader wrote it and may change it */
  isMine: boolean;
}

const KINDS: Readonly<Record<EntryKind, { icon: IconName; did: string }>> = {
  note: { icon: 'message-square-text', did: 'wrote a note' },
  call: { icon: 'phone', did: 'called' },
  email: { icon: 'mail', did: 'wrote an e-mail' },
  meeting: { icon: 'calendar-days', did: 'met' },
  stage_change: { icon: 'arrow-right-left', did: 'moved the stage' },
  system: { icon: 'sparkle', did: '' },
};

export const iconOf = (kind: EntryKind): IconName => KINDS[kind].icon;

/** What was done, as the rest of a sentence where somebody did it. */
export function sentenceOf({ kind, subject, author }: Pick<EntryRow, 'kind' | 'subject' | 'author'>): string {
  const said = [KINDS[kind].did, subject].filter(Boolean).join(': ');
  return author ? said : said.charAt(0).toUpperCase() + said.slice(1);
}
