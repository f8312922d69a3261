// Every list and widget by REST, as it is asked for without any parameter; what comes back fits what is promised.
import { beforeAll, expect, it } from 'vitest';
import type { z } from 'zod';
import { appRouter } from '../../server/trpc/router.ts';
import { operations } from '../../server/trpc/operations.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase } from '../support/database.ts';
import { makeLead, makeTenant, type TestTenant } from '../support/factories.ts';

let api: Api;
let acme: TestTenant;

beforeAll(async () => {
  await createTestDatabase();
  api = await startApi();
  acme = await makeTenant();
  await makeLead(acme, { ownerId: acme.user.userId });
});

const procedures = appRouter._def.procedures as unknown as Record<
  string,
  { _def: { inputs: z.ZodType[]; output?: z.ZodType } }
>;

/** Nothing to fill in, neither in the path nor behind it. */
const reads = operations().filter(
  ({ name, method, pathKeys }) =>
    method === 'GET' &&
    pathKeys.length === 0 &&
    procedures[name]?._def.inputs.every(
      (input) => input.safeParse({}).success || input.safeParse(undefined).success,
    ),
);

it.each(reads.map(({ path, name }) => [path, name]))(
  'GET /api%s answers 200 in the shape of %s',
  async (path, name) => {
    const { status, body } = await api.rest(acme.admin)('GET', path);
    expect({ status, body }).toMatchObject({ status: 200 });
    expect(procedures[name]?._def.output?.safeParse(body).error).toBeUndefined();
  },
);
