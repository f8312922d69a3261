// How refusals are spelled for the typed client: a code of tRPC's that fits the status, and the house's envelope beside it.
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError, type ErrorCode } from '../../server/errors.ts';
import { createReply } from '../../server/trpc/context.ts';
import { open, router } from '../../server/trpc/procedures.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase } from '../support/database.ts';
import { makeTenant, type TestTenant } from '../support/factories.ts';

const KINDS: readonly [ErrorCode, number, keyof typeof TRPC_ERROR_CODES_BY_KEY][] = [
  ['BadRequest', 400, 'BAD_REQUEST'],
  ['Unauthorized', 401, 'UNAUTHORIZED'],
  ['Forbidden', 403, 'FORBIDDEN'],
  ['NotFound', 404, 'NOT_FOUND'],
  ['MethodNotAllowed', 405, 'METHOD_NOT_SUPPORTED'],
  ['Timeout', 408, 'TIMEOUT'],
  ['Conflict', 409, 'CONFLICT'],
  ['PayloadTooLarge', 413, 'PAYLOAD_TOO_LARGE'],
  ['UnsupportedMediaType', 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['Unprocessable', 422, 'UNPROCESSABLE_CONTENT'],
  ['Locked', 423, 'TOO_MANY_REQUESTS'],
  ['TooManyRequests', 429, 'TOO_MANY_REQUESTS'],
  ['Internal', 500, 'INTERNAL_SERVER_ERROR'],
  ['Unavailable', 503, 'SERVICE_UNAVAILABLE'],
];

interface Refusal {
  error: { code: number; message: string; data: Record<string, unknown> };
}

describe('every kind of refusal', () => {
  const failing = router({
    fail: open()
      .input(z.string())
      .query(({ input }) => {
        throw new AppError(input as ErrorCode, 'test.reason', 'Because.');
      }),
  });

  it.each(KINDS)('%s: %i is %s', async (kind, status, code) => {
    const edge = { requestId: 'kind-of-refusal', ip: '', userAgent: '', door: 'trpc' } as const;
    const response = await fetchRequestHandler({
      endpoint: '',
      req: new Request(`http://localhost/fail?input=${encodeURIComponent(JSON.stringify(kind))}`),
      router: failing,
      createContext: () => ({ edge, principal: null, reply: createReply(), dryRun: false }),
    });
    const { error } = (await response.json()) as Refusal;
    expect(error.code).toBe(TRPC_ERROR_CODES_BY_KEY[code]);
    expect(error.data).toMatchObject({ code, httpStatus: status, error: kind, requestId: edge.requestId });
    expect(error.message).toBe(error.data['message']);
    expect(JSON.stringify(error)).not.toContain('stack');
  });
});

describe('over HTTP', () => {
  let api: Api;
  let acme: TestTenant;
  beforeAll(async () => {
    await createTestDatabase();
    api = await startApi();
    acme = await makeTenant();
  });

  const query = (name: string, input: unknown) =>
    api.rest(acme.user)<Refusal>('GET', `/trpc/${name}?input=${encodeURIComponent(JSON.stringify(input))}`);

  it.each([
    ['a filter that does not exist', 'leads.list', { f: ['shoe.is.large'] }, 400, 'BAD_REQUEST'],
    ['a value that is none', 'leads.list', { limit: 'many' }, 400, 'BAD_REQUEST'],
    [
      'a lead that is not there',
      'leads.get',
      { id: '00000000-0000-7000-8000-000000000000' },
      404,
      'NOT_FOUND',
    ],
    ['a call that does not exist', 'leads.explode', {}, 404, 'NOT_FOUND'],
  ])('%s: status, code and envelope agree', async (_what, name, input, status, code) => {
    const { status: answered, body } = await query(name, input);
    expect(answered).toBe(status);
    expect(body.error.data).toMatchObject({ code, httpStatus: status });
  });

  it('a write that is wrong is a 422 in all three', async () => {
    const { status, body } = await api.rest(acme.user)<Refusal>('POST', '/trpc/leads.create', { name: '' });
    expect([status, body.error.data['code'], body.error.data['httpStatus']]).toEqual([
      422,
      'UNPROCESSABLE_CONTENT',
      422,
    ]);
  });
});
