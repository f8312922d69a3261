// What the typed client offers, read from the router: every procedure inside a tenant, every form with a file, and who is
// asking.
// A procedure that is added to the router is in the client with the next `npm run sdk`.
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';
import { operations, procedures } from '../../server/trpc/operations.ts';
import { eventCalls, streamPaths } from '../../server/trpc/openapi-streams.ts';
import { appRouter } from '../../server/trpc/router.ts';
import { comment, typeOf, type Schema } from './types.ts';

const HEAD = '// Made from the router by `npm run sdk`. Do not edit.\n';
/** What signatures are written with: sdk/src/calls.ts. */
const SHAPES = ['Ask', 'Do', 'Fetched', 'Follow', 'Iterate', 'Mutation', 'Paged', 'Query'];

interface Call {
  noun: string;
  verb: string;
  /** LeadsList */
  title: string;
  summary: string | undefined;
  isQuery: boolean;
  input: Schema | undefined;
  output: Schema;
  isPaged: boolean;
  /** the address below /api that takes it as a form */
  form?: string;
  /** answers a stream: a file, or the events that another call answers one by one */
  stream?: { how: 'download' | 'events'; path: string; of?: string };
}

/** Of the account's procedures a key can use one: who it is. Signing in and operating are for people. */
const isOffered = (name: string, requires: string | undefined): boolean =>
  name === 'auth.me' || (requires !== undefined && requires !== 'public' && requires !== 'account');

export function calls(): Call[] {
  const outputs = appRouter._def.procedures as unknown as Record<string, { _def: { output?: z.ZodType } }>;
  return procedures()
    .filter(({ name, meta }) => isOffered(name, meta.requires))
    .map(({ name, type, meta, inputs }) => {
      const [noun = '', verb = ''] = name === 'auth.me' ? ['', 'me'] : name.split('.');
      const output = outputs[name]?._def.output;
      if (!output) throw new Error(`${name} has no output, so the client cannot say what it answers.`);
      const input = inputSchema(inputs[0] as z.ZodType | undefined);
      const answer = schemaOf(output, 'output');
      return {
        noun,
        verb,
        title: capital(noun) + capital(verb),
        summary: meta.openapi?.summary,
        isQuery: type === 'query',
        input,
        output: answer,
        isPaged: Boolean(input?.properties?.['after'] && answer.properties?.['next']),
      };
    });
}

/** Forms with a file stand beside the router; the document describes them. */
function forms(): Call[] {
  return Object.entries(streamPaths).flatMap(([path, { post }]) => {
    const input = post?.requestBody?.content['multipart/form-data']?.schema;
    const answer = post?.responses['202'] ?? post?.responses['201'];
    const output = answer?.content?.['application/json']?.schema;
    if (!post?.operationId || !input || !output) return [];
    const [noun = '', verb = ''] = post.operationId.split('.');
    const title = capital(noun) + capital(verb);
    const call = { noun, verb, title, summary: post.summary, isQuery: false, isPaged: false, form: path };
    return [{ ...call, input: withPlaces(input, post.parameters ?? []), output }];
  });
}

/** A form's fields, and what its address names. */
function withPlaces(
  form: Schema,
  parameters: readonly { name: string; in: string; schema?: unknown }[],
): Schema {
  const places = parameters.filter(({ in: where }) => where === 'path');
  const properties = places.map(({ name, schema }) => [name, schema] as const);
  return {
    ...form,
    properties: { ...Object.fromEntries(properties), ...form.properties },
    required: [...places.map(({ name }) => name), ...(form.required ?? [])],
  } as Schema;
}

/** Files that come back, from the document; and the calls whose answers can be followed. */
function streams(all: Call[]): Call[] {
  const files = Object.entries(streamPaths).flatMap(([path, { get }]): Call[] => {
    if (!get?.operationId) return [];
    const [noun = '', verb = ''] = get.operationId.split('.');
    const parameters = (get.parameters ?? []) as { name: string; required?: boolean; schema?: Schema }[];
    const input: Schema = {
      type: 'object',
      properties: Object.fromEntries(parameters.map(({ name, schema = {} }) => [name, schema])),
      required: parameters.filter(({ required }) => required).map(({ name }) => name),
    };
    const call = { noun, verb, title: capital(noun) + capital(verb), summary: get.summary, isQuery: true };
    return [{ ...call, isPaged: false, input, output: {}, stream: { how: 'download', path } }];
  });
  const followed = Object.entries(eventCalls).map(([name, verb]): Call => {
    const call = all.find(({ noun, verb: of }) => `${noun}.${of}` === name);
    const operation = operations().find((one) => one.name === name);
    if (!call || !operation) throw new Error(`${name} cannot be followed: there is no such operation.`);
    const stream = { how: 'events', path: operation.path, of: call.title } as const;
    return { ...call, verb, summary: `${call.summary ?? ''}, each time it changes, to its end`, stream };
  });
  return [...files, ...followed];
}

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Schema =>
  z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Schema;

