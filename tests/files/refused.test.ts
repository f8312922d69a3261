// Attachments that are refused, and deeds to those of others: nothing is kept, nothing is lost.
import { describe, expect, it } from 'vitest';
import { MAX_FILES } from '../../app/contracts/files.ts';
import { sql } from 'drizzle-orm';
import { withTenant } from '../../db/tenant.ts';
import { env } from '../../server/env.ts';
import { type Field } from '../imports/form.ts';
import { makeLead, makePerson } from '../support/factories.ts';
import { insertFile, insertRole } from '../support/records.ts';
import { acme, api, attach, database, file, keptHere, leadId, list, openWorld, ZIP } from './world.ts';

openWorld();

it('nobody deletes rows of records they do not see, by raw SQL either', async () => {
  const hidden = await makeLead(acme, { ownerId: acme.admin.userId });
  const { key } = await insertRole(acme, {
    permissions: ['lead:read', 'lead:update'],
    visibility: { lead: 'own' },
  });
  const person = await makePerson(acme, 'user');
  await api.rest(acme.admin)('PUT', `/users/${person.userId}/role`, { role: key });
  await insertFile(acme, { noun: 'lead', recordId: hidden, ownerId: acme.admin.userId });
  await withTenant(person.context, { permission: null, label: 'test' }, (tx) =>
    tx.execute(sql`delete from crm.files`),
  );
  const [row] = await database.admin<{ count: number }[]>`
    select count(*)::int as count from crm.files where record_id = ${hidden}`;
  expect(row?.count).toBe(1);
});

describe('refused, with nothing kept', () => {
  it.each<[string, Field[], number, string]>([
    ['a web page named as a PDF', [file('<html><script>1</script>', 'offer.pdf')], 422, 'file.wrong_type'],
    ['a zip named as a picture', [file(ZIP, 'face.png')], 422, 'file.wrong_type'],
    [
      'a picture named as a text',
      [file(Buffer.from('\xff\xd8\xff', 'latin1'), 'notes.txt')],
      422,
      'file.wrong_type',
    ],
    ['a program', [file(Buffer.from('MZ\x90\0\x03', 'latin1'), 'offer.pdf')], 422, 'file.program'],
    [
      'a program without an extension',
      [file(Buffer.from('\x7fELF\x02', 'latin1'), 'offer')],
      422,
      'file.program',
    ],
    ['a script of Windows', [file('echo off', 'setup.bat')], 422, 'file.program'],
    [
      'an installer',
      [file(Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'), 'a.msi')],
      422,
      'file.program',
    ],
    ['what stands for a virus', [file('X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', 'x.txt')], 422, 'file.program'],
    ['an empty file', [file('')], 422, 'file.empty'],
    ['no file', [], 422, 'upload.no_file'],
    ['a form without a chosen file', [file('', '')], 422, 'upload.no_file'],
    ['two files', [file(), file('Second.')], 422, 'upload.field'],
    ['an unknown field', [file(), { name: 'ownerId', value: 'x' }], 422, 'upload.field'],
    ['a large file', [file('x'.repeat(2_000))], 413, 'file.too_large'],
  ])('%s', async (_what, fields, status, slug) => {
    const before = env.LIMIT_FILE_BYTES;
    env.LIMIT_FILE_BYTES = 1_000;
    const answer = await attach(fields).finally(() => (env.LIMIT_FILE_BYTES = before));
    expect([answer.status, answer.body]).toEqual([status, expect.objectContaining({ slug })]);
    if (status === 413) expect(answer.body.message).toContain('1 KB');
    expect([await list(), keptHere()]).toEqual([[], []]);
  });

  it('one more than a record can have', async () => {
    for (let made = 0; made < MAX_FILES; made += 1)
      await insertFile(acme, { noun: 'lead', recordId: leadId });
    const answer = await attach();
    expect([answer.status, answer.body]).toEqual([422, expect.objectContaining({ slug: 'file.too_many' })]);
    expect(keptHere()).toEqual([]);
  });
});
