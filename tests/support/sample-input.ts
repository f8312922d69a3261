// A valid input for a procedure, made from its own schema: what a generated test sends when it is about ids or rights.
import { z } from 'zod';

const ID_KEY = /^(id|.*Id)$/;

/** Keys of the input object that name a record. */
export function idKeys(schema: unknown): string[] {
  return schema instanceof z.ZodObject
    ? Object.keys(schema.shape).filter((key) => ID_KEY.test(key) && key !== 'externalId')
    : [];
}

/** The smallest valid input, plus every id-like key filled by `idFor`. */
export function sampleInput(schema: unknown, idFor: (key: string) => string): unknown {
  if (!(schema instanceof z.ZodObject)) return undefined;
  const input: Record<string, unknown> = {};
  for (const [key, field] of Object.entries<z.ZodType>(schema.shape)) {
    if (ID_KEY.test(key) && key !== 'externalId') input[key] = idFor(key);
    else if (!field.safeParse(undefined).success) input[key] = firstValid(key, field);
  }
  // a person needs one of two names
  if ('firstName' in schema.shape && 'lastName' in schema.shape) input['firstName'] = 'Some text';
  return input;
}

const CANDIDATES: unknown[] = [
  'Some text',
  1,
  true,
  '2026-01-01T00:00:00Z',
  'ada@example.test',
  [],
  ['lead:read'],
  {},
  ['ada@example.test'],
  [{ name: 'Some text' }],
  ['01a20791-07ca-73a0-8460-cc9b44663157'],
];

function firstValid(key: string, field: z.ZodType): unknown {
  if (field instanceof z.ZodObject) return sampleInput(field, () => '');
  const options: unknown[] = field instanceof z.ZodEnum ? field.options : [];
  const found = [...options, ...CANDIDATES].find((candidate) => field.safeParse(candidate).success);
  if (found === undefined)
    throw new Error(
      `No sample value fits the input field "${key}"; teach tests/support/sample-input.ts one.`,
    );
  return found;
}
