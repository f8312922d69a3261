import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { delimiters, type Encoding, type Place } from '../../app/contracts/imports.ts';
import { detect } from '../../server/features/imports/csv/detect.ts';
import { readBatches, type Layout } from '../../server/features/imports/csv/reader.ts';
import { encode, inPieces, rowsIn } from './files.ts';

const layoutOf = (given: Partial<Layout>): Layout => ({
  encoding: 'utf-8',
  delimiter: ',',
  escape: 'double',
  width: 3,
  dataStart: { byteOffset: 0, rowNo: 0, lineNo: 1 },
  footerAt: null,
  ...given,
});

const MARKS: Partial<Record<Encoding, number[]>> = {
  'utf-8': [0xef, 0xbb, 0xbf],
  'utf-16le': [0xff, 0xfe],
  'utf-16be': [0xfe, 0xff],
};
const LINE_ENDS = ['\n', '\r\n', '\r'] as const;
const WIDE_TEXT = 'aZ 1,;|:\t"\n\rÄéß漢字🚀👩‍💻Жя¿–\'#\\=';
const ASCII_TEXT = 'aZ 1,;|:\t"\n\r\'#\\=';

const cellOf = (alphabet: string) =>
  fc.string({ unit: fc.constantFrom(...Array.from(alphabet)), maxLength: 8 });

const tableOf = (alphabet: string) =>
  fc
    .integer({ min: 1, max: 6 })
    .chain((width) =>
      fc
        .array(fc.array(cellOf(alphabet), { minLength: width, maxLength: width }), { maxLength: 12 })
        .map((rows) => ({ width, rows })),
    );

