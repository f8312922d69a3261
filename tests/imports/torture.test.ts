import { describe, expect, it } from 'vitest';
import { fixture, fixtureNames, planOf, rowsIn, tableIn } from './files.ts';

interface Expected {
  outcome: string;
  header?: string[];
  rows?: string[][];
  row_count?: number;
}

const expected = JSON.parse(fixture('crm-torture/expected.json').toString()) as Record<string, Expected>;
const refused = Object.keys(expected).filter((name) => expected[name]?.outcome.startsWith('rejected'));
const read = Object.keys(expected).filter((name) => !refused.includes(name));

const file = (name: string): Buffer => fixture(`crm-torture/${name}`);

describe('the torture files', () => {
  it('are all expected', () => {
    const names = fixtureNames('crm-torture', /\.(?:csv|tsv|txt)$/);
    expect(names.sort()).toEqual(Object.keys(expected).sort());
  });

  it.each(read)('%s gives the stated header and cells', async (name) => {
    const want = expected[name]!;
    const { detected, header, cells } = await tableIn(file(name));
    const rows = (await rowsIn(file(name), detected)).filter((row) => !row.footer);
    if (want.header) expect(header).toEqual(want.header);
    if (want.rows) expect(rows.map((row) => row.cells)).toEqual(want.rows);
    if (want.row_count !== undefined) expect(rows).toHaveLength(want.row_count);
    expect(cells.flat().join('')).not.toContain('\uFFFD');
  });

  it.each([
    ['empty_file.csv', 422, 'import.empty'],
    ['only_bom.csv', 422, 'import.empty'],
    ['html_table_named.xls.csv', 415, 'import.html'],
    ['zip_magic_named.csv', 415, 'import.zip'],
  ])('%s is refused with %i and a way out', async (name, status, slug) => {
    expect(refused).toContain(name);
    await expect(tableIn(file(name))).rejects.toMatchObject({
      status,
      slug,
      hint: expect.stringMatching(/./),
    });
  });
});

describe('the torture files as leads', () => {
  it.each([
    'tab.tsv',
    'pipe.csv',
    'quote_all.csv',
    'utf8_lf.csv',
    'utf8_bom_crlf.csv',
    'utf16be_bom.csv',
    'utf16le_bom_tab_excel_unicode_text.txt',
    'no_final_newline.csv',
    'preamble_and_totals.csv',
  ])('%s gives the same three leads', async (name) => {
    const { leads } = await planOf(file(name));
    expect(leads).toEqual((await planOf(file('utf8_lf.csv'))).leads);
    expect(
      leads.map((lead) => [lead.name, lead.company, lead.email, lead.phoneE164, lead.description]),
    ).toEqual([
      ['Zoë Müller', 'Müller & Söhne GmbH', 'zoe.mueller@example.com', '+4930901820', 'Prefers e-mail'],
      [
        'José Núñez',
        'Núñez, Hijos y Cía',
        'jose.nunez@example.org',
        '+34911234567',
        'Called "urgent", twice',
      ],
      ["Anne-Marie O'Neil", "O'Neil Ltd", 'anne@example.net', null, null],
    ]);
  });

  it('leave the total and copyright lines out and say so', async () => {
    const { detected, planned } = await planOf(file('preamble_and_totals.csv'));
    expect(detected.headerLine).toBe(4);
    expect(detected.preamble).toHaveLength(2);
    expect(planned.filter(({ outcome }) => outcome === 'skip')).toMatchObject([
      { lineNo: 9, reason: { code: 'footer' } },
      { lineNo: 10, reason: { code: 'footer' } },
    ]);
    const kept = await planOf(file('preamble_and_totals.csv'), { reading: { keepFooter: true } });
    expect(kept.planned.filter(({ outcome }) => outcome === 'skip')).toEqual([]);
  });

  it('read ambiguous dates by the row that decides, and mark the two that are none', async () => {
    const { leads, planned } = await planOf(file('ambiguous_dates.csv'), {
      fields: { Deal: 'name', 'Close Date': 'createdAt' },
    });
    expect(leads.map(({ createdAt }) => createdAt)).toEqual([
      '2026-04-03T00:00:00.000Z',
      '2026-04-13T00:00:00.000Z',
      '2026-04-04T04:30:00.000Z',
      '2026-04-03T00:00:00.000Z',
      null,
      null,
    ]);
    const marked = planned.filter((row) => row.outcome === 'record' && row.warnings.length > 0);
    expect(marked.map(({ rowNo }) => rowNo)).toEqual([5, 6]);
  });

  it('name ragged rows with their lines and keep all three', async () => {
    const { planned } = await planOf(file('ragged_short_long.csv'));
    const codes = planned.map((row) => ({
      line: row.lineNo,
      codes:
        row.outcome === 'record'
          ? row.warnings.map(({ code }) => code).filter((code) => code !== 'phone')
          : null,
    }));
    expect(codes).toEqual([
      { line: 2, codes: ['missing_cells'] },
      { line: 3, codes: ['extra_cells'] },
      { line: 4, codes: [] },
    ]);
  });

  it('map headers whatever their case, spaces and line ends', async () => {
    const { leads, mapping } = await planOf(file('headers_spaces_case.csv'));
    expect(mapping.columns.map(({ field }) => field)).toEqual([
      'firstName',
      'lastName',
      'email',
      'company',
      'phone',
    ]);
    expect(leads[0]).toMatchObject({
      name: 'Ann Lee',
      email: 'ann@example.com',
      company: 'Acme',
      phone: '555',
    });
  });

  it('number a column without a name and leave it out', async () => {
    const { detected, mapping } = await planOf(file('empty_header_cell.csv'));
    expect(detected.columns[1]?.label).toBe('Column 2');
    expect(mapping.columns[1]?.field).toBeNull();
  });

  it('cut a long header for people only', async () => {
    const { detected } = await planOf(file('long_header_names.csv'), { fields: { Email: 'email' } });
    expect(Math.max(...detected.columns.map(({ label }) => label.length))).toBeLessThanOrEqual(60);
  });

  it('take formulas and markup as the text they are', async () => {
    const [formula] = (await planOf(file('formula_injection.csv'))).leads;
    expect(formula).toMatchObject({ name: '=1+1 @SUM(A1)', company: '+Plus Co', phone: '-5550100' });
    const [markup] = (await planOf(file('html_script_cells.csv'))).leads;
    expect(markup?.name).toBe('<b>Ann</b> <script>alert(1)</script>');
  });

  it('refuse a note of a megabyte with its length and take the row beside it', async () => {
    const { planned } = await planOf(file('one_megabyte_cell.csv'));
    expect(planned).toMatchObject([
      {
        outcome: 'fail',
        lineNo: 2,
        issues: [{ code: 'too_long', column: 'Notes', reason: expect.stringContaining('1,048,') }],
      },
      { outcome: 'record', lineNo: 3, draft: { name: 'Bob Ray' } },
    ]);
  });

  it('say that a file with a header alone has no rows', async () => {
    const { detected, planned } = await planOf(file('header_only.csv'));
    expect(planned).toEqual([]);
    expect(detected.notices).toContain('The file has a header but no rows.');
  });
});
