// Are these bytes from StreamFlow? Standard Webhooks 1.0.0, over the raw body, with Web Crypto: any runtime has it.

export interface WebhookRequest {
  /** exactly as it came; parsed and written again it is another text */
  body: string | Uint8Array;
  headers: Headers | Readonly<Record<string, string | string[] | undefined>>;
  /** of the endpoint, whsec_…; several while a new one is introduced */
  secret: string | readonly string[];
  /** how far the clocks may differ, in seconds; 300 unless given */
  toleranceSeconds?: number | undefined;
  /** in seconds since 1970, for tests */
  now?: number | undefined;
}

export interface WebhookMessage<T = unknown> {
  /** the same in every delivery of one event: keep it to notice repeats */
  id: string;
  sentAt: Date;
  /** the body as JSON; null when it is empty */
  payload: T;
}

/** The message is not to be believed; answer 400 and do nothing. */
export class WebhookVerificationError extends Error {
  override readonly name = 'WebhookVerificationError';
}

/** Answers the message when one of its signatures fits. Throws WebhookVerificationError otherwise. */
export async function verifyWebhook<T = unknown>(request: WebhookRequest): Promise<WebhookMessage<T>> {
  const { body, headers, toleranceSeconds = 300 } = request;
  const id = headerOf(headers, 'webhook-id');
  const timestamp = headerOf(headers, 'webhook-timestamp');
  const signatures = headerOf(headers, 'webhook-signature');
  if (!/^\d{1,12}$/.test(timestamp)) refuse('webhook-timestamp is not a whole number of seconds.');
  const now = request.now ?? Math.floor(Date.now() / 1000);
  if (Math.abs(now - Number(timestamp)) > toleranceSeconds)
    refuse('The message is too old, or one of the clocks is wrong.');
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const signed = joined(new TextEncoder().encode(`${id}.${timestamp}.`), bytes);
  if (!(await isSigned(signed, signatures, request.secret))) refuse('No signature fits.');
  return { id, sentAt: new Date(Number(timestamp) * 1000), payload: parsed(bytes) as T };
}

function refuse(message: string): never {
  throw new WebhookVerificationError(message);
}

function headerOf(headers: WebhookRequest['headers'], name: string): string {
  const value =
    headers instanceof Headers
      ? headers.get(name)
      : Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  if (typeof value !== 'string' || value === '') refuse(`The header ${name} is missing.`);
  return value;
}

async function isSigned(
  signed: Uint8Array<ArrayBuffer>,
  signatures: string,
  secret: string | readonly string[],
): Promise<boolean> {
  const given = signatures
    .split(' ')
    .filter((part) => part.startsWith('v1,'))
    .map((part) => bytesOf(part.slice(3)));
  let fits = false;
  for (const text of [secret].flat()) {
    const raw = bytesOf(text.replace(/^whsec_/, ''));
    if (!raw || raw.length === 0) throw new TypeError('A webhook secret is whsec_ and base64 after it.');
    const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, [
      'verify',
    ]);
    // all of them, though one fits: the time says nothing about which; verify compares in constant time
    for (const signature of given)
      if (signature && (await crypto.subtle.verify('HMAC', key, signature, signed))) fits = true;
  }
  return fits;
}

/** Base64 as RFC 4648 spells it, nothing else. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(base64)) return undefined;
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function joined(head: Uint8Array, tail: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(head.length + tail.length);
  whole.set(head);
  whole.set(tail, head.length);
  return whole;
}

function parsed(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return null;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return refuse('The body is not JSON.');
  }
}
