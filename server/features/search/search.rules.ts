// Which words a record can be found by. Pure; the same rules serve a single edit and an import.

export type TokenKind = 'name' | 'company' | 'email' | 'domain' | 'phone' | 'note';

export interface Token {
  token: string;
  kind: TokenKind;
}

const MAX_TOKEN = 64;
const MAX_TOKENS = 40;

// Letters whose base form Unicode does not decompose into letter + accent.
const SPECIAL: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  ø: 'o',
  œ: 'oe',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ħ: 'h',
};

/** Case- and accent-free form, the twin of crm.fold(text): "Müller" and "MULLER" are equal here. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[ßæøœđðþłıħ]/g, (letter) => SPECIAL[letter] ?? letter)
    .normalize('NFC');
}

/** The words of a text, folded, each once, in order. */
export function wordsOf(text: string): string[] {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words.map((word) => word.slice(0, MAX_TOKEN)))];
}

export interface Searchable {
  name: string;
  company?: string | null;
  email?: string | null;
  phone?: string | null;
  phoneE164?: string | null;
  /** of a company */
  domain?: string | null;
}

export function tokensOf(record: Searchable): Token[] {
  const tokens = new Map<string, Token>();
  const add = (kind: TokenKind, token: string): void => {
    const key = `${kind}:${token}`;
    if (token && tokens.size < MAX_TOKENS && !tokens.has(key))
      tokens.set(key, { kind, token: token.slice(0, MAX_TOKEN) });
  };
  for (const word of wordsOf(record.name)) add('name', word);
  for (const word of wordsOf(record.company ?? '')) add('company', word);
  if (record.email) {
    const address = fold(record.email);
    const domain = address.slice(address.lastIndexOf('@') + 1);
    add('email', address);
    for (const word of wordsOf(address.slice(0, address.lastIndexOf('@')))) add('email', word);
    add('domain', domain);
  }
  if (record.domain) add('domain', fold(record.domain));
  for (const digits of phoneForms(record)) add('phone', digits);
  return [...tokens.values()];
}

/** A number is found by its international digits, by its national ones, and by its last seven. */
function phoneForms({ phone, phoneE164 }: Searchable): string[] {
  const typed = (phone ?? '').replace(/\D/g, '');
  const full = (phoneE164 ?? '').replace(/;.*$/, '').replace(/\D/g, '');
  const forms = [full, typed, (full || typed).slice(-10), (full || typed).slice(-7)];
  return [...new Set(forms.filter((digits) => digits.length >= 5))];
}

/**
 * What a person typed into the search box → token prefixes that must all match. An e-mail address or a phone number
 * stays one term, in whatever format it was typed; at most eight terms are looked at.
 */
export function searchTerms(typed: string): string[] {
  const text = typed.trim();
  if (/^[^\s@]+@[^\s@]*$/.test(text)) return [fold(text).slice(0, MAX_TOKEN)];
  if (/^[+\d][\d\s().\-/]*$/.test(text)) {
    const digits = text.replace(/\D/g, '').replace(/^00/, '');
    if (digits.length >= 5) return [digits.slice(0, MAX_TOKEN)];
  }
  if (/^[^\s@]+\.[a-z]{2,}$/i.test(text)) return [fold(text).slice(0, MAX_TOKEN)];
  return wordsOf(text).slice(0, 8);
}
