// The connection to the database is cut between any two steps of a mutation; repeated under its key it has happened once.
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { closePools, configureDatabase, pool } from '../../db/client.ts';
import { startApi, type Answer, type Api } from '../support/api.ts';
import { createReply, type RequestContext } from '../../server/trpc/context.ts';
import { claimOf, leased } from '../../server/trpc/idempotency.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeTenant, type TestTenant } from '../support/factories.ts';
import { startWire, type Wire } from '../support/wire.ts';

const RUNS = process.env['TEST_BUDGET'] === 'full' ? 200 : 12;
const TIMEOUT = 600_000;

let database: TestDatabase;
let api: Api;
let acme: TestTenant;
let wire: Wire;

beforeAll(async () => {
  database = await createTestDatabase();
  acme = await makeTenant();
  await closePools();
  const app = new URL(database.urls.app);
  wire = await startWire(Number(app.port), 20);
  app.port = String(wire.port);
  configureDatabase({ ...database.urls, app: app.href }, { poolSize: 1 });
  api = await startApi();
});

interface Cut {
  trip: number;
  when: 'before' | 'after';
}

function create(name: string, key: string | null, cut?: Cut): Promise<Answer<Record<string, unknown>>> {
  wire.reset();
  if (cut) wire.cutAround(cut.trip, cut.when);
  return api.rest(acme.user)('POST', '/leads', { name }, key === null ? {} : { 'Idempotency-Key': key });
}

async function idsOf(name: string): Promise<string[]> {
  const rows = await pool('admin')<{ id: string }[]>`select id from crm.leads where name = ${name}`;
  return rows.map(({ id }) => id);
}

/** Tries with one cut after the other until it is answered; what came before that was a 503. */
async function persist(
  name: string,
  cuts: readonly Cut[],
): Promise<{ answer: Answer<Record<string, unknown>>; wasCut: boolean }> {
  const key = randomUUID();
  let wasCut = false;
  for (const cut of [...cuts, undefined, undefined, undefined]) {
    const answer = await create(name, key, cut);
    if (cut) wasCut = !wire.isCutAhead();
    if (answer.status === 201) return { answer, wasCut };
    expect([409, 503]).toContain(answer.status);
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
  }
  throw new Error('Never answered');
}

async function tripsOf(key: string | null): Promise<number> {
  // twice, so that every statement is prepared
  await create(`Warm ${randomUUID()}`, key && randomUUID());
  await create(`Warm ${randomUUID()}`, key);
  return wire.trips();
}

it('a key costs one round trip more, and nothing without it', { timeout: TIMEOUT }, async () => {
  const without = await tripsOf(null);
  expect(await tripsOf(randomUUID())).toBe(without + 1);
});

it('cut before or after any one step: exactly one effect', { timeout: TIMEOUT }, async () => {
  const repeated: string[] = [];
  for (let trip = 1, isPast = false; !isPast; trip += 1) {
    for (const when of ['before', 'after'] as const) {
      const name = `Cut ${when} ${trip} ${randomUUID()}`;
      const { answer, wasCut } = await persist(name, [{ trip, when }]);
      expect({ trip, when, ids: await idsOf(name) }).toEqual({ trip, when, ids: [answer.body['id']] });
      if (answer.headers.get('idempotent-replayed')) repeated.push(when);
      isPast = !wasCut;
    }
  }
  // Whether a commit that was sent had arrived is the network's affair; one that was not sent left nothing to repeat.
  expect(repeated).not.toContain('before');
});

it(
  'cut again and again: exactly one effect, and its answer stays the same',
  { timeout: TIMEOUT },
  async () => {
    const cut = fc.record({ trip: fc.integer({ min: 1, max: 9 }), when: fc.constantFrom('before', 'after') });
    await fc.assert(
      fc.asyncProperty(fc.array(cut, { minLength: 1, maxLength: 4 }), async (cuts) => {
        const name = `Again ${randomUUID()}`;
        const { answer } = await persist(name, cuts);
        expect(await idsOf(name)).toEqual([answer.body['id']]);
      }),
      { numRuns: RUNS },
    );
  },
);

/** Work of several steps under a key, as a procedure does it; `work` says what it answers and when. */
function lease(key: string, work: () => Promise<unknown>): Promise<unknown> {
  const { accountId, sid, userId } = acme.user;
  const context: RequestContext = {
    edge: { requestId: `test-${key}`, ip: '127.0.0.1', userAgent: 'test', door: 'rest' },
    principal: { kind: 'session', accountId, sid, epoch: 1, tenantId: acme.tenantId, userId },
    reply: createReply(),
    dryRun: false,
    idempotency: { key },
  };
  const claim = claimOf(context, { name: 'apiKeys.create', input: {}, code: 201 });
  return leased(context, claim!, { permission: 'apikey:create', label: 'late' }, work);
}

it.each([
  ['has an answer', () => Promise.resolve('late')],
  ['fails', () => Promise.reject(new Error('late'))],
])('work that %s after another has taken its key over leaves the other’s answer', async (_how, end) => {
  wire.reset();
  const key = randomUUID();
  const [hasBegun, wake] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  const late = lease(key, async () => {
    hasBegun.resolve(undefined);
    await wake.promise;
    return end();
  }).catch(() => undefined);
  await hasBegun.promise;
  await pool('admin')`
    update crm.idempotency_keys set created_at = created_at - interval '61 s' where key = ${key}`;
  await lease(key, () => Promise.resolve('theirs'));
  wake.resolve(undefined);
  await late;
  expect(await lease(key, () => Promise.resolve('a third'))).toMatchObject({
    data: 'theirs',
    isRepeated: true,
  });
});
