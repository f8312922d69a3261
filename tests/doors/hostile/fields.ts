// The free-text fields of the router, found by walking every procedure's input schema.
import { z } from 'zod';
import { procedures } from '../../../server/trpc/operations.ts';

export interface TextField {
  /** where it stands in the input: ['address', 'city'], ['f', 0] */
  path: (string | number)[];
  max: number;
}

export interface TextProcedure {
  name: string;
  isMutation: boolean;
  isPublic: boolean;
  input: z.ZodObject;
  fields: TextField[];
}

const SAMPLES = ['Some text', 'ada@example.test'];
const LONGEST = 300;

/** Strings that take words; ids, dates and choices have a shape of their own, which other tests break. */
const takesWords = (field: z.ZodType): boolean => SAMPLES.some((sample) => field.safeParse(sample).success);

const maxOf = (field: z.ZodType): number => {
  for (let max = LONGEST; max > 1; max -= 1) if (field.safeParse('x'.repeat(max)).success) return max;
  return LONGEST;
};

function fieldsOf(schema: unknown, path: (string | number)[]): TextField[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return fieldsOf(schema.unwrap(), path);
  }
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([key, field]) => fieldsOf(field, [...path, key]));
  }
  if (schema instanceof z.ZodArray) return fieldsOf(schema.element, [...path, 0]);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => fieldsOf(option, path));
  if (schema instanceof z.ZodPipe) {
    const inner = schema.in instanceof z.ZodTransform ? schema.out : schema.in;
    if (!(inner instanceof z.ZodString)) return fieldsOf(inner, path);
    return takesWords(schema) ? [{ path, max: maxOf(schema) }] : [];
  }
  return schema instanceof z.ZodString && takesWords(schema) ? [{ path, max: maxOf(schema) }] : [];
}

export const textProcedures: TextProcedure[] = procedures().flatMap(({ name, type, meta, inputs }) => {
  const [input] = inputs;
  const object = input instanceof z.ZodOptional ? input.unwrap() : input;
  const fields = fieldsOf(object, []);
  return object instanceof z.ZodObject && fields.length > 0
    ? [{ name, isMutation: type === 'mutation', isPublic: meta.requires === 'public', input: object, fields }]
    : [];
});

/** The input with the text at the field's place. */
export function withText(
  input: Record<string, unknown>,
  { path }: TextField,
  text: string,
): Record<string, unknown> {
  const [key = '', ...rest] = path;
  const next = rest[0];
  if (next === undefined) return { ...input, [key]: text };
  if (next === 0 && rest.length === 1) return { ...input, [key]: [text] };
  if (next === 0) {
    const [first, ...others] = (input[key] ?? []) as Record<string, unknown>[];
    return { ...input, [key]: [withText(first ?? {}, { path: rest.slice(1), max: 0 }, text), ...others] };
  }
  const inner = (input[key] ?? {}) as Record<string, unknown>;
  return { ...input, [key]: withText(inner, { path: rest, max: 0 }, text) };
}

export const nameOf = ({ path }: TextField): string =>
  path.filter((part) => typeof part === 'string').join('.');
