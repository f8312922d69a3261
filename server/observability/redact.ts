// What must never reach a log line, a trace or an error report: credentials by field name, personal data by pattern,
// and SQL with its parameters, which Drizzle puts into error messages.
import { createHash } from 'node:crypto';

const SECRET_FIELD =
  /^(authorization|cookie|set-?cookie|pass(word|wd)?|new_?password|confirm|token|refresh_?token|access_?token|mfa_?token|secret|code|api_?key|prompt|card|otp)$/i;
const EMAIL = /[A-Z0-9._%+'-]+(?:@|%40)[A-Z0-9-]+(?:\.[A-Z0-9-]+)*\.[A-Z]{2,}/gi;
const JWT = /\beyJ[\w-]+\.[\w-]+\.[\w-]+/g;
const API_KEY = /\bsf_live_[\w-]+/g;
const CALENDAR = /(\/calendar\/)[\w-]+/g;
// %20 and %40: the same in an address that was logged as it came
const CARD = /\b(?:\d(?:[ -]|%20)?){13,19}\b/g;
const MAX_DEPTH = 6;
const MAX_TEXT = 2_000;

/** A stable stand-in for an e-mail address: the same address gives the same hash, nobody can read it back from a log. */
export const hashEmail = (email: string): string =>
  `email:${createHash('sha256').update(email.trim().toLowerCase()).digest('hex').slice(0, 12)}`;

export function redactText(text: string): string {
  const cut = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
  return cut
    .replace(JWT, '[token]')
    .replace(API_KEY, '[api key]')
    .replace(CALENDAR, '$1[token]')
    .replace(EMAIL, (match) => hashEmail(match))
    .replace(CARD, (match) => (isCard(match) ? '[card]' : match));
}

/** A copy of `value` that is safe to write: same shape, secrets replaced. */
export function redact(value: Record<string, unknown>): Record<string, unknown> {
  return redactValue(value, 0) as Record<string, unknown>;
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value);
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Error) return serializeError(value);
  if (value instanceof Date) return value;
  if (depth >= MAX_DEPTH) return '[deep]';
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => redactValue(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      SECRET_FIELD.test(key) && item !== undefined ? '[redacted]' : redactValue(item, depth + 1),
    ]),
  );
}

/** An error as name, SQLSTATE and stack lines. A database error keeps its code but not its text: that text is SQL. */
export function serializeError(error: Error): Record<string, unknown> {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const isSql = 'query' in error || error.message.startsWith('Failed query:');
  const message = isSql ? 'A database statement failed.' : redactText(error.message);
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    message,
    ...(code && { code }),
    stack: frames.slice(0, 20).join('\n'),
    ...(error.cause instanceof Error && { cause: serializeError(error.cause) }),
  };
}

function isCard(text: string): boolean {
  const digits = text.replace(/%20|\D/g, '');
  if (digits.length < 13 || digits.length > 19) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
