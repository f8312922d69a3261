// Generated from docs/openapi.yaml: every operation is brought to every code the document lists for it, over real HTTP,
// and each answer is held against the document: status, headers, content type and body.
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { closePools, configureDatabase } from '../../db/client.ts';
import { cases } from './contract/cases.ts';
import {
  answerFaults,
  cellsOf,
  operations,
  requestFaults,
  type Answer,
  type Cell,
  type Operation,
} from './contract/document.ts';
import { callFor, strayCalls } from './contract/refusals.ts';
import { World, type Call } from './contract/world.ts';

const world = new World();
const GONE = 503;
const TOO_SLOW = 408;

beforeAll(() => world.open(), 120_000);
beforeEach(() => {
  world.set('LIMIT_FACTOR', 1000);
  world.set('LIMIT_IMPORT_AT_ONCE', 100);
  world.set('SIGNUP_NEUTRAL', false);
});
afterEach(() => world.restoreSettings());

const titled = (cells: Cell[]) =>
  cells.map((cell) => ({ ...cell, title: [cell.status, cell.type].filter(Boolean).join(' ') }));

function caseOf({ name }: Operation) {
  const found = cases[name];
  if (!found) throw new Error(`No case for ${name}: say in tests/doors/contract/cases.ts how to call it.`);
  return found;
}

function expectPromised(operation: Operation, answer: Answer): void {
  expect(answerFaults(operation, answer)).toEqual([]);
}

async function answerOf(cell: Cell, call: Call): Promise<Answer> {
  const { operation, status } = cell;
  if (status !== TOO_SLOW) return world.send(operation, call);
  return operation.described.requestBody?.content['multipart/form-data']
    ? stalledUpload(operation, call)
    : world.stall(operation, call, world.hurried);
}

/** Uploads have no deadline but a floor of speed, looked at every 15 seconds. */
async function stalledUpload(operation: Operation, call: Call): Promise<Answer> {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    const state = { isAnswered: false };
    const answer = world.stall(operation, call, world.api).finally(() => (state.isAnswered = true));
    while (!state.isAnswered) {
      vi.advanceTimersByTime(15_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return await answer;
  } finally {
    vi.useRealTimers();
  }
}

/** A promised Location leads somewhere. */
async function expectFollowed(call: Call, answer: Answer): Promise<void> {
  const location = answer.headers.get('location');
  if (location === null || call.as === null) return;
  expect(location).toMatch(/^\/api\//);
  const { status } = await world.send(
    { name: '', method: 'GET', path: location.slice('/api'.length), described: { responses: {} } },
    { as: call.as },
  );
  expect([location, status]).toEqual([location, 200]);
}

it('cases speak of operations that exist, and of codes that these list', () => {
  const listed = new Set(
    operations.flatMap((operation) =>
      cellsOf(operation).flatMap(({ status, type }) => [
        `${operation.name} ${status}`,
        `${operation.name} ${status} ${type ?? ''}`,
      ]),
    ),
  );
  const spoken = Object.entries(cases).flatMap(([name, { others = {} }]) =>
    Object.keys(others).map((code) => `${name} ${code}`),
  );
  expect(spoken.filter((code) => !listed.has(code))).toEqual([]);
  const names = operations.map(({ name }) => name);
  expect(Object.keys(cases).filter((name) => !names.includes(name))).toEqual([]);
});

/** With the small budget each operation gets its turn: one in three kinds of stray calls. */
function strayInTurn(operation: Operation): string[] {
  const turns = process.env['TEST_BUDGET'] === 'full' ? 1 : 3;
  const place = operations.indexOf(operation);
  return Object.keys(strayCalls).filter((_name, at) => at % turns === place % turns);
}

describe.each(operations)('$method $path', (operation) => {
  const cells = cellsOf(operation).filter(({ status }) => status !== GONE);

  it.each(titled(cells))('answers $title', async (cell) => {
    const calling =
      cell.status === TOO_SLOW
        ? caseOf(operation).good(world, world.here)
        : callFor(cell, caseOf(operation), world);
    if (!calling) throw new Error(`Nobody says how ${operation.name} comes to answer ${cell.status}.`);
    const call = await calling;
    const answer = await answerOf(cell, call);
    expect([answer.status, answer.text.slice(0, 500)]).toEqual([cell.status, expect.any(String)]);
    if (cell.type) expect(answer.headers.get('content-type')).toContain(cell.type);
    expectPromised(operation, answer);
    if (answer.status >= 300) return;
    const isJson = operation.described.requestBody?.content['application/json'] !== undefined;
    if (isJson) expect(requestFaults(operation, call.body ?? {})).toEqual([]);
    if (!call.headers?.['X-Dry-Run']) await expectFollowed(call, answer);
  });

  it.each(strayInTurn(operation))('answers with a listed code to %s', async (name) => {
    const of = caseOf(operation);
    const good = () => Promise.resolve(of.good(world, world.here));
    const call = await strayCalls[name]?.(good, world, operation, of);
    if (call) expectPromised(operation, await world.send(operation, call));
  });
});

describe('while the database is away', () => {
  const cells = operations.flatMap(cellsOf).filter(({ status }) => status === GONE);
  const prepared = new Map<string, () => Promise<Answer>>();

  beforeAll(async () => {
    world.set('LIMIT_FACTOR', 1000);
    world.set('LIMIT_IMPORT_AT_ONCE', 100);
    for (const { operation } of cells) {
      const call = await caseOf(operation).good(world, world.here);
      const as = call.as === null || typeof call.as === 'string' ? call.as : await world.api.bearer(call.as);
      prepared.set(operation.name, () => world.send(operation, { ...call, as }));
    }
    await closePools();
    const nowhere = 'postgres://nobody@127.0.0.1:9/nothing';
    const roles = ['admin', 'migrator', 'app', 'auth', 'jobs', 'import', 'operator', 'auditor'];
    configureDatabase(Object.fromEntries(roles.map((role) => [role, nowhere])) as never);
  }, 120_000);

  it('every operation lists it', () => {
    expect(cells.map(({ operation }) => operation.name)).toEqual(operations.map(({ name }) => name));
  });

  it.each(cells.map((cell) => ({ cell, name: cell.operation.name })))(
    '$name answers 503',
    async ({ cell, name }) => {
      const answer = await prepared.get(name)?.();
      expect(answer?.status).toBe(GONE);
      if (answer) expectPromised(cell.operation, answer);
    },
  );
});
