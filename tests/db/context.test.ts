import { describe, expect, test } from 'vitest';
import type { TenantContext } from '../../db/context.ts';
import { contextSettings, encodedUserAgent, proofArguments } from '../../db/context.ts';

const id = '018bcfe5-6800-7079-ae55-a61437988e9b';
const good: TenantContext = {
  tenantId: id,
  userId: id,
  actor: 'user',
  actorId: id,
  source: 'ui',
  requestId: 'req-1',
  proof: { kind: 'session', sid: 'abc', accountId: id, epoch: 0 },
};
const HOSTILE = [
  "'; drop table crm.leads; --",
  "' or ''='",
  '',
  ' ',
  'a b',
  'a\nb',
  "a\\'b",
  'ä',
  'a'.repeat(129),
  '\0',
];

test('the settings are literals behind begin, and what is absent is not mentioned', () => {
  expect(contextSettings({ ...good, userId: null })).toBe(
    `; set local app.tenant_id='${id}'; set local app.actor='user'; set local app.actor_id='${id}'` +
      `; set local app.source='ui'; set local app.request_id='req-1'`,
  );
});

describe('a value of the wrong shape is refused before it comes near SQL', () => {
  const fields = [
    'tenantId',
    'userId',
    'actor',
    'actorId',
    'onBehalfOf',
    'source',
    'requestId',
    'ip',
  ] as const;
  test.each(fields)('%s', (field) => {
    for (const value of HOSTILE) {
      const context = { ...good, [field]: value };
      expect(() => contextSettings(context), JSON.stringify(value)).toThrow(
        expect.objectContaining({ code: 'SFCONTEXT' }),
      );
    }
  });

  test('also when the type was not kept: numbers, objects with a friendly toString, null', () => {
    for (const value of [1, null, undefined, { toString: () => id }, [id]]) {
      expect(() => contextSettings({ ...good, tenantId: value as never })).toThrow(/wrong shape/);
    }
  });

  test('a uuid in capitals, an address with a zone and a name for an address', () => {
    expect(() => contextSettings({ ...good, tenantId: id.toUpperCase() })).toThrow(/tenant_id/);
    for (const ip of ['fe80::1%eth0', 'localhost', '1.2.3', '1.2.3.4/8', '::ffff:999.1.1.1']) {
      expect(() => contextSettings({ ...good, ip })).toThrow(/ip/);
    }
    for (const ip of ['127.0.0.1', '::1', '::ffff:10.0.0.1'])
      expect(contextSettings({ ...good, ip })).toContain(ip);
  });

  test('the message does not repeat the value', () => {
    expect(() => contextSettings({ ...good, requestId: "SECRET'" })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('SECRET') }),
    );
  });

  test('proofs too', () => {
    const bad = [
      { kind: 'session', sid: "x'", accountId: id, epoch: 0 },
      { kind: 'session', sid: 'x', accountId: 'me', epoch: 0 },
      { kind: 'session', sid: 'x', accountId: id, epoch: 1.5 },
      { kind: 'session', sid: 'x', accountId: id, epoch: -1 },
      { kind: 'key', keyId: 'k', secretHash: 'zz' },
      { kind: 'key', keyId: 'k:admin', secretHash: 'a'.repeat(63) },
    ] as const;
    for (const proof of bad) expect(() => proofArguments(proof)).toThrow(/wrong shape/);
    expect(proofArguments({ kind: 'key', keyId: 'k', secretHash: 'a'.repeat(64) })).toEqual([
      'key',
      `k:${'a'.repeat(64)}`,
      null,
      null,
    ]);
  });
});

test('any user agent becomes a harmless value of at most 200 characters', () => {
  for (const agent of [...HOSTILE, 'a' + 'ü'.repeat(300), '😀'.repeat(500), '\u202E', 'x'.repeat(10_000)]) {
    const encoded = encodedUserAgent(agent);
    expect(agent.replaceAll('\0', '')).toContain(Buffer.from(encoded, 'base64url').toString());
    expect(encoded).toMatch(/^[A-Za-z0-9_-]{0,200}$/);
    expect(contextSettings({ ...good, userAgent: agent })).toContain(`app.user_agent='${encoded}'`);
  }
});
