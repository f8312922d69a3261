import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportField } from '../../app/contracts/import-fields.ts';
import { checkMapping, rememberedMapping } from '../../server/features/imports/mapping-check.ts';
import { lead } from '../../server/features/imports/kinds/lead.ts';
import { suggestMapping } from '../../server/features/imports/mapping.ts';
import { detectIn, fixture, planOf, reorder, tableIn, toCsv } from './files.ts';

async function mappingOf(bytes: Buffer): Promise<Record<string, ImportField>> {
  const detected = await detectIn(bytes);
  const mapped = suggestMapping(detected, lead).columns.filter(({ field }) => field !== null);
  return Object.fromEntries(mapped.map(({ header, field }) => [header, field!]));
}

describe('suggested mappings', () => {
  it.each<[string, Record<string, ImportField>]>([
    [
      'linkedin_Connections.csv',
      {
        'First Name': 'firstName',
        'Last Name': 'lastName',
        URL: 'website',
        'Email Address': 'email',
        Company: 'company',
        Position: 'title',
      },
    ],
    [
      'pipedrive-people.csv',
      {
        'Person - ID': 'externalId',
        'Person - Name': 'name',
        'Person - Email - Work': 'email',
        'Person - Phone - Work': 'phone',
        'Person - Organization': 'company',
        'Person - Owner': 'owner',
      },
    ],
    [
      'companies_list.csv',
      {
        'Company name': 'company',
        'Company Domain Name': 'website',
        City: 'city',
        'Country/Region': 'country',
        Industry: 'industry',
      },
    ],
  ])('%s', async (name, want) => {
    expect(await mappingOf(fixture(`crm-vendor-exports/${name}`))).toEqual(want);
  });

  it.each<[string, Record<string, ImportField>]>([
    [
      'hubspot-crm-exports-all-contacts-2026-11-22.csv',
      {
        'Record ID': 'externalId',
        'Contact owner': 'owner',
        'Lead Status': 'stage',
        'Create Date (GMT+1)': 'createdAt',
        'Associated Company': 'company',
      },
    ],
    [
      'google_contacts_old_layout_utf16.csv',
      {
        'E-mail 1 - Value': 'email',
        'Phone 1 - Value': 'phone',
        'Organization 1 - Title': 'title',
        Name: 'name',
      },
    ],
    [
      'outlook_contacts_windows1252.csv',
      {
        'Job Title': 'title',
        'Business City': 'city',
        'Business Country/Region': 'country',
        'E-mail Address': 'email',
      },
    ],
  ])('%s, at least in part', async (name, want) => {
    expect(await mappingOf(fixture(`crm-vendor-exports/${name}`))).toMatchObject(want);
  });

  it.each<[string, string[], ImportField[]]>([
    [
      'German',
      [
        'Vorname',
        'Nachname',
        'E-Mail-Adresse',
        'Firma',
        'Telefonnummer',
        'PLZ',
        'Ort',
        'Straße',
        'Bemerkungen',
      ],
      ['firstName', 'lastName', 'email', 'company', 'phone', 'postalCode', 'city', 'street', 'description'],
    ],
    [
      'French',
      ['Prénom', 'Nom de famille', 'Courriel', 'Société', 'Téléphone', 'Code postal', 'Ville'],
      ['firstName', 'lastName', 'email', 'company', 'phone', 'postalCode', 'city'],
    ],
    [
      'Spanish',
      ['Nombre', 'Apellidos', 'Correo electrónico', 'Empresa', 'Teléfono', 'Ciudad', 'País'],
      ['firstName', 'lastName', 'email', 'company', 'phone', 'city', 'country'],
    ],
    [
      'Russian',
      ['Имя', 'Фамилия', 'Почта', 'Компания', 'Телефон', 'Город'],
      ['firstName', 'lastName', 'email', 'company', 'phone', 'city'],
    ],
    [
      'Japanese',
      ['名', '姓', 'メールアドレス', '会社名', '電話番号'],
      ['firstName', 'lastName', 'email', 'company', 'phone'],
    ],
  ])('know %s headers', async (_language, headers, fields) => {
    const sample: Partial<Record<ImportField, string>> = {
      email: 'ann@example.com',
      phone: '+49 30 901820',
      postalCode: '10115',
    };
    const row = fields.map((field) => sample[field] ?? 'Berlin');
    const mapped = suggestMapping(await detectIn(toCsv([headers, row, row])), lead);
    expect(mapped.columns.map(({ field }) => field)).toEqual(fields);
  });

  it('believe the values where the header lies', async () => {
    const rows = [
      ['Email', 'Phone', 'Contact Point'],
      ['yes', 'n/a', 'ann@example.com'],
      ['no', 'n/a', 'bob@example.com'],
    ];
    expect(await mappingOf(toCsv(rows))).toEqual({ 'Contact Point': 'email', Phone: 'phone' });
  });

  it('take an id column only where every row has its own', async () => {
    const rows = [
      ['Lead ID', 'Contact ID', 'Name'],
      ['L1', 'C1', 'Ann'],
      ['L2', 'C1', 'Bob'],
      ['L3', 'C2', 'Cy'],
    ];
    expect(await mappingOf(toCsv(rows))).toEqual({ 'Lead ID': 'externalId', Name: 'name' });
  });

  it('are the same, with the same leads, for any order of the columns', async () => {
    const files = [
      'crm-vendor-exports/hubspot-crm-exports-all-contacts-2026-11-22.csv',
      'crm-vendor-exports/outlook_contacts_windows1252.csv',
      'crm-vendor-exports/google_contacts_old_layout_utf16.csv',
      'crm-vendor-exports/pipedrive-people.csv',
      'crm-vendor-exports/companies_list.csv',
      'atomic-crm/contacts_export_500.csv',
      'thunderbird/export.csv',
      'react-admin/ra-customers.csv',
    ];
    for (const name of files) {
      const { header, cells } = await tableIn(fixture(name));
      const rows = cells.slice(0, 60).map((row) => header.map((_, at) => row[at] ?? ''));
      const plain = await planOf(toCsv([header, ...rows]));
      await fc.assert(
        fc.asyncProperty(
          fc.shuffledSubarray(
            header.map((_, at) => at),
            { minLength: header.length },
          ),
          async (order) => {
            const shuffled = reorder(header, rows, order);
            const { leads, mapping, detected } = await planOf(toCsv([shuffled.header, ...shuffled.rows]));
            expect(leads).toEqual(plain.leads);
            expect(mapping.columns.map(({ field }) => field)).toEqual(
              order.map((at) => plain.mapping.columns[at]?.field),
            );
            expect(detected.headerKey).toBe(plain.detected.headerKey);
          },
        ),
        { numRuns: 5 },
      );
    }
  });
});

