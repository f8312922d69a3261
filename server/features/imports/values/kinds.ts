// What a cell looks like on its own, for telling headers from rows and for guessing what a column holds.
import type { CellKind } from '../../../../app/contracts/imports.ts';
import { dateShape } from './dates.ts';

const EMAIL = /^[^\s@<>]+@[^\s@<>]+$/;
const URL = /^(?:https?:\/\/|www\.)\S+$|^(?:[a-z0-9-]+\.)+[a-z]{2,12}(?:\/\S*)?$/i;
const NUMBER = /^[-+(]?\s?[$€£¥₹]?\s?[-+]?\d{1,3}(?:[.,' ]?\d{3})*(?:[.,]\d+)?\s?(?:[%$€£¥KMB)]|[A-Z]{3})?$/;
const SCIENTIFIC = /^[-+]?\d+(?:[.,]\d+)?e[-+]?\d+$/i;
const PHONE = /^(?:\+|00)?[\d(][\d\s().\-/]{5,20}(?:\s*(?:x|ext\.?|#)\s*\d{1,7})?$/i;
const UUID = /^[{(]?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}[)}]?$/i;
const TOKEN = /^(?=.*\d)[A-Za-z0-9_-]{12,64}$/;
const FLAG = /^(?:true|false|yes|no|y|n|ja|nein|oui|non|si|sí|нет|да)$/i;

export function kindOf(cell: string): CellKind {
  const text = cell.trim();
  if (text === '') return 'empty';
  if (text.length > 80 || text.includes('\n')) return 'text';
  if (EMAIL.test(text)) return 'email';
  if (FLAG.test(text)) return 'flag';
  if (UUID.test(text)) return 'id';
  const digits = text.replace(/\D/g, '').length;
  if (digits > 0) return digitKind(text, digits);
  return URL.test(text) ? 'url' : 'words';
}

function digitKind(text: string, digits: number): CellKind {
  if (dateShape(text) !== 'none' && !/^\d{8}$/.test(text)) return 'date';
  if (/^(?:\+|\(|00)/.test(text) && PHONE.test(text) && digits >= 7) return 'phone';
  if (NUMBER.test(text) || SCIENTIFIC.test(text) || /^\d+$/.test(text)) return 'number';
  if (PHONE.test(text) && digits >= 7 && digits <= 20) return 'phone';
  if (URL.test(text)) return 'url';
  return TOKEN.test(text) && !text.includes(' ') ? 'id' : 'words';
}

/** The kind of at least `share` of the values, 'words' where they differ, 'empty' where there are none. */
export function usualKind(values: readonly string[], share: number): CellKind {
  const counts = new Map<CellKind, number>();
  for (const value of values) {
    const kind = kindOf(value);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const [kind, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ['empty', 0];
  return count >= values.length * share ? kind : 'words';
}
