// Whether two names mean the same person or the same company, as far as an import may decide it by itself. Pure.
import { fold, wordsOf } from '../search/search.rules.ts';

const LEGAL =
  `inc incorporated llc llp ltd limited corp corporation co company plc pty gmbh mbh ag kg ohg ug se sa sas sarl srl
  spa sl slu cv bv nv oy oyj ab as asa aps ehf hf kk pte pvt lp zoo doo kft de c v s a l k`.split(/\s+/);
const LEGAL_END = `(?: (?:${LEGAL.join('|')}))+$`;
const LEGAL_RULE = new RegExp(LEGAL_END);
/** The same rule in PostgreSQL's regular expressions, for the twin of companyKey in SQL. */
export const LEGAL_END_SQL = LEGAL_END.replaceAll('?:', '');

const TITLES = new Set(
  'mr mrs ms miss dr prof sir jr sr ii iii iv mba phd md dds esq cpa pmp dvm rn'.split(' '),
);

/** A company without legal form, punctuation, accents and case: "Copperline Robotics, Inc." → "copperline robotics". */
export const companyKey = (name: string | null): string =>
  name === null
    ? ''
    : fold(name)
        .replace(/[^\p{L}\p{Nd}]+/gu, ' ')
        .trim()
        .replace(LEGAL_RULE, '');

/** The words of a person's name without titles. */
function nameWords(name: string): string[] {
  const words = wordsOf(name);
  const bare = words.filter((word) => !TITLES.has(word));
  return bare.length > 0 ? bare : words;
}

/** Equal, or one says less of the other: "Lee" and "Ann Lee", "Ann Lee" and "Lee, Ann MBA". Relatives differ in a word each. */
export function namesAgree(a: string, b: string): boolean {
  const [first, second] = [nameWords(a), nameWords(b)];
  if (first.length === 0 || second.length === 0) return fold(a) === fold(b);
  const [fewer, more] = first.length < second.length ? [first, second] : [second, first];
  return fewer.every((word) => more.includes(word));
}

const LAST_WORD = /,?\s+([\p{L}.]{2,5})$/u;

/** A name without what follows it: "Ann Lee, MBA" → "Ann Lee". */
export function bareName(name: string): string {
  let bare = name.trim();
  for (let end = LAST_WORD.exec(bare); end; end = LAST_WORD.exec(bare)) {
    if (!TITLES.has(fold(end[1] ?? '').replaceAll('.', ''))) break;
    bare = bare.slice(0, end.index);
  }
  return bare;
}

/** The ways another file may write a name: without what follows it ("…, MBA"), and with family and given name swapped. */
export function nameVariants(name: string): string[] {
  const bare = bareName(name);
  const [first, second, ...others] = bare.split(/\s+/);
  const swapped = first && second && others.length === 0 ? `${second} ${first}` : bare;
  return [...new Set([name, bare, swapped])];
}
