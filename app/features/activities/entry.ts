// A timeline entry as its page shows it, and the words and signs of its kinds.
import { ArrowRightLeft, CalendarDays, Mail, MessageSquareText, Phone, Sparkle } from 'lucide-react';
import type { IconType } from '../../ui/icon.tsx';

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

const KINDS: Readonly<Record<EntryKind, { icon: IconType; did: string }>> = {
  note: { icon: MessageSquareText, did: 'wrote a note' },
  call: { icon: Phone, did: 'called' },
  email: { icon: Mail, did: 'wrote an e-mail' },
  meeting: { icon: CalendarDays, did: 'met' },
  stage_change: { icon: ArrowRightLeft, did: 'moved the stage' },
  system: { icon: Sparkle, did: '' },
};

export const iconOf = (kind: EntryKind): IconType => KINDS[kind].icon;

/** What was done, as the rest of a sentence where somebody did it. */
export function sentenceOf({ kind, subject, author }: Pick<EntryRow, 'kind' | 'subject' | 'author'>): string {
  const said = [KINDS[kind].did, subject].filter(Boolean).join(': ');
  return author ? said : said.charAt(0).toUpperCase() + said.slice(1);
}
