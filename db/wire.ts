// How values travel: what PostgreSQL's text means in JavaScript and back, the same on every connection.
// Times are ISO strings with all six digits, bigints are numbers, JSON is parsed; nothing becomes a Date.
import { parse as parseArray } from 'postgres-array';
import type { PostgresType } from 'postgres';

const TIMESTAMP = 1114;
const TIMESTAMPTZ = 1184;
const DATE = 1082;
const BIGINT = 20;
const JSON_TEXT = 114;
const JSONB = 3802;
/** Array types by what they hold. */
const ARRAYS = { name: 1003, integer: 1007, text: 1009, oid: 1028, cidr: 651, boolean: 1000, uuid: 2951 };

/** `2026-03-01 09:30:00.123456+00` → `2026-03-01T09:30:00.123456Z`; sessions run in UTC. */
export function isoTime(text: string): string {
  const joined = text.replace(' ', 'T');
  return joined.endsWith('+00') ? `${joined.slice(0, -3)}Z` : joined;
}

export function timeText(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

/** Beyond 2^53 the read fails: a rounded amount of money is worse than an error. */
export function safeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('A bigint does not fit a JavaScript number');
  return value;
}

/** Drizzle hands over JSON as text already; everything else is written here. */
const jsonText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const custom = (
  to: number,
  parse: (text: string) => unknown,
  serialize: (value: unknown) => string,
): PostgresType => ({ to, from: [to], parse, serialize });

/** `{a,NULL,"b c"}`: elements stay text unless they are said to be something else. */
const arrayOf = (to: number, element: (text: string) => unknown = (text) => text): PostgresType =>
  custom(to, (text) => parseArray(text, element), arrayText);

function arrayText(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  const elements = value.map((element: string | number | boolean | null) =>
    element === null ? 'NULL' : `"${String(element).replace(/[\\"]/g, '\\$&')}"`,
  );
  return `{${elements.join(',')}}`;
}

/** Named here, not asked of the server: asking costs every new connection a round trip, and a connection lost meanwhile rejects where nobody can catch it. */
export const wireTypes: Record<string, PostgresType> = {
  timestamptz: custom(TIMESTAMPTZ, isoTime, timeText),
  timestamp: custom(TIMESTAMP, isoTime, timeText),
  date: custom(DATE, (text) => text, timeText),
  bigint: custom(BIGINT, safeNumber, String),
  json: custom(JSON_TEXT, JSON.parse, jsonText),
  jsonb: custom(JSONB, JSON.parse, jsonText),
  names: arrayOf(ARRAYS.name),
  texts: arrayOf(ARRAYS.text),
  uuids: arrayOf(ARRAYS.uuid),
  cidrs: arrayOf(ARRAYS.cidr),
  integers: arrayOf(ARRAYS.integer, Number),
  oids: arrayOf(ARRAYS.oid, Number),
  booleans: arrayOf(ARRAYS.boolean, (text) => text === 't'),
};
