// The signatures of webhooks, against the vectors every implementation of Standard Webhooks has to meet.
import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { verifyWebhook, WebhookVerificationError, type WebhookRequest } from '../../sdk/src/index.ts';
import file from '../fixtures/webhook-vectors/standard-webhooks-vectors.json' with { type: 'json' };

interface Vector {
  name: string;
  secret: string;
  id: string | null;
  timestamp: number | string | null;
  now: number;
  body: string;
  signature: string | null;
  valid: boolean;
}

const requestOf = ({ secret, id, timestamp, now, body, signature }: Vector): WebhookRequest => ({
  secret,
  now,
  body,
  headers: {
    ...(id !== null && { 'webhook-id': id }),
    ...(timestamp !== null && { 'webhook-timestamp': String(timestamp) }),
    ...(signature !== null && { 'webhook-signature': signature }),
  },
});

const isBelieved = (request: WebhookRequest): Promise<boolean> =>
  verifyWebhook(request).then(
    () => true,
    (error: unknown) => {
      expect(error).toBeInstanceOf(WebhookVerificationError);
      return false;
    },
  );

const vectors = file.vectors as Vector[];

test.each(vectors.map((vector) => [vector.name, vector] as const))('vector: %s', async (_name, vector) => {
  expect(await isBelieved(requestOf(vector))).toBe(vector.valid);
});

const known = requestOf(vectors[0]!);

describe('a message', () => {
  test('answers its id, its time and its payload', async () => {
    expect(await verifyWebhook(known)).toEqual({
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      sentAt: new Date(1614265330_000),
      payload: { test: 2432232314 },
    });
  });

  test('is taken as text or bytes, with Headers or a plain record in any case', async () => {
    const entries = Object.entries(known.headers as Record<string, string>);
    const loud = Object.fromEntries(entries.map(([name, value]) => [name.toUpperCase(), value]));
    const body = new TextEncoder().encode(known.body as string);
    for (const headers of [new Headers(entries), loud])
      expect(await isBelieved({ ...known, body, headers })).toBe(true);
  });

  test('is believed by either secret while one follows the other, and by none that is neither', async () => {
    const [next, other] = [Buffer.alloc(24, 1), Buffer.alloc(24, 2)].map(
      (key) => `whsec_${key.toString('base64')}`,
    );
    expect(await isBelieved({ ...known, secret: [next!, known.secret as string] })).toBe(true);
    expect(await isBelieved({ ...known, secret: [next!, other!] })).toBe(false);
  });

  test('is not believed when a byte of it, its id or its time was changed', async () => {
    const { headers } = known as { headers: Record<string, string> };
    for (const changed of [
      { body: '{"test": 2432232315}' },
      { headers: { ...headers, 'webhook-id': 'msg_other' } },
      { headers: { ...headers, 'webhook-timestamp': '1614265331' } },
    ])
      expect(await isBelieved({ ...known, ...changed })).toBe(false);
  });

  test('is not believed with a time that only begins like one', async () => {
    const { headers } = known as { headers: Record<string, string> };
    for (const timestamp of [
      '1614265330abc',
      '1614265330.5',
      '-1614265330',
      '0x6037',
      ' ',
      '1e9',
      '9'.repeat(13),
    ])
      expect(await isBelieved({ ...known, headers: { ...headers, 'webhook-timestamp': timestamp } })).toBe(
        false,
      );
  });

  test('that is signed but no JSON is refused as such', async () => {
    const secret = Buffer.alloc(24, 3);
    const signature = createHmac('sha256', secret).update('msg_1.1614265330.plain').digest('base64');
    const request = {
      body: 'plain',
      secret: `whsec_${secret.toString('base64')}`,
      now: 1614265330,
      headers: {
        'webhook-id': 'msg_1',
        'webhook-timestamp': '1614265330',
        'webhook-signature': `v1a,AAAA v1,${signature}`,
      },
    };
    await expect(verifyWebhook(request)).rejects.toThrow('The body is not JSON.');
  });
});

test('a secret that is none is a mistake of the program, not of the message', async () => {
  for (const secret of ['', 'whsec_', 'whsec_not base64!'])
    await expect(verifyWebhook({ ...known, secret })).rejects.toThrow(TypeError);
});
