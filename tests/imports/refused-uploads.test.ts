// Uploads that are refused: each with its status and a reason, and nothing of them left behind.
import { describe, expect, it } from 'vitest';
import { env } from '../../server/env.ts';
import { fixture, fixtureNames } from './files.ts';
import { csv, formBytes, send, type Field } from './form.ts';
import { leads, LEADS, openWorld } from './world.ts';

const world = openWorld();

describe('refused, with nothing left behind', () => {
  it.each<[string, Field[], number, string]>([
    ['no file', [{ name: 'policy', value: 'skip' }], 422, 'file'],
    ['a form without a chosen file', [csv('', '')], 422, 'file'],
    ['an unknown field', [leads(), { name: 'tenantId', value: 'x' }], 422, 'tenantId'],
    ['a field twice', [leads(), leads()], 422, 'file'],
    ['a file and pasted rows', [leads(), { name: 'text', value: LEADS }], 422, 'text'],
    ['an unknown policy', [leads(), { name: 'policy', value: 'merge' }], 422, 'policy'],
    ['a mapping that is no JSON', [leads(), { name: 'mapping', value: '{' }], 422, 'mapping'],
    ['a mapping to no field', [leads(), { name: 'mapping', value: '{"Name":"shoeSize"}' }], 422, 'mapping'],
    ['a mapping of no column', [leads(), { name: 'mapping', value: '{"Nom":"name"}' }], 422, 'mapping'],
    ['a mapping that names nobody', [leads(), { name: 'mapping', value: '{"Name":"city"}' }], 422, 'columns'],
    ['columns that cannot be used', [csv('Weather,Mood\r\nsunny,good\r\nrainy,fine\r\n')], 422, 'columns'],
  ])('%s', async (_what, fields, status, field) => {
    const answer = await world.post(fields);
    expect(answer.status).toBe(status);
    expect(Object.keys(answer.body.details ?? {})).toEqual([field]);
    await world.nothingKept();
  });

  it('a query on the upload', async () => {
    const answer = await send(world.api, world.acme.user, new Uint8Array(formBytes([leads()])), {
      path: '/api/leads/import?policy=skip',
    });
    expect(answer.status).toBe(400);
    await world.nothingKept();
  });

  it.each([
    ['plain CSV', 'text/csv', 415],
    ['JSON', 'application/json', 415],
    ['no boundary', 'multipart/form-data', 400],
    ['another boundary', 'multipart/form-data; boundary=other', 400],
  ])('a body sent as %s', async (_what, type, status) => {
    const answer = await world.post([leads()], { 'Content-Type': type });
    expect(answer.status).toBe(status);
    await world.nothingKept();
  });

  it.each<[string, Uint8Array | string, number, string]>([
    ['an empty file', '', 422, 'Unprocessable'],
    ['a file of spaces', '  \r\n \r\n', 422, 'Unprocessable'],
    ['a zip', Buffer.from('PK\x03\x04'.padEnd(2000, 'x')), 415, 'UnsupportedMediaType'],
    ['a PDF', '%PDF-1.7\n1 0 obj', 415, 'UnsupportedMediaType'],
    ['a program', Buffer.from(`\x7fELF\x02\x01\x01${'\0'.repeat(3000)}`), 415, 'UnsupportedMediaType'],
    ['a web page with a script', '<html><script>alert(1)</script></html>', 415, 'UnsupportedMediaType'],
    ['501 columns', `${'c,'.repeat(500)}c\r\n`, 422, 'Unprocessable'],
  ])('%s', async (_what, content, status, error) => {
    const answer = await world.post([csv(content)]);
    expect([answer.status, answer.body.error]).toEqual([status, error]);
    expect(answer.body.message).toMatch(/\.$/);
    await world.nothingKept();
  });

  it('more bytes than the limit, announced or not', async () => {
    const limit = env.LIMIT_UPLOAD_BYTES;
    try {
      env.LIMIT_UPLOAD_BYTES = 1_000_000;
      const big = formBytes([csv('x,'.repeat(600_000))]);
      const announced = await world.post([csv('x,'.repeat(1_000_000))]);
      const streamed = await send(world.api, world.acme.user, inChunks(big));
      for (const { status, body } of [announced, streamed]) {
        expect([status, body.error]).toEqual([413, 'PayloadTooLarge']);
        expect(body.message).toContain('1 MB');
      }
    } finally {
      env.LIMIT_UPLOAD_BYTES = limit;
    }
    await world.nothingKept();
  });

  it('a body that ends in the middle of the file', async () => {
    const whole = formBytes([leads()]);
    const answer = await send(
      world.api,
      world.acme.user,
      new Uint8Array(whole.subarray(0, whole.length - 20)),
    );
    expect([answer.status, answer.body.error]).toEqual([400, 'BadRequest']);
    await world.nothingKept();
  });

  it('a sender who goes away in the middle', async () => {
    const socket = await world.begin(100_000);
    await world.untilFiles(1);
    socket.destroy();
    await world.untilFiles(0);
    await world.nothingKept();
  });
});

const inChunks = (bytes: Uint8Array, size = 16_384): ReadableStream =>
  new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.subarray(at, at + size));
      controller.close();
    },
  });

const FOLDERS = [
  'crm-torture',
  'derived-edge',
  'torture-csv-spectrum/csvs',
  'csv-formula-cells',
  'naughty-strings',
];
const FILE = /\.(?!md$|json$)[a-z]+$/;

describe('every hostile file', () => {
  const files = FOLDERS.flatMap((folder) => fixtureNames(folder, FILE).map((name) => `${folder}/${name}`));

  it.each(files)('%s is taken or refused with a reason, never a fault of ours', async (name) => {
    const answer = await world.post([csv(new Uint8Array(fixture(name)), name)]);
    expect([202, 413, 415, 422]).toContain(answer.status);
    if (answer.status !== 202) {
      expect(answer.body.message).toMatch(/[.?]$/);
      await world.nothingKept();
    }
  });
});
