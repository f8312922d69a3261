// Files that are no delimited text, told by their first bytes, each with what to do instead.
import { AppError } from '../../../errors.ts';

interface Kind {
  slug: string;
  message: string;
  hint: string;
  is: (head: Uint8Array, text: string) => boolean;
}

const starts =
  (...bytes: number[]) =>
  (head: Uint8Array): boolean =>
    bytes.every((byte, at) => head[at] === byte);

const matches =
  (pattern: RegExp) =>
  (_head: Uint8Array, text: string): boolean =>
    pattern.test(text);

const SAVE_AS_CSV = 'Open it in a spreadsheet program and save it as CSV (UTF-8), then import that file.';

const KINDS: readonly Kind[] = [
  {
    slug: 'zip',
    message: 'This is an Excel or zip file, not CSV.',
    hint: SAVE_AS_CSV,
    is: starts(0x50, 0x4b, 0x03, 0x04),
  },
  {
    slug: 'zip',
    message: 'This is an empty zip file, not CSV.',
    hint: SAVE_AS_CSV,
    is: starts(0x50, 0x4b, 0x05, 0x06),
  },
  {
    slug: 'xls',
    message: 'This is an old Excel file, not CSV.',
    hint: SAVE_AS_CSV,
    is: starts(0xd0, 0xcf, 0x11, 0xe0),
  },
  {
    slug: 'gzip',
    message: 'This file is compressed.',
    hint: 'Unpack it first, then import the file inside.',
    is: starts(0x1f, 0x8b),
  },
  {
    slug: 'utf32',
    message: 'This file is in UTF-32, which we do not read.',
    hint: 'Save it as UTF-8 and import that.',
    is: isUtf32,
  },
  {
    slug: 'pdf',
    message: 'This is a PDF, not CSV.',
    hint: 'Export the data as CSV instead.',
    is: matches(/^%PDF-/),
  },
  {
    slug: 'rtf',
    message: 'This is a text document (RTF), not CSV.',
    hint: SAVE_AS_CSV,
    is: matches(/^\{\\rtf/),
  },
  {
    slug: 'html',
    message: 'This is a web page (HTML), not CSV, whatever its name says.',
    hint: SAVE_AS_CSV,
    is: matches(
      /^\s*(?:<!--[\s\S]*?-->\s*)?<(?:!doctype\s+html|html|head|body|table|meta|script|style|div)\b/i,
    ),
  },
  {
    slug: 'xml',
    message: 'This is XML, not CSV.',
    hint: 'Export the data as CSV instead.',
    is: matches(/^\s*<(?:\?xml|!DOCTYPE|[a-z][\w:-]*(?:\s+[\w:-]+\s*=|\s*>))/i),
  },
  {
    slug: 'json',
    message: 'This is JSON, not CSV.',
    hint: 'Export the data as CSV instead.',
    is: matches(
      /^\s*(?:\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\})|\[\s*(?:[[{]|\]|"(?:[^"\\]|\\.)*"\s*[,\]]\s*["\n\r\]]))/,
    ),
  },
  {
    slug: 'vcard',
    message: 'This is a vCard file, not CSV.',
    hint: 'Export the address book as CSV instead.',
    is: matches(/^\s*BEGIN:VCARD\b/i),
  },
];

/** Of four bytes of UTF-32 three are zero in most texts, whatever mark stands before them. */
function isUtf32(head: Uint8Array): boolean {
  const part = head.subarray(4, 1024);
  const zeros = part.reduce((sum, byte) => sum + (byte === 0 ? 1 : 0), 0);
  const plain = part.every((byte) => byte === 0 || byte === 9 || byte === 10 || byte === 13 || byte >= 32);
  return part.length >= 8 && plain && zeros > part.length * 0.6 && zeros < part.length * 0.8;
}

/** Throws where the first bytes (a few hundred are enough) say that the file is something else. */
export function refuseForeign(head: Uint8Array): void {
  const start = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  const text = new TextDecoder(wideLabel(head), { ignoreBOM: false }).decode(
    head.subarray(start, start + 2048),
  );
  const kind = KINDS.find(({ is }) => is(head, text));
  if (kind)
    throw new AppError('UnsupportedMediaType', `import.${kind.slug}`, kind.message, { hint: kind.hint });
}

const wideLabel = (head: Uint8Array): string => {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8';
};

export const emptyFile = (): AppError =>
  new AppError('Unprocessable', 'import.empty', 'The file is empty.', {
    hint: 'Choose a file with a header and at least one row.',
  });

export const binaryFile = (): AppError =>
  new AppError('UnsupportedMediaType', 'import.binary', 'This is not a text file.', { hint: SAVE_AS_CSV });

export const tooManyColumns = (count: number, most: number): AppError =>
  new AppError(
    'Unprocessable',
    'import.columns',
    `The file has ${count} columns or more; ${most} is the most an import may have.`,
    {
      hint: 'Remove the columns you do not need and import again.',
    },
  );
