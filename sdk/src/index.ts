// The public face of the package: what is named here is kept within a major version.
export { createClient } from './client.ts';
export type { Client } from './client.ts';
export { ApiError, ConnectionError } from './errors.ts';
export type { ErrorEnvelope, ErrorKind } from './errors.ts';
export type { Attempt, ClientOptions, Outcome } from './transport.ts';
export type { CallOptions, Download, MutationOptions, PageOf } from './calls.ts';
export { verifyWebhook, WebhookVerificationError } from './webhooks.ts';
export type { WebhookMessage, WebhookRequest } from './webhooks.ts';
export type * from './generated/api.ts';