const needsQuotes = (cell: string, delimiter: string): boolean =>
  cell === '' || /["\r\n]|^\s|\s$/.test(cell) || cell.includes(delimiter);

function written(rows: string[][], delimiter: string, lineEnd: string, closed: boolean): string {
  const lines = rows.map((cells) =>
    cells
      .map((cell) => (needsQuotes(cell, delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell))
      .join(delimiter),
  );
  return lines.join(lineEnd) + (closed && lines.length > 0 ? lineEnd : '');
}

describe('well-formed tables', () => {
  it('come back cell by cell from any encoding, delimiter, line end and piece size', async () => {
    const encodings = fc.constantFrom<Encoding>(
      'utf-8',
      'utf-16le',
      'utf-16be',
      'windows-1252',
      'shift_jis',
      'gb18030',
    );
    await fc.assert(
      fc.asyncProperty(
        encodings.chain((encoding) =>
          fc.record({
            encoding: fc.constant(encoding),
            table: tableOf(
              encoding.startsWith('utf')
                ? WIDE_TEXT
                : encoding === 'windows-1252'
                  ? `${ASCII_TEXT}éßÿŽ€`
                  : `${ASCII_TEXT}中国日本`,
            ),
            delimiter: fc.constantFrom(...delimiters),
            lineEnd: fc.constantFrom(...LINE_ENDS),
            closed: fc.boolean(),
            piece: fc.integer({ min: 1, max: 40 }),
          }),
        ),
        async ({ encoding, table, delimiter, lineEnd, closed, piece }) => {
          const bytes = encode(written(table.rows, delimiter, lineEnd, closed), encoding);
          const rows = await rowsIn(bytes, layoutOf({ encoding, delimiter, width: table.width }), { piece });
          expect(rows.map(({ cells }) => cells)).toEqual(table.rows);
          expect(rows.flatMap(({ faults }) => faults)).toEqual([]);
          expect(rows.map(({ rowNo }) => rowNo)).toEqual(table.rows.map((_, at) => at + 1));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('are read as csv-parse reads them', async () => {
    await fc.assert(
      fc.asyncProperty(
        tableOf(WIDE_TEXT),
        fc.constantFrom(',', ';', '\t'),
        async ({ width, rows }, delimiter) => {
          const text = written(rows, delimiter, '\n', true);
          const theirs = parse(text, {
            delimiter,
            relax_column_count: true,
            record_delimiter: '\n',
          }) as unknown;
          const ours = await rowsIn(Buffer.from(text), layoutOf({ delimiter, width }));
          expect(ours.map(({ cells }) => cells)).toEqual(theirs);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('any text at all', () => {
  const text = fc.string({
    unit: fc.constantFrom(...Array.from('ab,,"""\n\n\r; \té漢\\\uFFFD\0')),
    maxLength: 120,
  });

  it('gives the same rows in pieces and batches of any size, and from every place it names', async () => {
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.constantFrom<Encoding>('utf-8', 'utf-16le', 'shift_jis', 'gb18030'),
        fc.constantFrom<Layout['escape']>('double', 'backslash'),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 5 }),
        async (typed, encoding, escape, width, piece, batch) => {
          const plain = encoding.startsWith('utf') ? typed : typed.replace(/[é\uFFFD]/g, '漢');
          const bytes = encode(plain, encoding);
          const layout = layoutOf({ encoding, escape, width });
          const whole = await rowsIn(bytes, layout);
          const places: Place[] = [];
          const pieced = [];
          for await (const { rows, next } of readBatches(inPieces(bytes, piece), layout, { batch })) {
            pieced.push(...rows);
            places.push(next);
          }
          expect(pieced).toEqual(whole);
          for (const place of places) {
            const rest = await rowsIn(bytes, layout, { from: place, piece: piece + 1 });
            expect(rest).toEqual(whole.filter(({ rowNo }) => rowNo > place.rowNo));
          }
        },
      ),
      { numRuns: 600 },
    );
  });

  it('in broken bytes names places that lead to the same rows', async () => {
    const bytesOf = fc.array(
      fc.constantFrom(0x61, 0x2c, 0x22, 0x0a, 0x0d, 0x81, 0xe3, 0x81, 0xff, 0xf0, 0x30),
      { maxLength: 80 },
    );
    const encodings = fc.constantFrom<Encoding>(
      'utf-8',
      'shift_jis',
      'gb18030',
      'euc-jp',
      'big5',
      'windows-1251',
    );
    await fc.assert(
      fc.asyncProperty(bytesOf, encodings, fc.integer({ min: 1, max: 9 }), async (given, encoding, piece) => {
        const bytes = Buffer.from(given);
        const layout = layoutOf({ encoding });
        const whole = await rowsIn(bytes, layout);
        for await (const { next } of readBatches(inPieces(bytes, piece), layout, { batch: 1 })) {
          const rest = await rowsIn(bytes, layout, { from: next, piece: 3 });
          expect(rest).toEqual(whole.filter(({ rowNo }) => rowNo > next.rowNo));
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('detecting and reading', () => {
  const HEADERS = ['First Name', 'Last Name', 'Email', 'Company', 'Phone', 'Notes'];
  const value = fc.oneof(
    fc.constantFrom(
      'Ann',
      'Lee',
      'Zoë Müller',
      'ann@example.com',
      'Acme, Inc.',
      '+49 30 901820',
      '',
      'said "yes"',
      '12.50',
      '2026-04-03',
    ),
    cellOf('ab1,;|:" é漢\n'),
  );

  it('gives the same cells for a contact list in any Unicode encoding, delimiter and line end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          rows: fc.array(fc.array(value, { minLength: 6, maxLength: 6 }), { minLength: 2, maxLength: 15 }),
          encoding: fc.constantFrom<Encoding>('utf-8', 'utf-16le', 'utf-16be'),
          marked: fc.boolean(),
          delimiter: fc.constantFrom(...delimiters),
          lineEnd: fc.constantFrom(...LINE_ENDS),
        }),
        async ({ rows, encoding, marked, delimiter, lineEnd }) => {
          const body = encode(written([HEADERS, ...rows], delimiter, lineEnd, true), encoding);
          const bytes = Buffer.concat([Buffer.from(marked ? (MARKS[encoding] ?? []) : []), body]);
          const detected = await detect(inPieces(bytes, 1000));
          expect(detected).toMatchObject({ encoding, delimiter, headerLine: 1, width: 6 });
          expect((await rowsIn(bytes, detected)).map(({ cells }) => cells)).toEqual(rows);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('does not hang on the pieces the bytes come in', async () => {
    const bytes = encode(
      written([HEADERS, ['Zoë', 'Müller', 'z@example.com', 'A', '', '']], ';', '\r\n', true),
      'windows-1252',
    );
    const whole = await detect(inPieces(bytes));
    for (const piece of [1, 2, 7, 64]) expect(await detect(inPieces(bytes, piece))).toEqual(whole);
    expect(whole).toMatchObject({ encoding: 'windows-1252', delimiter: ';' });
  });

  it('believes a sep= line', async () => {
    const bytes = Buffer.from('sep=|\r\nName|Email\r\nAda, Countess|ada@example.com\r\n');
    const detected = await detect(inPieces(bytes));
    expect(detected).toMatchObject({ delimiter: '|', headerLine: 2 });
    expect((await rowsIn(bytes, detected)).map(({ cells, lineNo }) => [lineNo, ...cells])).toEqual([
      [3, 'Ada, Countess', 'ada@example.com'],
    ]);
  });

  it('obeys what a person chose', async () => {
    const bytes = Buffer.from('Report;x\nName;Email\nAda;ada@example.com\n');
    const detected = await detect(inPieces(bytes), { headerLine: 1, delimiter: ';' });
    expect(detected.headerLine).toBe(1);
    expect(await rowsIn(bytes, detected)).toHaveLength(2);
    expect((await detect(inPieces(bytes), { headerLine: 0 })).columns.map(({ label }) => label)).toEqual([
      'Column 1',
      'Column 2',
    ]);
  });
});
