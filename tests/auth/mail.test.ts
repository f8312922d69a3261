import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { withAuth } from '../../db/system.ts';
import { deliverMail, keptMails, queueMail } from '../../server/auth/mail-outbox.ts';
import { resetMail, takenMail, tokenReuseMail, verifyMail } from '../../server/auth/mails.ts';
import { env } from '../../server/env.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { newEmail } from './visitor.ts';

/** A mail server of a dozen lines: takes every mail, or refuses while `isFull`. */
let smtp: Server;
let isFull = false;
let received: string[] = [];
let database: TestDatabase;

function converse(socket: Socket): void {
  let isData = false;
  let text = '';
  const say = (line: string) => socket.write(`${line}\r\n`);
  say('220 ready');
  socket.on('data', (chunk) => {
    text += chunk.toString();
    if (isData && text.endsWith('\r\n.\r\n')) {
      received.push(text.replaceAll('=\r\n', '')); // long lines arrive folded
      [isData, text] = [false, ''];
      say('250 taken');
    }
    if (isData || !text.endsWith('\r\n')) return;
    const commands = text.trimEnd().split('\r\n');
    text = '';
    for (const command of commands) {
      isData = /^DATA/i.test(command);
      say(isData ? '354 go on' : /^RCPT/i.test(command) && isFull ? '452 mailbox full' : '250 fine');
    }
  });
}

beforeAll(async () => {
  database = await createTestDatabase();
  smtp = createServer(converse);
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  env.SMTP_URL = `smtp://127.0.0.1:${(smtp.address() as AddressInfo).port}?ignoreTLS=true`;
});
afterAll(() => void smtp.close());
beforeEach(() => {
  received = [];
  isFull = false;
});

test('a queued mail is sent once, under its own message id, and its text is not kept', async () => {
  const to = newEmail();
  await withAuth((tx) => queueMail(tx, resetMail(to, 'http://localhost:3000/reset/abc')));
  const [queued] = await keptMails();
  expect(queued).toMatchObject({ to, purpose: 'reset', sentAt: null });
  await deliverMail();
  await deliverMail();
  expect(received).toHaveLength(1);
  expect(received[0]).toContain(`Message-ID: <${queued!.id}@localhost>`);
  expect(received[0]).toContain('http://localhost:3000/reset/abc');
  const [kept] =
    await database.admin`select text, sent_at is not null as sent from auth.mail_outbox where id = ${queued!.id}`;
  expect(kept).toEqual({ text: '', sent: true });
});

test('a mail the server does not take stays, with the reason, and goes out later', async () => {
  const to = newEmail();
  await withAuth((tx) => queueMail(tx, resetMail(to, 'http://localhost:3000/reset/def')));
  isFull = true;
  await deliverMail();
  const [row] = await database.admin`select sent_at, error from auth.mail_outbox where to_email = ${to}`;
  expect(row).toMatchObject({ sent_at: null, error: expect.stringContaining('452') as string });
  isFull = false;
  await deliverMail();
  expect(received).toHaveLength(1);
});

test('a mail is sent once by however many at the same time, and again when the one who was sending it was killed', async () => {
  const to = Array.from({ length: 3 }, newEmail);
  for (const each of to)
    await withAuth((tx) => queueMail(tx, resetMail(each, 'http://localhost:3000/reset/one')));
  await Promise.all(Array.from({ length: 4 }, deliverMail));
  expect(received.map((mail) => /^To: (.*)$/m.exec(mail)?.[1]?.trim()).sort()).toEqual([...to].sort());
  const last = newEmail();
  await withAuth((tx) => queueMail(tx, resetMail(last, 'http://localhost:3000/reset/two')));
  await database.admin`update auth.mail_outbox set claimed_at = now() where to_email = ${last}`;
  await deliverMail();
  expect(received).toHaveLength(3);
  await database.admin`update auth.mail_outbox set claimed_at = now() - interval '6 minutes' where to_email = ${last}`;
  await deliverMail();
  expect(received).toHaveLength(4);
});

test('a mail is not queued by a transaction that fails', async () => {
  const to = newEmail();
  const failing = withAuth(async (tx) => {
    await queueMail(tx, resetMail(to, 'http://localhost:3000/reset/ghi'));
    throw new Error('after all');
  });
  await expect(failing).rejects.toThrow('after all');
  expect((await keptMails()).filter((mail) => mail.to === to)).toEqual([]);
});

test('text from people cannot start another header or paragraph of a mail', async () => {
  const hostile = 'Ada\r\nBcc: everybody@example.test\r\n\r\nHello';
  const mails = [
    verifyMail('ada@example.test', hostile, 'http://localhost:3000/verify/x'),
    tokenReuseMail('ada@example.test', { ip: '10.0.0.1', userAgent: hostile }),
    takenMail('ada@example.test', 'http://localhost:3000/login', 'http://localhost:3000/forgot-password'),
  ];
  for (const mail of mails) {
    expect(mail.subject).not.toMatch(/[\r\n]/);
    expect(mail.text).not.toMatch(/^Bcc:/m);
  }
  await withAuth((tx) =>
    queueMail(tx, { ...mails[0]!, to: newEmail(), subject: `Hi\r\nBcc: x@example.test` }),
  );
  await deliverMail();
  expect(received[0]).not.toMatch(/^Bcc:/m);
});
