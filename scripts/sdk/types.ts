// JSON Schema → TypeScript, for the schemas that zod makes of our contracts. It knows no procedure.

/** The part of JSON Schema that zod writes. */
export interface Schema {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  items?: Schema;
  prefixItems?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  description?: string;
  contentMediaType?: string;
}

/** Parts of a form: a file, and an object of texts. */
const PARTS: Readonly<Record<string, string>> = {
  'application/octet-stream': 'Blob',
  'application/json': 'Record<string, string>',
};

/** A type expression. Formatting is prettier's business. */
export function typeOf(schema: Schema | boolean | undefined): string {
  if (schema === undefined || schema === true) return 'unknown';
  if (schema === false) return 'never';
  if (schema.contentMediaType) return PARTS[schema.contentMediaType] ?? 'string';
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const union = schema.anyOf ?? schema.oneOf;
  if (union) {
    const kinds = [...new Set(union.map(typeOf))];
    // a literal beside any string says nothing more
    return kinds.filter((kind) => !kinds.includes('string') || !kind.startsWith('"')).join(' | ');
  }
  if (schema.allOf) return schema.allOf.map((part) => `(${typeOf(part)})`).join(' & ');
  const types = [schema.type ?? []].flat();
  if (types.length === 0) return 'unknown';
  return types.map((type) => named(type, schema)).join(' | ');
}

function named(type: string, schema: Schema): string {
  switch (type) {
    case 'string':
    case 'boolean':
    case 'null':
      return type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return schema.prefixItems
        ? `[${schema.prefixItems.map(typeOf).join(', ')}]`
        : `(${typeOf(schema.items)})[]`;
    case 'object':
      return object(schema);
    default:
      throw new Error(`The type ${type} has no TypeScript here; add it to scripts/sdk/types.ts.`);
  }
}

function object({ properties = {}, required = [], additionalProperties }: Schema): string {
  const keys = Object.keys(properties);
  if (keys.length === 0) {
    return typeof additionalProperties === 'object'
      ? `Record<string, ${typeOf(additionalProperties)}>`
      : 'Record<string, never>';
  }
  const lines = keys.map((key) => {
    const schema = properties[key] ?? {};
    const optional = required.includes(key) ? '' : '?';
    // with exactOptionalPropertyTypes an absent value may still be spelled undefined
    const type = typeOf(schema) + (optional ? ' | undefined' : '');
    return `${comment(schema.description)}${spelled(key)}${optional}: ${type};`;
  });
  return `{ ${lines.join('\n')} }`;
}

export const comment = (text: string | undefined): string =>
  text ? `\n/** ${text.replaceAll('*/', '* /')} */\n` : '';

const spelled = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key));