describe('a mapping', () => {
  it('with two columns for one field is refused and names them', async () => {
    const detected = await detectIn(
      toCsv([
        ['Company', 'Account'],
        ['A', 'B'],
        ['C', 'D'],
      ]),
    );
    const mapping = {
      columns: suggestMapping(detected, lead).columns.map((column) => ({
        ...column,
        field: 'company' as const,
      })),
    };
    expect(() => {
      checkMapping(lead, mapping, detected.width);
    }).toThrow(/"Company" and "Account" both fill Company/);
  });

  it('without anything to know a lead by is refused', async () => {
    const detected = await detectIn(
      toCsv([
        ['qux', 'quux'],
        ['1', '2'],
        ['3', '4'],
      ]),
    );
    expect(() => {
      checkMapping(lead, suggestMapping(detected, lead), detected.width);
    }).toThrow(/at least one of name/);
  });

  it('made by a person is remembered for the same columns in another order', async () => {
    const rows = [
      ['Alias', 'Mail', 'Shoe size'],
      ['Ann', 'ann@example.com', '38'],
      ['Bob', 'bob@example.com', '44'],
    ];
    const detected = await detectIn(toCsv(rows));
    const chosen = {
      columns: suggestMapping(detected, lead).columns.map((column) =>
        column.header === 'Alias' ? { ...column, field: 'name' as const } : column,
      ),
    };
    const again = await detectIn(toCsv(rows.map((row) => row.toReversed())));
    expect(again.headerKey).toBe(detected.headerKey);
    expect(
      rememberedMapping(lead, chosen, again).columns.map(({ header, field }) => [header, field]),
    ).toEqual([
      ['Shoe size', null],
      ['Mail', 'email'],
      ['Alias', 'name'],
    ]);
  });
});
