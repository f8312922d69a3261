// Random interleavings of tabs, lost answers, thieves, logouts and time against a model of ten lines.
// TEST_BUDGET=full runs ten thousand of them.
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { uuidv7 } from '../../db/ids.ts';
import { withAuth } from '../../db/system.ts';
import { formatRefreshToken, hashSecret, newSecret, newSid } from '../../server/auth/refresh-token.ts';
import { refresh, type Refreshed } from '../../server/auth/refresh.ts';
import { createSession, endAllSessions, endSession } from '../../server/auth/session.ts';
import { insertAccount, raiseEpoch } from '../../server/features/accounts/accounts.queries.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { newEmail } from './visitor.ts';

const RUNS = process.env.TEST_BUDGET === 'full' ? 10_000 : 40;
const IDLE = 5_025;
const ABSOLUTE = 15_025;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});

/** What the specification says, and nothing else. */
class Model {
  current: string;
  previous = '';
  gen = 1;
  sinceRotation = 0;
  idleLeft = IDLE;
  absoluteLeft = ABSOLUTE;
  isEnded = false;

  constructor(first: string) {
    this.current = first;
  }

  pass(seconds: number): void {
    this.sinceRotation += seconds;
    this.idleLeft -= seconds;
    this.absoluteLeft -= seconds;
  }

  expects(token: string): 'rotated' | 'race' | 'recovered' | 'reused' | 'ended' {
    if (this.isEnded || Math.min(this.idleLeft, this.absoluteLeft) <= 0) return 'ended';
    if (token === this.current) return 'rotated';
    if (token === this.previous) return this.sinceRotation <= 30 ? 'race' : 'recovered';
    return 'reused';
  }

  took(outcome: ReturnType<Model['expects']>, issued: string | null): void {
    if (outcome === 'reused') this.isEnded = true;
    if (outcome === 'reused' || outcome === 'ended') return;
    this.idleLeft = Math.min(IDLE, this.absoluteLeft);
    if (outcome === 'race' || issued === null) return;
    if (outcome === 'rotated') {
      this.previous = this.current;
      this.gen += 1;
    }
    this.current = issued;
    this.sinceRotation = 0;
  }
}

type Step =
  | { kind: 'refresh' | 'lost answer' | 'two tabs' | 'log out' | 'log out everywhere' }
  | { kind: 'thief'; which: number }
  | { kind: 'time'; seconds: number };

const only = (kind: Exclude<Step['kind'], 'thief' | 'time'>, weight: number) => ({
  weight,
  arbitrary: fc.constant<Step>({ kind }),
});
const steps = fc.array(
  fc.oneof(
    only('refresh', 6),
    only('lost answer', 3),
    only('two tabs', 3),
    only('log out', 1),
    only('log out everywhere', 1),
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('thief' as const), which: fc.nat(30) }) },
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('time' as const),
        seconds: fc.constantFrom(7, 50, 600, 5_000),
      }),
    },
  ),
  { minLength: 1, maxLength: 24 },
);

interface World {
  accountId: string;
  sid: string;
  model: Model;
  /** what the honest browser holds */
  jar: string;
  issued: string[];
}

async function newWorld(): Promise<World> {
  const [accountId, sid, secret, email] = [uuidv7(), newSid(), newSecret(), newEmail()];
  await withAuth(async (tx) => {
    await insertAccount(tx, {
      id: accountId,
      email,
      emailNorm: email,
      name: 'Ada',
      passwordHash: '',
      isVerified: true,
    });
    await createSession(tx, {
      sid,
      accountId,
      tenantId: null,
      secretHash: hashSecret(secret),
      idleSeconds: IDLE,
      absoluteSeconds: ABSOLUTE,
      amr: ['pwd'],
      ip: null,
      userAgent: '',
    });
  });
  const token = formatRefreshToken({ sid, gen: 1, secret });
  return { accountId, sid, model: new Model(token), jar: token, issued: [token] };
}

const outcomeOf = (answer: Refreshed, expected: string): string =>
  !answer.ok
    ? answer.reason
    : answer.token === null
      ? 'race'
      : expected === 'recovered'
        ? 'recovered'
        : 'rotated';

async function present(world: World, token: string): Promise<string | null> {
  const { model } = world;
  const expected = model.expects(token);
  const answer = await refresh(token, { ip: '', userAgent: '' });
  expect(outcomeOf(answer, expected)).toBe(expected);
  const issued = answer.ok ? answer.token : null;
  if (issued !== null) world.issued.push(issued);
  model.took(expected, issued);
  return issued;
}

async function take(world: World, step: Step): Promise<void> {
  const { sid, accountId, model } = world;
  switch (step.kind) {
    case 'refresh':
      world.jar = (await present(world, world.jar)) ?? world.jar;
      break;
    case 'lost answer':
      await present(world, world.jar);
      break;
    case 'two tabs': {
      const held = world.jar;
      const first = await present(world, held);
      const second = await present(world, held);
      world.jar = second ?? first ?? held;
      break;
    }
    case 'thief':
      await present(world, world.issued[step.which % world.issued.length]!);
      break;
    case 'time':
      await database.admin`update auth.sessions set rotated_at = rotated_at - make_interval(secs => ${step.seconds}),
        idle_expires_at = idle_expires_at - make_interval(secs => ${step.seconds}),
        absolute_expires_at = absolute_expires_at - make_interval(secs => ${step.seconds}) where id = ${sid}`;
      model.pass(step.seconds);
      break;
    case 'log out':
      await withAuth((tx) => endSession(tx, sid, 'logout'));
      model.isEnded = true;
      break;
    case 'log out everywhere':
      await withAuth(async (tx) => {
        await raiseEpoch(tx, accountId);
        await endAllSessions(tx, accountId, 'logout_everywhere');
      });
      model.isEnded = true;
      break;
  }
}

async function checkInvariants({ sid, model }: World, gen: number): Promise<number> {
  const [row] = await database.admin`select gen, cur_hash, revoked_at is not null as is_ended,
    idle_expires_at <= absolute_expires_at as is_clamped from auth.sessions where id = ${sid}`;
  expect(row).toMatchObject({ gen: model.gen, is_clamped: true });
  expect(row!.gen).toBeGreaterThanOrEqual(gen);
  expect(hashSecret(model.current.split('.')[2]!).equals(row!.cur_hash as Buffer)).toBe(true);
  if (model.isEnded) expect(row!.is_ended).toBe(true);
  return row!.gen as number;
}

test(
  'every interleaving of tabs, lost answers, thieves, logouts and time ends as the rules say',
  async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (plan) => {
        const world = await newWorld();
        let gen = 0;
        for (const step of plan) {
          await take(world, step);
          gen = await checkInvariants(world, gen);
        }
        if (world.model.isEnded) {
          for (const token of world.issued) {
            expect(await refresh(token, { ip: '', userAgent: '' })).toMatchObject({ ok: false });
          }
        }
      }),
      { numRuns: RUNS },
    );
  },
  RUNS * 1_000,
);

test(
  'nobody honest is ever logged out: refreshes, races and lost answers alone never end a session',
  async () => {
    const honest = steps.map((plan) =>
      plan.filter(({ kind }) => kind === 'refresh' || kind === 'lost answer' || kind === 'two tabs'),
    );
    await fc.assert(
      fc.asyncProperty(honest, async (plan) => {
        const world = await newWorld();
        for (const step of plan) await take(world, step);
        expect((await refresh(world.jar, { ip: '', userAgent: '' })).ok).toBe(true);
      }),
      { numRuns: RUNS / 4 },
    );
  },
  RUNS * 1_000,
);
