// Refuses JSON that is nested without end or has values without end, before it is parsed: what is small on the wire can
// be dear to walk. It looks at brackets and commas outside of strings; whether it is JSON at all, the parser says.
import { AppError } from '../errors.ts';

const MOST_DEEP = 24;
/** A batch of 1,000 records with 40 fields each has fewer. */
const MOST_VALUES = 50_000;

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Throws 400 for UTF-8 text that is too deep or too wide. */
export function refuseShape(json: Uint8Array): void {
  let depth = 0;
  let values = 1;
  for (let at = 0; at < json.length; at += 1) {
    const sign = json[at];
    if (sign === QUOTE) at = endOfString(json, at + 1);
    else if (sign === OPEN_OBJECT || sign === OPEN_LIST) {
      depth += 1;
      if (depth > MOST_DEEP) throw tooDeep();
    } else if (sign === CLOSE_OBJECT || sign === CLOSE_LIST) depth -= 1;
    else if (sign === COMMA) {
      values += 1;
      if (values > MOST_VALUES) throw tooWide();
    }
  }
}

/** The place of the quote that ends the string, or beyond the end. */
function endOfString(json: Uint8Array, from: number): number {
  for (let at = from; at < json.length; at += 1) {
    if (json[at] === BACKSLASH) at += 1;
    else if (json[at] === QUOTE) return at;
  }
  return json.length;
}

const tooDeep = (): AppError =>
  new AppError('BadRequest', 'body.too_deep', `The body is nested more than ${MOST_DEEP} levels deep.`);

const tooWide = (): AppError =>
  new AppError('BadRequest', 'body.too_wide', `The body has more than ${MOST_VALUES} values.`, {
    hint: 'Send them in several requests, or as a file to POST /api/leads/import.',
  });
