// What can be pasted: a call as curl and as the typed client. The key comes from STREAMFLOW_KEY and the id of a record
// from ID, so that nothing has to be edited before it works.
import type { ApiOperation } from '../trpc/openapi.ts';
import { exampleOf, type Schema } from './schema.ts';

export interface Described extends ApiOperation {
  method: string;
  /** below /api: /leads/{id} */
  path: string;
  /** how the typed client calls it, leads.get; undefined for what is for people only */
  call: string | undefined;
  description?: string;
}

export const bodyOf = ({ requestBody }: ApiOperation): { type: string; schema: Schema } | undefined => {
  const [entry] = Object.entries(requestBody?.content ?? {});
  return entry && { type: entry[0], schema: entry[1].schema as Schema };
};

const queryExample = ({ parameters = [] }: Described): Record<string, unknown> =>
  exampleOf({
    properties: Object.fromEntries(
      parameters
        .filter((parameter) => parameter.in === 'query')
        .map(({ name, schema }) => [name, schema as Schema]),
    ),
    required: parameters
      .filter((parameter) => parameter.in === 'query' && parameter.required)
      .map(({ name }) => name),
  });

export function curlSample(operation: Described, origin: string): string {
  const { method, path, security } = operation;
  const query = new URLSearchParams(
    Object.entries(queryExample(operation)).map(([name, value]) => [name, String(value)]),
  ).toString();
  const address = `${origin}/api${path.replace(/\{\w+\}/g, '$ID')}${query && `?${query}`}`;
  const lines = [`curl ${method === 'GET' ? '' : `-X ${method} `}"${address}"`];
  if (security) lines.push('-H "Authorization: Bearer $STREAMFLOW_KEY"');
  if (method !== 'GET' && security) lines.push('-H "Idempotency-Key: $(date +%s%N)"');
  lines.push(...payload(operation));
  return lines.join(' \\\n  ');
}

function payload(operation: Described): string[] {
  const body = bodyOf(operation);
  if (!body) return [];
  if (body.type === 'multipart/form-data') return ['-F file=@leads.csv'];
  return ['-H "Content-Type: application/json"', `-d '${JSON.stringify(exampleOf(body.schema))}'`];
}

export function clientSample(operation: Described, origin: string): string | undefined {
  const { call, parameters = [] } = operation;
  if (call === undefined) return undefined;
  const takesId = parameters.some((parameter) => parameter.in === 'path');
  const body = bodyOf(operation);
  const rest = { ...queryExample(operation), ...(body && exampleOf(body.schema)) };
  const fields = [
    ...(takesId ? ['id'] : []),
    ...Object.entries(rest).map(([key, value]) => `${key}: ${spelled(value)}`),
  ];
  const needsInput = takesId || fields.length > 0;
  return [
    "import { createClient } from 'streamflow';",
    '',
    `const crm = createClient({ url: '${origin}', apiKey: process.env.STREAMFLOW_KEY });`,
    ...(takesId ? ['const id = process.env.ID;'] : []),
    `console.log(await crm.${call}(${needsInput ? `{ ${fields.join(', ')} }` : ''}));`,
  ].join('\n');
}

/** As people write it: names of fields bare, text in single quotes. */
function spelled(value: unknown): string {
  if (typeof value === 'string') return `'${value.replaceAll("'", "\\'")}'`;
  if (Array.isArray(value)) return `[${value.map(spelled).join(', ')}]`;
  if (value === null || typeof value !== 'object') return String(value);
  const fields = Object.entries(value).map(([key, inside]) => `${key}: ${spelled(inside)}`);
  return `{ ${fields.join(', ')} }`;
}
