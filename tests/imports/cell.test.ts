import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine, neutralise, restore } from '../../server/features/imports/csv/cell.ts';
import { errorFileHead, errorFileLine } from '../../server/features/imports/error-file.ts';
import { fixture, planOf, rowsIn, tableIn } from './files.ts';

const { cells, must_round_trip: values } = JSON.parse(
  fixture('csv-formula-cells/formula-cells.json').toString(),
) as {
  cells: string[];
  must_round_trip: string[];
};
const LAYOUT = {
  encoding: 'utf-8',
  delimiter: ',',
  escape: 'double',
  width: 3,
  dataStart: { byteOffset: 0, rowNo: 0, lineNo: 1 },
  footerAt: null,
} as const;

describe('cells on their way out', () => {
  it.each(cells.filter((cell) => !cell.includes('\0')))('%j starts no formula', (cell) => {
    expect(neutralise(cell)).toBe(`'${cell}`);
  });

  it('with NUL are refused', () => {
    expect(cells.filter((cell) => cell.includes('\0'))).toHaveLength(1);
    expect(() => neutralise('\0=1+1')).toThrow(RangeError);
  });

  it.each(values)('%j survives export and re-import', async (value) => {
    const rows = await rowsIn(Buffer.from(csvLine(['x', value, 'y'])), LAYOUT);
    expect(rows[0]?.cells.map(restore)).toEqual(['x', value, 'y']);
  });

  it('come back unchanged, whatever they hold', async () => {
    const text = fc
      .string({ unit: 'binary', maxLength: 20 })
      .filter((value) => !value.includes('\0') && value.isWellFormed());
    const risky = fc.string({ unit: fc.constantFrom(...Array.from('\'"=+-@\t\r\n ,;|＝1a')), maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.oneof(text, risky), async (value) => {
        const line = csvLine(['first', value, 'last']);
        const [row] = await rowsIn(Buffer.from(line), LAYOUT);
        expect(row?.cells.map(restore)).toEqual(['first', value, 'last']);
        expect(row?.cells[1] ?? '').not.toMatch(/^[=@＝＋－＠\t\r\n]/);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the error file', () => {
  const bytes = Buffer.from(
    'Name,Email,Notes\nAnn,ann@example,=1+1\nBob,not an address,"=2+2\nx"\n,,only a note\n',
  );

  it('holds the original columns, line, column, reason and suggestion, and no formula', async () => {
    const { detected, planned } = await planOf(bytes);
    const rows = await rowsIn(bytes, detected);
    const failed = planned.filter((row) => row.outcome === 'fail');
    expect(failed.map(({ lineNo }) => lineNo)).toEqual([3, 5]);
    const text =
      errorFileHead(detected.columns.map(({ header }) => header)) +
      failed
        .map((row) =>
          errorFileLine(
            { lineNo: row.lineNo, cells: rows[row.rowNo - 1]?.cells ?? [], issues: row.issues },
            detected.width,
          ),
        )
        .join('');
    const { header, cells: lines } = await tableIn(Buffer.from(text));
    expect(header).toEqual([
      'Name',
      'Email',
      'Notes',
      'Import line',
      'Import column',
      'Import reason',
      'Import suggestion',
    ]);
    expect(lines[0]?.slice(0, 5)).toEqual(['Bob', 'not an address', "'=2+2\nx", '3', 'Email']);
    expect(lines[0]?.[5]).toContain('"not an address" is not an e-mail address.');
    expect(lines[1]?.[5]).toContain('no name');
  });

  it('can be corrected and imported as it is', async () => {
    const line = errorFileLine({ lineNo: 3, cells: ['Bob', 'bob@example.com', '=2+2'], issues: [] }, 3);
    const { leads, mapping } = await planOf(Buffer.from(errorFileHead(['Name', 'Email', 'Notes']) + line));
    expect(leads).toMatchObject([{ name: 'Bob', email: 'bob@example.com', description: '=2+2' }]);
    expect(mapping.columns.slice(3).every(({ field }) => field === null)).toBe(true);
  });
});
