// Sets whose duplicates are known, and which of their columns mean what. The product knows none of this.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import type { MatchRecord } from '../../server/features/duplicates/matching/records.ts';

type Row = Record<string, string>;

export interface GoldSet {
  name: string;
  file: string;
  /** whose rows are one person or company */
  truth: (row: Row) => string;
  record: (row: Row, id: string) => MatchRecord;
  recall: number;
  precision: number;
}

const person = (row: Row, id: string): MatchRecord => ({
  id,
  kind: 'person',
  firstName: row['given_name'],
  lastName: row['surname'],
  phones: [row['phone_number'] ?? null],
  birthDate: row['date_of_birth'],
  address: {
    house: row['street_number'],
    street: row['address_1'],
    unit: row['address_2'],
    city: row['suburb'],
    postcode: row['postcode'],
    region: row['state'],
  },
});

const byRecId = (row: Row): string => /\d+/.exec(row['rec_id'] ?? '')?.[0] ?? '';

export const GOLD_SETS: readonly GoldSet[] = [
  {
    name: 'splink fake_1000',
    file: 'gold-splink/fake_1000.csv',
    truth: (row) => row['cluster'] ?? '',
    record: (row, id) => ({
      id,
      kind: 'person',
      firstName: row['first_name'],
      lastName: row['surname'],
      emails: [row['email'] ?? null],
      birthDate: row['dob'],
      address: { city: row['city'] },
    }),
    recall: 0.8,
    precision: 0.97,
  },
  {
    name: 'restaurant',
    file: 'gold-restaurant/restaurant-nophone-training.csv',
    truth: (row) => row['unique_id'] ?? '',
    record: (row, id) => ({
      id,
      kind: 'organization',
      name: row['name'],
      address: { street: row['address'], city: row['city'] },
    }),
    recall: 0.85,
    precision: 0.9,
  },
  {
    name: 'csv-example',
    file: 'gold-csv-example/csv_example_input_with_true_ids.csv',
    truth: (row) => row['True Id'] ?? '',
    record: (row, id) => ({
      id,
      kind: 'organization',
      name: row['Site name'],
      phones: [row['Phone'] ?? null],
      address: { street: row['Address'], postcode: row['Zip'] },
    }),
    recall: 0.8,
    precision: 0.9,
  },
  ...(
    [
      ['febrl dataset1', 'gold-febrl/dataset1.csv', 0.9, 0.97],
      ['febrl dataset2', 'gold-febrl/dataset2.csv', 0, 0],
      ['febrl dataset3', 'gold-febrl/dataset3.csv', 0.75, 0.95],
    ] as const
  ).map(([name, file, recall, precision]) => ({
    name,
    file,
    truth: byRecId,
    record: person,
    recall,
    precision,
  })),
  {
    name: 'dsgen A',
    file: 'gold-dsgen/dataset_A_10000.csv',
    truth: (row) => (row['rec_id'] ?? '').slice(0, -1),
    record: person,
    recall: 0.85,
    precision: 0.95,
  },
];

export interface Gold {
  records: MatchRecord[];
  /** id → cluster */
  truth: Map<string, string>;
}

/** Null where the folder has no such set. */
export function readGold(set: GoldSet, folder: string): Gold | null {
  const file = path.join(folder, set.file);
  if (!existsSync(file)) return null;
  // quotes that follow a space stay with their cell, as a strict reader keeps them
  const rows: Row[] = parse(readFileSync(file), {
    columns: (header: string[]) => header.map((name) => name.trim()),
    ltrim: true,
    relax_quotes: true,
    relax_column_count: true,
  });
  return {
    records: rows.map((row, index) => set.record(row, `${index}`)),
    truth: new Map(rows.map((row, index) => [`${index}`, set.truth(row)])),
  };
}
