// The procedures that have a REST door, read from the router itself: method, path, input keys, success status.
import { z } from 'zod';
import type { ProcedureMeta } from './procedures.ts';
import { appRouter } from './router.ts';

export interface Operation {
  /** the procedure's path in the router, for example leads.get */
  name: string;
  type: 'query' | 'mutation';
  method: string;
  /** as OpenAPI writes it, below /api: /leads/{id} */
  path: string;
  meta: ProcedureMeta;
  /** the input is an object, if perhaps an empty one; otherwise there is none */
  takesObject: boolean;
  /** keys of the input object that are lists */
  lists: ReadonlySet<string>;
  pathKeys: readonly string[];
  /** keys of the input object that must be sent */
  required: ReadonlySet<string>;
}

interface Definition {
  meta?: ProcedureMeta;
  type: string;
  inputs: unknown[];
}

/** Every procedure with its meta, also those without a REST door. */
export function procedures(): { name: string; type: string; meta: ProcedureMeta; inputs: unknown[] }[] {
  return Object.entries(appRouter._def.procedures as unknown as Record<string, { _def: Definition }>).map(
    ([name, { _def }]) => ({ name, type: _def.type, meta: _def.meta ?? {}, inputs: _def.inputs }),
  );
}

export function operations(): Operation[] {
  return procedures().flatMap(({ name, type, meta, inputs }) => {
    const rest = meta.openapi;
    if (!rest || (type !== 'query' && type !== 'mutation')) return [];
    const shape = inputs[0] instanceof z.ZodObject ? (inputs[0].shape as Record<string, unknown>) : {};
    return [
      {
        name,
        type,
        meta,
        method: rest.method,
        path: rest.path,
        takesObject: inputs[0] instanceof z.ZodObject,
        required: new Set(Object.keys(shape).filter((key) => isRequired(shape[key]))),
        lists: new Set(Object.keys(shape).filter((key) => isList(shape[key]))),
        pathKeys: [...rest.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''),
      },
    ];
  });
}

const isRequired = (schema: unknown): boolean =>
  schema instanceof z.ZodType && !schema.safeParse(undefined).success;

function isList(schema: unknown): boolean {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return isList(schema.unwrap());
  return schema instanceof z.ZodArray;
}
