// Values worth trying for a column, best first, as SQL literals. Pure: planting tries them against the CHECKs.
import { randomUUID } from 'node:crypto';
import type { CheckConstraint, Column } from './shape.ts';

export const literal = (value: unknown): string => {
  if (value === null || value === undefined) return 'null';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `'${text.replaceAll("'", "''")}'`;
};

export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const SHA256_LENGTH = 64;

/** What text columns commonly ask for: a name, a key, a permission, a currency, a country, a hash, an address, a month. */
const words = (run: string): string[] => [
  `proof-${run}`,
  `proof${run}`,
  'proof:read',
  'USD',
  'US',
  'a'.repeat(SHA256_LENGTH),
  `proof-${run}@example.test`,
  '2026-01',
  'x',
];

const BY_TYPE: [RegExp, (run: string) => string[]][] = [
  [/^uuid$/, () => [randomUUID()]],
  [/^(text|citext|name|character|"char")/, words],
  [/^(smallint|integer|bigint|numeric|real|double)/, () => ['1', '0', '50', '1000', '-1']],
  [/^boolean$/, () => ['true', 'false']],
  [/^(timestamp|date)/, () => [new Date().toISOString(), '2026-01-01']],
  [/^time/, () => ['12:00']],
  [/^interval$/, () => ['1 day']],
  [/^jsonb?$/, () => ['{}', '[]', '"x"', '1']],
  [/^bytea$/, () => [`\\x${randomUUID().replaceAll('-', '')}`]],
  [/^(inet|cidr)$/, () => ['192.0.2.1', '192.0.2.0/24']],
  [/\[\]$/, () => ['{}']],
];

/** `run` makes texts unique to one planted row; bytes are of no other either. */
export function candidates(column: Column, checks: CheckConstraint[], run: string): string[] {
  const typical = BY_TYPE.find(([pattern]) => pattern.test(column.type))?.[1](run) ?? ['0', ''];
  const named = checks
    .filter((check) => check.columns.includes(column.name))
    .flatMap((check) => [...check.text.matchAll(/'((?:[^']|'')*)'::/g)].map((match) => match[1] ?? ''))
    .filter((text) => text !== '' && !/[\^$*+(]/.test(text));
  const example = column.example === null ? [] : [column.example];
  return [...new Set([...example, ...column.labels, ...named, ...typical])].map(literal);
}
