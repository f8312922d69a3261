// Forty people who sign in at once, against the bare hash; what a known e-mail address costs against an unknown one; and
// fifty refreshes of one token at once.
import { randomInt } from 'node:crypto';
import { verify } from '@node-rs/argon2';
import { eq } from 'drizzle-orm';
import { accounts } from '../../db/schema/index.ts';
import { withAuth } from '../../db/system.ts';
import { hashPassword } from '../../server/auth/password.ts';
import { startApi } from '../support/api.ts';
import { makePerson, makeTenant, type TestTenant } from '../support/factories.ts';
import { abba, spread, type Contender, type Spread } from './abba.ts';
import { inArena, type Arena } from './arena.ts';
import { circumstances, keep, markdown, table } from './report.ts';

export const about =
  'forty sign-ins at once against bare argon2, known against unknown addresses, and a storm of refreshes';

const PASSWORD = 'seven green bottles';
const PEOPLE = 300;
const AT_ONCE = 40;
const STORM = 50;

export const run = ({ rounds, keep: isKept }: { rounds: number; keep: boolean }): Promise<void> =>
  inArena(async (arena) => {
    const { url } = await startApi({ trustedProxies: ['127.0.0.1'] });
    const passwordHash = await hashPassword(PASSWORD);
    const emails = await people(await makeTenant(), passwordHash);
    const login = signer(url);
    const timed = new Map<string, number[]>();
    const contenders = [
      { name: 'bare argon2', operation: () => verify(passwordHash, PASSWORD) },
      { name: 'sign-in', operation: login(emails.right, PASSWORD, 200) },
      { name: 'wrong password', operation: login(emails.wrong, 'not the password', 401) },
      { name: 'unknown address', operation: login(strangers(), 'not the password', 401) },
    ].map((contender) => watched(contender, timed));
    const measured = await abba(contenders, {
      rounds,
      operations: AT_ONCE,
      clients: AT_ONCE,
      postmaster: arena.postmaster,
    });
    const body = [
      '## Signing in',
      circumstances('npm run bench -- login'),
      `${AT_ONCE} at once, over HTTP, in one process with its client; each waits for its hash in the queue. What a known address costs against an unknown one is the difference between the last two rows, in CPU where the machine is busy.`,
      table(measured),
      markdown(
        [`one of ${AT_ONCE}`, 'p50', 'p95'],
        [...timed].map(([name, times]) => [
          name,
          `${quantile(times, 0.5)} ms`,
          `${quantile(times, 0.95)} ms`,
        ]),
      ),
      `### ${STORM} refreshes of one token at once`,
      await storms(arena, url, emails.right, rounds),
    ].join('\n\n');
    console.log(body);
    if (isKept) keep('login', body);
  });

/** Half of them never type a wrong password, the others always do, none often enough to have to wait. */
async function people(tenant: TestTenant, passwordHash: string) {
  const made: string[] = [];
  for (let at = 0; at < PEOPLE; at += 1) {
    const { accountId, email } = await makePerson(tenant, 'user');
    await withAuth((tx) => tx.update(accounts).set({ passwordHash }).where(eq(accounts.id, accountId)));
    made.push(email);
  }
  return { right: endless(made.slice(0, AT_ONCE)), wrong: endless(made.slice(AT_ONCE)) };
}

function endless(list: readonly string[]): () => string {
  let at = 0;
  return () => list[at++ % list.length] ?? '';
}

function strangers(): () => string {
  let at = 0;
  return () => `nobody-${at++}@example.test`;
}

const signer =
  (url: string) =>
  (next: () => string, password: string, expected: number): (() => Promise<unknown>) =>
  async () => {
    const { status } = await post(`${url}/api/auth/login`, { email: next(), password, mode: 'bearer' });
    if (status !== expected) throw new Error(`A sign-in was answered with ${status}`);
  };

async function post(url: string, body: object): Promise<{ status: number; body: Record<string, string> }> {
  // everybody sits somewhere else, as people do
  const address = [10, randomInt(256), randomInt(256), 7].join('.');
  const headers = { 'Content-Type': 'application/json', 'X-Forwarded-For': address };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

function watched({ name, operation }: Contender, timed: Map<string, number[]>): Contender {
  const times: number[] = [];
  timed.set(name, times);
  return {
    name,
    operation: async () => {
      const began = performance.now();
      await operation();
      times.push(performance.now() - began);
    },
  };
}

const quantile = (times: readonly number[], share: number): string =>
  (times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? Number.NaN).toFixed(0);

/** Seconds of each storm, beside as many updates of one row by the superuser. */
async function storms({ admin }: Arena, url: string, next: () => string, rounds: number): Promise<string> {
  await admin`create table public.storm as select 1 as id, 0 as gen`;
  const [bare, ours, rotations, usable]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await secondsOf(() => admin`update public.storm set gen = gen + 1 where id = 1`));
    const { refreshToken = '' } = (
      await post(`${url}/api/auth/login`, { email: next(), password: PASSWORD, mode: 'bearer' })
    ).body;
    const tokens: (string | undefined)[] = [];
    ours.push(
      await secondsOf(async () =>
        tokens.push((await post(`${url}/api/auth/refresh`, { refreshToken })).body['token']),
      ),
    );
    const sid = refreshToken.split('.')[0] ?? '';
    const [session] = await admin`select gen from auth.sessions where id = ${sid}`;
    rotations.push(Number(session?.['gen']) - Number(refreshToken.split('.')[1]));
    const good = await Promise.all(tokens.map((token) => isGood(url, token)));
    usable.push(good.filter(Boolean).length);
  }
  return markdown(
    ['', 'seconds', 'rotations', 'usable answers'],
    [
      [`${STORM} bare updates of one row`, shown(spread(bare), 3), '', ''],
      [`${STORM} refreshes`, shown(spread(ours), 3), shown(spread(rotations), 0), shown(spread(usable), 0)],
    ],
  );
}

async function secondsOf(work: () => PromiseLike<unknown>): Promise<number> {
  const began = performance.now();
  await Promise.all(Array.from({ length: STORM }, work));
  return (performance.now() - began) / 1000;
}

async function isGood(url: string, token: string | undefined): Promise<boolean> {
  const response = await fetch(`${url}/api/me`, { headers: { Authorization: `Bearer ${token ?? ''}` } });
  await response.arrayBuffer();
  return response.status === 200;
}

const shown = ({ median, min, max }: Spread, digits: number): string =>
  `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;
