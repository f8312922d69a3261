// What a tenant transaction says about itself, checked and spelled as `set local` statements.
// Pure: sends nothing. Literals, because a distributed Postgres does not propagate set_config; therefore every value
// passes one strict pattern before it comes near SQL.
import { isIP } from 'node:net';
import { DatabaseError } from './errors.ts';

export type Proof =
  | { kind: 'session'; sid: string; accountId: string; epoch: number }
  | { kind: 'key'; keyId: string; secretHash: string }
  | { kind: 'job' }
  | { kind: 'system' };

export interface TenantContext {
  tenantId: string;
  userId: string | null;
  actor: 'user' | 'key' | 'job' | 'system' | 'operator';
  actorId: string;
  onBehalfOf?: string;
  source: 'ui' | 'api' | 'import' | 'ai' | 'job' | 'console';
  requestId: string;
  ip?: string;
  userAgent?: string;
  proof: Proof;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const WORD = /^[A-Za-z0-9_.:@-]{1,128}$/;
const ACTOR = /^(?:user|key|job|system|operator)$/;
const SOURCE = /^(?:ui|api|import|ai|job|console)$/;
const BASE64URL = /^[A-Za-z0-9_-]{0,200}$/;
const SECRET_HASH = /^[0-9a-f]{64}$/;
const USER_AGENT_BYTES = 150;
const LARGEST_INTEGER = 2 ** 31 - 1;

/** `; set local app.tenant_id='…'; …`, to stand behind `begin` in the same message. */
export function contextSettings(context: TenantContext): string {
  return [
    setting('tenant_id', context.tenantId, UUID),
    context.userId === null ? '' : setting('user_id', context.userId, UUID),
    setting('actor', context.actor, ACTOR),
    setting('actor_id', context.actorId, WORD),
    context.onBehalfOf === undefined ? '' : setting('on_behalf_of', context.onBehalfOf, WORD),
    setting('source', context.source, SOURCE),
    setting('request_id', context.requestId, WORD),
    context.ip === undefined ? '' : setting('ip', context.ip, { test: isAddress }),
    context.userAgent === undefined
      ? ''
      : setting('user_agent', encodedUserAgent(context.userAgent), BASE64URL),
  ].join('');
}

/** Any text becomes a safe value of at most 200 characters, which are 150 bytes, cut between two characters. */
export function encodedUserAgent(userAgent: string): string {
  const bytes = Buffer.from(userAgent.replaceAll('\0', ''), 'utf8');
  let end = Math.min(bytes.length, USER_AGENT_BYTES);
  while (end > 0 && isContinuation(bytes[end])) end -= 1;
  return bytes.toString('base64url', 0, end);
}

/** Whether a byte continues a UTF-8 character rather than beginning one. */
const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

export type EnterArguments = [
  kind: string,
  proof: string | null,
  account: string | null,
  epoch: number | null,
];

/** The first four arguments of crm.enter. */
export function proofArguments(proof: Proof): EnterArguments {
  switch (proof.kind) {
    case 'session':
      return [
        proof.kind,
        checked('sid', proof.sid, WORD),
        checked('account', proof.accountId, UUID),
        epoch(proof.epoch),
      ];
    case 'key':
      return [
        proof.kind,
        `${checked('key', proof.keyId, WORD)}:${checked('secret hash', proof.secretHash, SECRET_HASH)}`,
        null,
        null,
      ];
    case 'job':
    case 'system':
      return [proof.kind, null, null, null];
  }
}

interface Pattern {
  test(value: string): boolean;
}

const setting = (name: string, value: string, pattern: Pattern): string =>
  `; set local app.${name}='${checked(name, value, pattern)}'`;

function checked(name: string, value: unknown, pattern: Pattern): string {
  // The value itself stays out of the message: it may be what an attacker wants echoed.
  if (typeof value !== 'string' || !pattern.test(value)) {
    throw new DatabaseError('SFCONTEXT', `The context's ${name} has a wrong shape`);
  }
  return value;
}

function epoch(value: number): number {
  if (Number.isInteger(value) && value >= 0 && value <= LARGEST_INTEGER) return value;
  throw new DatabaseError('SFCONTEXT', "The context's epoch has a wrong shape");
}

/** Plain addresses only: a zone (`fe80::1%eth0`) is text that isIP accepts and inet does not. */
const isAddress = (value: string): boolean => isIP(value) !== 0 && /^[0-9A-Fa-f:.]{2,45}$/.test(value);