function inputSchema(schema: z.ZodType | undefined): Schema | undefined {
  const inner = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
  return inner instanceof z.ZodObject ? schemaOf(inner, 'input') : undefined;
}

/** sdk/src/generated/api.ts: types of every call, and at run time only which of them reads and which pages. */
export async function surface(): Promise<string> {
  const plain = calls();
  const all = [...plain, ...forms(), ...streams(plain)];
  const nouns = [...new Set(all.map(({ noun }) => noun))].filter((noun) => noun !== '').sort();
  const of = (noun: string): Call[] => all.filter((call) => call.noun === noun);
  const text =
    all.map(types).join('\n') +
    nouns.map((noun) => `export interface ${capital(noun)} { ${members(of(noun))} }\n`).join('\n') +
    `\n/** Everything an API key can ask for, by noun. */\nexport interface Api { ${members(of(''))}\n` +
    nouns.map((noun) => `${noun}: ${capital(noun)};`).join('\n') +
    '}\n\n/** How each call travels: reads, pages, writes; "bare" ones send nothing, "empty" ones {}, a "form" a file; what is streamed back. */\nexport const SURFACE = {' +
    `'': { ${kinds(of(''))} },` +
    nouns.map((noun) => `${noun}: { ${kinds(of(noun))} },`).join('\n') +
    '} as const;\n';
  const used = SHAPES.filter((shape) => new RegExp(`: ${shape}<`).test(text));
  const head = `${HEAD}import type { ${used.join(', ')} } from '../calls.ts';\n\n`;
  const options = await resolveConfig(import.meta.filename);
  return format(head + text, { ...options, parser: 'typescript' });
}

function types({ title, input, output, stream }: Call): string {
  if (stream?.of) return '';
  if (stream) return `export type ${title}Input = ${typeOf(input)};\n`;
  return (
    (takesInput(input) ? `export type ${title}Input = ${typeOf(input)};\n` : '') +
    `export type ${title}Output = ${typeOf(output)};\n`
  );
}

const members = (list: Call[]): string =>
  list.map((call) => comment(call.summary) + `${call.verb}: ${signature(call)};` + walker(call)).join('\n');

function signature({ title, input, isQuery, isPaged, stream }: Call): string {
  if (stream?.of)
    return `Follow<${takesInput(input) ? `${stream.of}Input` : 'Record<string, never>'}, ${stream.of}Output>`;
  if (stream) return `Fetched<${title}Input>`;
  if (!takesInput(input)) return `${isQuery ? 'Ask' : 'Do'}<${title}Output>`;
  const shape = isPaged ? 'Paged' : isQuery ? 'Query' : 'Mutation';
  return `${shape}<${title}Input, ${title}Output>`;
}

/** `crm.leads.iterate()` beside `crm.leads.list.iterate()`: the list is what one walks most. */
const walker = ({ verb, title, isPaged }: Call): string =>
  verb === 'list' && isPaged
    ? `\n/** Walks all pages, record by record. */\niterate: Iterate<${title}Input, ${title}Output>;`
    : '';

const kinds = (list: Call[]): string =>
  list
    .map(({ verb, input, isQuery, isPaged, form, stream }) => {
      if (stream) return `${verb}: '${stream.how} ${stream.path}',`;
      if (form) return `${verb}: 'form ${form}',`;
      const kind = isPaged ? 'paged' : isQuery ? 'query' : 'mutation';
      const how = !input ? 'bare ' : takesInput(input) ? '' : 'empty ';
      return `${verb}: '${how}${kind}',`;
    })
    .join('\n');

const takesInput = (input: Schema | undefined): boolean => Object.keys(input?.properties ?? {}).length > 0;

const capital = (name: string): string => name.slice(0, 1).toUpperCase() + name.slice(1);
