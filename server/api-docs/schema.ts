// JSON Schema in words and as lists of fields, and examples that the schema accepts.
import { html, prose, type Content, type Html } from './html.ts';

export interface Schema {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  description?: string;
  default?: unknown;
  examples?: unknown[];
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
}

/** "text, at most 200 characters, or null" */
export function inWords(schema: Schema): string {
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return `one of ${schema.enum.map(String).join(', ')}`;
  const parts = schema.anyOf ?? schema.oneOf;
  if (parts) return [...new Set(parts.map(inWords))].join(', or ');
  const types = [schema.type ?? []].flat();
  return types.map((type) => typeInWords(type, schema)).join(', or ') || 'anything';
}

function typeInWords(type: string, schema: Schema): string {
  switch (type) {
    case 'string':
      return textInWords(schema);
    case 'integer':
      return `whole number${range(schema)}`;
    case 'number':
      return `number${range(schema)}`;
    case 'boolean':
      return 'true or false';
    case 'array':
      return schema.items?.properties ? 'list of objects' : `list of ${inWords(schema.items ?? {})}`;
    default:
      return type;
  }
}

function textInWords({ maxLength, format, pattern }: Schema): string {
  if (format === 'uuid' || pattern?.startsWith('^[0-9a-f]{8}-')) return 'id';
  return maxLength ? `text, at most ${inFigures(maxLength)} characters` : (format ?? 'text');
}

const inFigures = (value: number): string => value.toLocaleString('en-US');

function range({ minimum, maximum }: Schema): string {
  if (minimum === undefined) return '';
  return maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER
    ? ` from ${inFigures(minimum)}`
    : ` from ${inFigures(minimum)} to ${inFigures(maximum)}`;
}

/** The object inside: of a list its items, of "or null" the rest. */
function inner(schema: Schema): Schema | undefined {
  if (schema.properties) return schema;
  if (schema.items) return inner(schema.items);
  return (schema.anyOf ?? schema.oneOf)?.map(inner).find((found) => found !== undefined);
}

const DEEPEST = 4;

/** `marks` says which fields have to be sent; of an answer nothing is to be said. */
export function fieldList(schema: Schema, marks: boolean, depth = 0): Content {
  const object = inner(schema);
  const entries = Object.entries(object?.properties ?? {});
  if (!object || entries.length === 0 || depth > DEEPEST) return null;
  return html`<dl class="fields">
    ${entries.map(([name, field]) =>
      fieldRow(
        name,
        field,
        marks && (object.required?.includes(name) ?? false),
        fieldList(field, marks, depth + 1),
      ),
    )}
  </dl>`;
}

export const fieldRow = (name: string, schema: Schema, isRequired: boolean, below: Content = null): Html =>
  html`<div>
    <dt><code>${name}</code> ${isRequired && html`<span class="required">required</span>`}</dt>
    <dd>
      ${inWords(schema)}${schema.default !== undefined && `; ${JSON.stringify(schema.default)} unless given`}
      ${schema.description && html`<p>${prose(schema.description)}</p>`} ${below}
    </dd>
  </div>`;

/** Values people recognise, for fields whose name says what they hold. */
const KNOWN: Readonly<Record<string, unknown>> = {
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  password: 'correct horse battery',
  title: 'Send the offer',
  body: 'Called, wants a demo.',
  until: 'tomorrow',
  version: 1,
  columns: [{ index: 0, field: 'name' }],
  ids: ['01a20791-07ca-73a0-8460-cc9b44663157'],
  list: 'q=acme',
};

/** The least an operation takes; where that is nothing to change, its first field besides. */
export function exampleOf(schema: Schema): Record<string, unknown> {
  const { properties = {}, required = [] } = schema;
  const names = Object.keys(properties).filter((name) => required.includes(name));
  const only = names.length === 0 || (names.length === 1 && names[0] === 'version');
  const first =
    only && Object.keys(properties).find((name) => KNOWN[name] !== undefined && name !== 'version');
  const chosen = first && names.length > 0 ? [...names, first] : names;
  return Object.fromEntries(chosen.map((name) => [name, valueOf(name, properties[name] ?? {})]));
}

function valueOf(name: string, schema: Schema): unknown {
  if (schema.examples?.[0] !== undefined) return schema.examples[0];
  if (KNOWN[name] !== undefined) return KNOWN[name];
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  const types = [schema.type ?? []].flat();
  const parts = schema.anyOf ?? schema.oneOf ?? [];
  if (types.includes('null') || parts.some((part) => part.type === 'null')) return null;
  if (parts[0]) return valueOf(name, parts[0]);
  if (types.includes('array')) return [];
  if (types.includes('integer') || types.includes('number')) return schema.minimum ?? 1;
  if (types.includes('boolean')) return true;
  return types.includes('object') ? exampleOf(schema) : '…';
}
