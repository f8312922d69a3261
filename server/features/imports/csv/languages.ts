// Which legacy encoding a few non-ASCII lines are in: each reading is scored by how much it looks like words.
import type { Encoding } from '../../../../app/contracts/imports.ts';

const LATIN_COMMON = new Set('éèêëàâäáãåçíïñóôöõøúûüßæœÉÀÄÁÅÇÑÓÖÕØÚÜÆ');
const LATIN_CENTRAL = new Set('ąćęłńśźżčďěňřšťůžőűășțđĄĆĘŁŃŚŹŻČĎĚŇŘŠŤŮŽŐŰĂȘȚĐŞşŢţ');
const CYRILLIC_COMMON = new Set('оеаинтсрвлкмдпуя');
const CYRILLIC_RARE = new Set('ъщэфёшцжюЂЃѓЌЋЏђќћџЎўЈҐЁЄЇІіґєјЅѕї');
const GREEK_COMMON = new Set('αοιετσνηυρπκμλςωάέήίόύώ');
const PUNCTUATION = new Set('–—‘’“”„…€£°©®™«»·§½ªº¿¡\u00a0');
const CLOSING = new Set('’”»…™®©–—º°ª');
const OPENING = new Set('“‘«„–—¿¡€£§©');

const SINGLE: readonly Encoding[] = [
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'koi8-r',
  'iso-8859-7',
  'macintosh',
];
const DOUBLE: readonly Encoding[] = ['shift_jis', 'gb18030'];

/** The most plausible encoding of lines that are not UTF-8. Not sure when the runner-up is close. */
export function bestReading(lines: Uint8Array): { encoding: Encoding; sure: boolean } {
  const high = lines.reduce((sum, byte) => sum + (byte >= 0x80 ? 1 : 0), 0);
  const scores = [
    ...SINGLE.map((encoding) => ({
      encoding,
      score: scoreWords(decode(lines, encoding) ?? '') / Math.max(1, high),
    })),
    ...DOUBLE.map((encoding) => ({ encoding, score: scoreDouble(lines, encoding) / Math.max(1, high) })),
  ];
  // Western Windows is what most spreadsheets write: it wins where nothing speaks against it.
  for (const entry of scores) if (entry.encoding === 'windows-1252') entry.score += 0.2;
  scores.sort((a, b) => b.score - a.score);
  const best = scores[0] ?? { encoding: 'windows-1252', score: 0 };
  const text = decode(lines, best.encoding);
  const rival = scores.find(({ encoding }) => encoding !== best.encoding && decode(lines, encoding) !== text);
  return { encoding: best.encoding, sure: high >= 3 && best.score - (rival?.score ?? 0) > 0.3 };
}

function decode(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: DOUBLE.includes(encoding) }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}

function scoreWords(text: string): number {
  let score = 0;
  let before = ' ';
  const chars = Array.from(text);
  for (const [at, char] of chars.entries()) {
    if (char > '\x7f') score += scoreChar(char, before, chars[at + 1] ?? ' ');
    before = char;
  }
  return score;
}

type Script = 'latin' | 'cyrillic' | 'greek' | 'other';

function scriptOf(char: string): Script | null {
  if (char === 'º' || char === 'ª') return null;
  if (/\p{Script=Latin}/u.test(char)) return 'latin';
  if (/\p{Script=Cyrillic}/u.test(char)) return 'cyrillic';
  if (/\p{Script=Greek}/u.test(char)) return 'greek';
  return /\p{L}/u.test(char) ? 'other' : null;
}

/** How well one character stands between its neighbours: as a letter of its word, or as punctuation. */
function scoreChar(char: string, before: string, after: string): number {
  const script = scriptOf(char);
  const left = scriptOf(before);
  if (script === null) return scoreSymbol(char, left !== null, scriptOf(after) !== null);
  const right = scriptOf(after);
  if ((left !== null && left !== script) || (right !== null && right !== script)) return -4;
  let score = left === null && right === null ? -0.5 : 1;
  if (/\d/.test(before)) score -= 1.5;
  if (isUpper(char) && left !== null && !isUpper(before)) score -= 3;
  if (isUpper(before) && before > '\x7f' && !isUpper(char) && isUpper(after)) score -= 1;
  return score + commonness(char, script, before);
}

function commonness(char: string, script: Script, before: string): number {
  const lower = char.toLowerCase();
  if (script === 'cyrillic') return CYRILLIC_COMMON.has(lower) ? 1 : CYRILLIC_RARE.has(char) ? -1 : 0.2;
  if (script === 'greek') return GREEK_COMMON.has(lower) ? 1 : 0;
  if (script !== 'latin') return -2;
  const run = before > '\x7f' && scriptOf(before) === 'latin' ? -1.5 : 0;
  if (LATIN_COMMON.has(char)) return 1 + run;
  return (LATIN_CENTRAL.has(char) || 'þðÞÐ'.includes(char) ? 0.6 : -0.3) + run;
}

function scoreSymbol(char: string, afterLetter: boolean, beforeLetter: boolean): number {
  if (/[\p{Cc}\p{Co}\p{Cn}\uFFFD]/u.test(char)) return -8;
  if (afterLetter && beforeLetter) return char === '’' || char === '·' ? 1.2 : -3;
  if (afterLetter) return CLOSING.has(char) ? 1.2 : -1.5;
  if (beforeLetter) return OPENING.has(char) ? 1.2 : -1.5;
  return PUNCTUATION.has(char) ? 0.5 : -1;
}

const isUpper = (char: string): boolean => char !== char.toLowerCase() && char === char.toUpperCase();

/** Kana and the frequent half of the characters speak for a reading, half-width kana and rare ones against it. */
function scoreDouble(lines: Uint8Array, encoding: Encoding): number {
  const text = decode(lines, encoding);
  if (text === null) return -Infinity;
  return encoding === 'shift_jis' ? scoreJapanese(lines, text) : scoreChinese(lines);
}

function scoreJapanese(lines: Uint8Array, text: string): number {
  let score =
    -3 *
    (text.match(/[A-Za-z](?=[\u3040-\u30ff\p{Script=Han}])|[\p{Script=Han}\u3040-\u30ff](?=[a-z])/gu)
      ?.length ?? 0);
  for (const char of text) {
    if (/[\u3040-\u30ff]/.test(char)) score += 3;
    else if (/[\uff61-\uff9f]/.test(char)) score -= 1.5;
    else if (/[\p{Co}\uFFFD]/u.test(char)) score -= 8;
    else if (char > '\x7f' && !/\p{Script=Han}/u.test(char)) score += 0.5;
  }
  for (let at = 0; at < lines.length; at += 1) {
    const lead = lines[at] ?? 0;
    if (lead < 0x81 || (lead > 0x9f && lead < 0xe0)) continue;
    score += lead >= 0x88 && lead <= 0x97 ? 3 : lead >= 0x98 ? -1 : 0;
    at += 1;
  }
  return score;
}

function scoreChinese(lines: Uint8Array): number {
  let score = 0;
  for (let at = 0; at < lines.length; at += 1) {
    const lead = lines[at] ?? 0;
    if (lead < 0x81) continue;
    const trail = lines[at + 1] ?? 0;
    const inGb2312 = lead >= 0xa1 && trail >= 0xa1;
    if (lead >= 0xb0 && lead <= 0xd7 && inGb2312) score += 3;
    else if (inGb2312) score += lead <= 0xa3 ? 1 : -0.5;
    else score -= 2;
    at += 1;
  }
  return score;
}
