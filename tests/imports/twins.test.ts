// Files whose right reading is known from a twin: the same table as JSON, or written another way.
import { describe, expect, it } from 'vitest';
import { AppError } from '../../server/errors.ts';
import { fixture, fixtureNames, planOf, rowsIn, tableIn } from './files.ts';

const objects = (header: string[], cells: string[][]): Record<string, string>[] =>
  cells.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ''])));

describe('files with a JSON twin', () => {
  const names = fixtureNames('torture-csv-spectrum/csvs').filter((name) => !name.startsWith('location'));

  it.each(names)('%s reads as its twin', async (name) => {
    const { header, cells } = await tableIn(fixture(`torture-csv-spectrum/csvs/${name}`));
    const twin: unknown = JSON.parse(
      fixture(`torture-csv-spectrum/json/${name.replace('.csv', '.json')}`).toString(),
    );
    expect(objects(header, cells)).toEqual(twin);
  });

  it('keeps a quote inside a bare cell and marks what was damaged before', async () => {
    const bytes = fixture('torture-csv-spectrum/csvs/location_coordinates.csv');
    const { detected, header, cells } = await tableIn(bytes);
    const twin = JSON.parse(
      fixture('torture-csv-spectrum/json/location_coordinates.json').toString(),
    ) as Record<string, string>;
    // The twin was given another phone number.
    const [row] = objects(header, cells);
    expect({ ...row, 'Contact Phone Number': twin['Contact Phone Number'] }).toEqual(twin);
    const [read] = await rowsIn(bytes, detected);
    expect(read?.faults).toEqual([{ code: 'damaged', column: 1 }]);
  });
});

describe('files written in several ways', () => {
  it.each([
    ['csv__essential.csv', 'csv__essential-dos.csv', 'csv__essential-mac.csv'],
    ['tsv__essential.tsv', 'tsv__essential-dos.tsv', 'tsv__essential-mac.tsv'],
  ])('%s, %s and %s give equal rows', async (unix, dos, mac) => {
    const [first, second, third] = await Promise.all(
      [unix, dos, mac].map(async (name) => {
        const { header, cells } = await tableIn(fixture(`univocity/${name}`));
        return { header, cells: cells.map((row) => row.map((cell) => cell.replace(/\r\n?/g, '\n'))) };
      }),
    );
    expect(first?.header).toEqual(['Year', 'Make', 'Model', 'Description', 'Price']);
    expect(second).toEqual(first);
    expect(third).toEqual(first);
  });

  it.each(['csvtext_BOM_UTF8.csv', 'csvtext_BOM_UTF16LE.csv', 'csvtext_BOM_UTF16BE.csv'])(
    '%s gives the two rows of its plain twin',
    async (name) => {
      const plain = await tableIn(fixture('sf-dataloader/csvtext.csv'));
      const { header, cells } = await tableIn(fixture(`sf-dataloader/${name}`));
      expect({ header, cells }).toEqual({ header: plain.header, cells: plain.cells });
    },
  );

  it.each(['csvtext_BOM_UTF32LE.csv', 'csvtext_BOM_UTF32BE.csv'])('%s is refused by name', async (name) => {
    await expect(tableIn(fixture(`sf-dataloader/${name}`))).rejects.toMatchObject({
      status: 415,
      slug: 'import.utf32',
    });
  });

  it('reads Latin-1 as its UTF-8 twin, but for the one letter that differs between them', async () => {
    const latin = await tableIn(fixture('rust-csv/uspop-latin1.csv'));
    const plain = await tableIn(fixture('rust-csv/uspop.csv'));
    expect(latin.detected.encoding).toBe('windows-1252');
    const bare = (cells: string[][]): string[][] =>
      cells.map(([city = '', ...rest]) => [city.replace('Õ', 'O'), ...rest]);
    expect(bare(latin.cells)).toEqual(plain.cells);
  });

  it('reads the tab-separated export as the comma-separated one', async () => {
    const [comma, tab] = await Promise.all([
      planOf(fixture('thunderbird/export.csv')),
      planOf(fixture('thunderbird/export.txt')),
    ]);
    expect(tab.leads).toEqual(comma.leads);
    expect(comma.leads.map(({ name }) => name)).toEqual(['contact number one', 'contact number two']);
  });
});

