// The refusals that every operation shares, each made from its good call: what is taken away or added brings the code about.
import { makePerson } from '../../support/factories.ts';
import { operationAt, type Case } from './case.ts';
import type { Cell, Operation } from './document.ts';
import type { Call, World } from './world.ts';

type Shared = (good: () => Promise<Call>, world: World, operation: Operation, of: Case) => Promise<Call>;

const hasBody = ({ method }: Operation): boolean => method !== 'GET' && method !== 'DELETE';

const isPublic = ({ described }: Operation): boolean => described.security === undefined;

/** The 2xx that is no dry run. */
const successOf = ({ described }: Operation): number =>
  Math.max(
    ...Object.keys(described.responses)
      .map(Number)
      .filter((status) => status < 300),
  );

const fields = ({ body }: Call): Record<string, unknown> =>
  body && !(body instanceof Uint8Array) ? (body as Record<string, unknown>) : {};

const SHARED: Readonly<Record<number, Shared>> = {
  400: async (good, _world, operation) => {
    const call = await good();
    return hasBody(operation)
      ? { ...call, body: '{"half": ' }
      : { ...call, query: { ...call.query, unexpected: '1' } };
  },
  401: async (good) => ({ ...(await good()), as: 'no-token-of-ours' }),
  // nobody's call from nowhere, that would set or read a cookie; else a role that may nothing
  403: async (good, { powerless }, operation) => {
    const call = await good();
    if (!isPublic(operation)) return { ...call, as: powerless };
    const { mode: _mode, refreshToken: _token, ...body } = fields(call);
    return { ...call, headers: {}, body };
  },
  404: async (_good, world, _operation, of) => ({
    ...(await of.good(world, world.there)),
    as: world.here.admin,
  }),
  413: async (good) => ({ ...(await good()), body: { padding: 'x'.repeat(1_100_000) } }),
  415: async (good) => ({ ...(await good()), headers: { 'Content-Type': 'text/plain' }, body: 'plain' }),
  422: async (good) => {
    const call = await good();
    return { ...call, body: { ...fields(call), unexpected: 1 } };
  },
  // everybody has a fraction of a call, and this caller has just spent it on something else
  429: async (good, world) => {
    const call = await good();
    const headers = { 'X-Forwarded-For': world.address(), ...call.headers };
    world.set('LIMIT_FACTOR', 1);
    for (const name of ['USER', 'ADDRESS'] as const) world.set(`LIMIT_API_${name}_PER_SECOND`, 0.001);
    world.stopClock();
    await world.send(operationAt('GET', '/me'), { as: call.as, headers });
    return { ...call, headers };
  },
};

/** The call that brings the cell about; undefined where nobody has said how. */
export function callFor(
  { operation, status, type }: Cell,
  of: Case,
  world: World,
): Promise<Call> | undefined {
  const own = of.others?.[`${status} ${type ?? ''}`] ?? of.others?.[status];
  if (own) return Promise.resolve(own(world));
  const good = () => Promise.resolve(of.good(world, world.here));
  if (status === successOf(operation)) return type === 'text/event-stream' ? undefined : good();
  if (status === 200)
    return good().then((call) => ({ ...call, headers: { ...call.headers, 'X-Dry-Run': 'true' } }));
  return SHARED[status]?.(good, world, operation, of);
}

/** Calls from outside the document; whatever they are answered, it must be listed. */
export const strayCalls: Readonly<Record<string, Shared>> = {
  'nobody without anything': () => Promise.resolve({ as: null }),
  'an id that is none': async (good) => ({ ...(await good()), path: { id: 'not-an-id' } }),
  'an id that is none, as a stream': async (good) => ({
    ...(await good()),
    path: { id: 'not-an-id' },
    headers: { Accept: 'text/event-stream' },
  }),
  'a cookie from another site': async (good) => {
    const call = await good();
    const headers = { ...call.headers, Cookie: 'sf_at=x; sf_rt=y', 'Sec-Fetch-Site': 'cross-site' };
    return { ...call, as: null, headers };
  },
  'somebody of a suspended tenant': async (good, { suspended }) => ({
    ...(await good()),
    as: await makePerson(suspended, 'admin'),
  }),
  'a key': async (good, world) => ({ ...(await good()), as: await world.key(world.here) }),
  'a list as body': async (good, _world, operation) => {
    const call = await good();
    return hasBody(operation) ? { ...call, body: [] } : call;
  },
  'numbers beyond any column': async (good) => {
    const call = await good();
    const huge = { version: 99_999_999_999, limit: 99_999_999_999, page: 99_999_999_999 };
    return call.body === undefined
      ? { ...call, query: { ...call.query, version: '99999999999' } }
      : { ...call, body: call.body instanceof Uint8Array ? call.body : { ...fields(call), ...huge } };
  },
  'a dry run': async (good) => {
    const call = await good();
    return { ...call, headers: { ...call.headers, 'X-Dry-Run': 'true' } };
  },
};
