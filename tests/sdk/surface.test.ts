// The committed types are those of the router, and the client has a call for everything a key can do.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { typeOf } from '../../scripts/sdk/types.ts';
import { surface } from '../../scripts/sdk/surface.ts';
import { createClient } from '../../sdk/src/index.ts';
import { procedures } from '../../server/trpc/operations.ts';

test('the committed types are what the router says now: else run `npm run sdk`', async () => {
  const file = new URL('../../sdk/src/generated/api.ts', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(await surface());
});

describe('the client', () => {
  const client = createClient({ url: 'http://localhost:3000', apiKey: 'sf_live_x' });
  const call = (name: string): unknown =>
    name
      .split('.')
      .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], client);

  test.each(
    procedures()
      .filter(({ meta }) => meta.requires !== 'public' && meta.requires !== 'account')
      .map(({ name }) => name),
  )('can call %s', (name) => expect(call(name)).toBeTypeOf('function'));

  test('knows who is asking, but neither signs in nor operates', () => {
    expect(call('me')).toBeTypeOf('function');
    for (const name of ['auth', 'operators']) expect(client).not.toHaveProperty(name);
  });

  test.each([
    ['', 'sf_live_x', /url/],
    ['crm.example.com', 'sf_live_x', /url/],
    ['ftp://crm.example.com', 'sf_live_x', /ftp:/],
    ['http://localhost', '', /apiKey/],
  ])('refuses to be made with url "%s" and key "%s"', (url, apiKey, says) => {
    expect(() => createClient({ url, apiKey })).toThrow(TypeError);
    expect(() => createClient({ url, apiKey })).toThrow(says);
  });
});

describe('a schema as a type', () => {
  test.each([
    [{ type: 'integer' }, 'number'],
    [{ type: ['string', 'null'] }, 'string | null'],
    [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, 'string | null'],
    [{ enum: ['a', 'b'] }, '"a" | "b"'],
    [{ const: 1 }, '1'],
    [{ type: 'array', items: { enum: ['a', 'b'] } }, '("a" | "b")[]'],
    [{ type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }] }, '[string, number]'],
    [{ allOf: [{ type: 'string' }, { const: 'a' }] }, '(string) & ("a")'],
    [{ type: 'object', additionalProperties: { type: 'number' } }, 'Record<string, number>'],
    [{ type: 'object', properties: {}, additionalProperties: false }, 'Record<string, never>'],
    [
      { type: 'object', properties: { 'a-b': { type: 'string' }, c: {} }, required: ['c'] },
      '{ "a-b"?: string | undefined;\nc: unknown; }',
    ],
    [{}, 'unknown'],
  ])('%j is %s', (schema, type) => expect(typeOf(schema)).toBe(type));

  test('an unknown kind is named instead of guessed', () => {
    expect(() => typeOf({ type: 'date' })).toThrow('The type date has no TypeScript here');
  });
});