describe('address books', () => {
  it.each([
    ['basic_addressbook.csv', ['John Doe']],
    ['basic_csv_addressbook.csv', ['John Doe', 'Jane Doe']],
    ['csv_no_header.csv', ['John Doe', 'Jane Doe']],
    ['csv_semicolon.csv', ['John Doe', 'Jane Doe']],
    ['import.csv', ['contact number one']],
    ['quote.csv', ['Acer America']],
    ['utf16_addressbook.csv', ['John Doe']],
    ['tab_comma_mixed.csv', ['1@host.invalid', '2@host.invalid', '3@host.invalid', '4@host.invalid']],
  ])('%s gives %j', async (name, want) => {
    const { leads } = await planOf(fixture(`thunderbird/${name}`));
    expect(leads.map((lead) => lead.name)).toEqual(want);
  });

  it('shiftjis_addressbook.csv has readable Japanese names', async () => {
    const { leads } = await planOf(fixture('thunderbird/shiftjis_addressbook.csv'));
    expect(leads[0]?.name).toMatch(/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+$/u);
  });
});

describe('files of other parsers', () => {
  const folders = ['frictionless', 'univocity', 'rust-csv', 'papaparse', 'sf-dataloader'];
  const names = folders.flatMap((folder) => fixtureNames(folder).map((name) => `${folder}/${name}`));

  it.each(names)('%s is read or refused in one clear sentence', async (name) => {
    try {
      const { detected, cells } = await tableIn(fixture(name));
      expect(cells.every((row) => row.every((cell) => typeof cell === 'string'))).toBe(true);
      expect(detected.columns).toHaveLength(detected.width);
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
      expect(error).toMatchObject({
        message: expect.stringMatching(/^[A-Z].*\.$/),
        hint: expect.stringMatching(/./),
      });
    }
  });

  it.each([
    ['frictionless/table-infer-iso-8859-7.csv', ['1', '39', 'Λεωνιδας']],
    [
      'frictionless/table-with-accents.csv',
      ['3 stars', 'All', '01-01-13', '2013', '0,611553068', '81,20416129', '49,66065393', 'Mkg'],
    ],
    ['frictionless/escaping.csv', ['1', 'Test line 1']],
    ['rust-csv/smallpop-colon.csv', ['Southborough', 'MA', 'United States', '9686']],
    ['rust-csv/strange.csv', ['"Hacksaw" Jim Duggan', '1987']],
    ['univocity/examples__european.csv', ['1997', 'Ford', 'E350', 'ac; abs; moon', '3000,00']],
    ['univocity/issues__github_7__input.csv', ['1', '2', '3']],
    ['papaparse/sample.csv', ['X', 'Y', 'Z']],
  ])('%s begins with the right row', async (name, first) => {
    const { cells } = await tableIn(fixture(name));
    expect(cells[0]).toEqual(first);
  });

  it.each([
    ['frictionless/without-headers.csv', null],
    ['frictionless/skip-rows-before-headers.csv', 2],
    ['frictionless/matrix-with-comment.csv', 2],
    ['frictionless/numeric-labels.csv', 1],
    ['rust-csv/smallpop-no-headers.csv', null],
    ['univocity/examples__example.csv', 6],
    ['papaparse/long-sample.csv', null],
    ['crm-vendor-exports/linkedin_Connections.csv', 4],
  ])('%s has its header on line %s', async (name, line) => {
    expect((await tableIn(fixture(name))).detected.headerLine).toBe(line);
  });

  it('names each malformed row and loses none', async () => {
    const bytes = fixture('papaparse/malformed.tsv');
    const { detected } = await tableIn(bytes);
    const rows = await rowsIn(bytes, detected);
    expect(rows).toHaveLength(9);
    expect(
      rows.filter(({ faults }) => faults.length > 0).map(({ lineNo, faults }) => [lineNo, faults[0]?.code]),
    ).toEqual([
      [3, 'extra_cells'],
      [6, 'missing_cells'],
      [9, 'quote_unclosed'],
    ]);
    expect(rows.at(-1)?.cells[0]).toBe('VSF');
  });

  it('keeps every row of a file in which five bytes are Latin-1', async () => {
    const { detected, cells } = await tableIn(fixture('sf-dataloader/accountData.csv'));
    expect(detected.encoding).toBe('windows-1252');
    expect(cells).toHaveLength(423);
    expect(cells.flat().some((cell) => cell.includes('26 5º'))).toBe(true);
  });

  it('refuses more columns than an import may have', async () => {
    await expect(tableIn(fixture('frictionless/wide.csv'))).rejects.toMatchObject({
      status: 422,
      slug: 'import.columns',
    });
  });
});
