// What is asked for when an address has failed too often: who gets past it, once, and who does not.
import { createHash } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findNumber } from '../../app/features/accounts/proof-of-work.ts';
import { keptMails } from '../../server/auth/mail-outbox.ts';
import { env } from '../../server/env.ts';
import { addressKeys } from '../../server/auth/throttle.rules.ts';
import { startApi } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { exhaustAddress } from '../support/failed-address.ts';
import { statementsDuring } from './statements.ts';
import { newEmail, PASSWORD, Visitor } from './visitor.ts';

let database: TestDatabase;
let url: string;
let ada: string;
let office: Visitor;

beforeAll(async () => {
  database = await createTestDatabase();
  url = (await startApi({ trustedProxies: ['127.0.0.1'] })).url;
  env.CHALLENGE_BITS = 8;
  ada = newEmail();
  await new Visitor().register(ada);
});

const exhaust = ({ ip }: Visitor) => exhaustAddress(database.admin, ip);
beforeEach(async () => {
  office = new Visitor();
  await exhaust(office);
});

type Challenge = Record<'kind' | 'token' | 'nonce', string> & { bits: number };
interface Heard extends Pick<Response, 'status' | 'headers'> {
  text: string;
  body: {
    slug?: string;
    details?: object;
    data?: { challenge: Challenge };
    challenge?: string;
    token?: string;
  };
}

async function post(path: string, body: object, { ip }: Visitor): Promise<Heard> {
  const headers = { 'Content-Type': 'application/json', 'X-Forwarded-For': ip };
  const response = await fetch(`${url}/api${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: JSON.parse(text) as Heard['body'],
  };
}

const login = (email: string, more: object = {}, from = office, password = PASSWORD): Promise<Heard> =>
  post('/auth/login', { email, password, mode: 'bearer', ...more }, from);

async function challengeFor(email: string, from = office): Promise<Challenge> {
  const { body } = await login(email, {}, from);
  return body.data!.challenge;
}

async function solve({ token, nonce, bits }: Challenge): Promise<{ challenge: string; solution: string }> {
  const solution = await findNumber(nonce, bits, new AbortController().signal);
  return { challenge: token, solution: solution! };
}

const solved = async (email: string, from = office) => solve(await challengeFor(email, from));
/** The next number that does not solve the challenge: one in 256 does. */
const wrongNumber = (nonce: string, from: number): string =>
  createHash('sha256').update(`${nonce}.${from}`).digest()[0] === 0
    ? wrongNumber(nonce, from + 1)
    : String(from);
const outcome = ({ status, body }: Heard) => [status, body.slug];
const WANTED = [429, 'auth.challenge'];

describe('above the limit of an address', () => {
  test('a sign-in is asked for a challenge, and gets in when it has solved it', async () => {
    const refused = await login(ada);
    expect(outcome(refused)).toEqual(WANTED);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.body).toMatchObject({
      details: { challenge: [expect.any(String)] },
      data: { challenge: { kind: 'work', bits: 8 } },
    });
    const answer = await login(ada, await solve(refused.body.data!.challenge));
    expect([answer.status, typeof answer.body.token]).toEqual([200, 'string']);
    expect(outcome(await login(ada))).toEqual(WANTED);
  });

  test('the same holds for its whole network, and for the typed client', async () => {
    const neighbour = new Visitor();
    const { network } = addressKeys(neighbour.ip);
    await database.admin`insert into auth.rate_limits (key, points, expires_at)
      values (${`login:network:${network}`}, 100, now() + interval '1 hour')`;
    const { error } = (
      await post('/trpc/auth.login', { email: ada, password: PASSWORD, mode: 'bearer' }, neighbour)
    ).body as unknown as { error: { data: Heard['body'] & { code: string } } };
    expect(error.data).toMatchObject({ code: 'TOO_MANY_REQUESTS', slug: 'auth.challenge' });
    const answered = await solve(error.data.data!.challenge);
    expect((await login(ada, answered, neighbour)).status).toBe(200);
  });

  test('a wrong password is a wrong password, and its failures are counted as ever', async () => {
    const email = newEmail();
    await new Visitor().register(email);
    for (let at = 0; at < 5; at += 1)
      expect((await login(email, await solved(email), office, 'not the password')).status).toBe(401);
    expect(outcome(await login(email))).toEqual([429, 'auth.slow_down']);
  });

  test('no challenge helps an account that has to wait, or is held', async () => {
    const answered = await solved(ada);
    const account = createHash('sha256').update(ada).digest('hex').slice(0, 32);
    const fail = (points: number) => database.admin`
      insert into auth.rate_limits (key, points, expires_at)
      values (${`login:account:${account}`}, ${points}, now() + interval '20 minutes')
      on conflict (key) do update set points = excluded.points, expires_at = excluded.expires_at`;
    await fail(6);
    expect(outcome(await login(ada, answered))).toEqual([429, 'auth.slow_down']);
    await fail(12);
    expect(outcome(await login(ada, answered))).toEqual([423, 'auth.held']);
    await database.admin`delete from auth.rate_limits where key = ${`login:account:${account}`}`;
    expect((await login(ada, answered)).status).toBe(200);
  });

  test('below the limit nothing is asked, and nothing that is brought along is looked at', async () => {
    expect((await login(ada, { challenge: 'nonsense', solution: '1' }, new Visitor())).status).toBe(200);
  });

  test('a right password by challenge gives the address no free guess', async () => {
    await login(ada, await solved(ada));
    expect(outcome(await login(newEmail()))).toEqual(WANTED);
  });
});

describe('a solution is refused', () => {
  type Answered = Awaited<ReturnType<typeof solve>>;
  const swapped = ({ challenge, solution }: Answered, at: number, by: string): Answered => {
    const parts = challenge.split('.');
    parts[at] = by;
    return { challenge: parts.join('.'), solution };
  };
  const tricks: Record<string, (answered: Answered) => Promise<Heard> | Heard> = {
    'a second time': async (answered) => {
      expect((await login(ada, answered)).status).toBe(200);
      return login(ada, answered);
    },
    'from another address': async (answered) => {
      const elsewhere = new Visitor();
      await exhaust(elsewhere);
      return login(ada, answered, elsewhere);
    },
    'for another e-mail': (answered) => login(newEmail(), answered),
    'with less work': (answered) => login(ada, swapped(answered, 1, '1')),
    'with a later end': (answered) => login(ada, swapped(answered, 2, '99999999999')),
    'with a nonce that was solved before': (answered) => login(ada, swapped(answered, 3, 'A'.repeat(22))),
    'with a signature of another': async (answered) =>
      login(ada, swapped(answered, 4, (await challengeFor(newEmail())).token.split('.')[4]!)),
    'as one of another kind': (answered) => login(ada, swapped(answered, 0, 'mail')),
    'with another number': ({ challenge, solution }) =>
      login(ada, { challenge, solution: wrongNumber(challenge.split('.')[3]!, Number(solution)) }),
    'without the number': ({ challenge }) => login(ada, { challenge }),
    'without the challenge': ({ solution }) => login(ada, { solution }),
    'with nonsense': () =>
      login(ada, { challenge: `work.0.9.${'x'.repeat(22)}.${'é'.repeat(43)}`, solution: '1' }),
  };

  test.each(Object.keys(tricks))('%s, and another challenge is given', async (name) => {
    const answered = await solved(ada);
    const refused = await tricks[name]!(answered);
    expect(outcome(refused)).toEqual(WANTED);
    expect(refused.body.data?.challenge.token).not.toBe(answered.challenge);
  });

  test('all but once of twenty at the same time', async () => {
    const answered = await solved(ada);
    const heard = await Promise.all(
      Array.from({ length: 20 }, () => login(ada, answered, office, 'not the password')),
    );
    expect(
      heard
        .map(({ status }) => status)
        .sort()
        .slice(0, 2),
    ).toEqual([401, 429]);
  });
});

describe('known and unknown addresses', () => {
  const masked = ({ status, text }: Heard) => [
    status,
    text.replace(/"requestId":"[^"]+"/, '').replaceAll(/[\w-]{43}|[\w-]{22}(?=[."])|\.\d{10}\./g, '…'),
  ];

  test('are asked for the same challenge, and answered the same when it is solved', async () => {
    const unknown = newEmail();
    expect(masked(await login(unknown))).toEqual(masked(await login(ada)));
    const wrong = (email: string, answered: object) => login(email, answered, office, 'not the password');
    const [known, nobody] = [await solved(ada), await solved(unknown)];
    expect(masked(await wrong(unknown, nobody))).toEqual(masked(await wrong(ada, known)));
  });

  test('are answered the same when they ask for a code, by the same statements; mail goes to the known alone', async () => {
    const unknown = newEmail();
    const tokens = { [ada]: await challengeFor(ada), [unknown]: await challengeFor(unknown) };
    const heard: Heard[] = [];
    const ask = (email: string) => async () => {
      heard.push(await post('/auth/login/code', { email, challenge: tokens[email]!.token }, office));
    };
    const [known, nobody] = [
      await statementsDuring(database.admin, ask(ada)),
      await statementsDuring(database.admin, ask(unknown)),
    ];
    expect(nobody).toEqual(known);
    expect(masked(heard[1]!)).toEqual(masked(heard[0]!));
    expect(heard[0]!.status).toBe(202);
    const mails = await keptMails();
    expect(mails.filter(({ to }) => to === ada).map(({ purpose }) => purpose)).toContain('sign_in_code');
    expect(mails.filter(({ to }) => to === unknown)).toEqual([]);
  });
});

describe('a code by mail', () => {
  let email: string;
  let challenge: string;
  let code: string;

  const ask = (token: string, from = office) => post('/auth/login/code', { email, challenge: token }, from);
  const codeMails = async () =>
    (await keptMails(200)).filter(({ to, purpose }) => to === email && purpose === 'sign_in_code');

  beforeEach(async () => {
    email = newEmail();
    await new Visitor().register(email);
    challenge = (await ask((await challengeFor(email)).token)).body.challenge!;
    const [mail] = await codeMails();
    code = /\b\d{8}\b/.exec(mail!.text)![0];
  });

  test('lets one attempt in, however it is typed, and only together with the password', async () => {
    const spaced = ` ${code.slice(0, 4)} ${code.slice(4)} `;
    expect((await login(email, { challenge, solution: spaced })).status).toBe(200);
    expect(outcome(await login(email, { challenge, solution: code }))).toEqual(WANTED);
  });

  test('typed wrong may be typed again', async () => {
    const wrong = code.replace(/^./, (digit) => String((Number(digit) + 1) % 10));
    const refused = await login(email, { challenge, solution: wrong });
    expect(outcome(refused)).toEqual(WANTED);
    expect(refused.body).toMatchObject({
      details: { solution: [expect.any(String)] },
      data: { challenge: { kind: 'mail', token: challenge } },
    });
    expect((await login(email, { challenge, solution: code })).status).toBe(200);
  });

  test('is good for its own challenge, e-mail and address alone', async () => {
    const work = await challengeFor(email);
    expect(outcome(await login(email, { challenge: work.token, solution: code }))).toEqual(WANTED);
    expect(outcome(await login(ada, { challenge, solution: code }))).toEqual(WANTED);
    const elsewhere = new Visitor();
    await exhaust(elsewhere);
    expect(outcome(await login(email, { challenge, solution: code }, elsewhere))).toEqual(WANTED);
  });

  test('is not sent for a challenge of another, or for none', async () => {
    const ofAda = await challengeFor(ada);
    for (const token of [ofAda.token, 'nonsense', `${challenge}x`]) {
      expect(outcome(await ask(token))).toEqual([422, 'auth.dead_challenge']);
    }
    expect(outcome(await ask(challenge, new Visitor()))).toEqual([422, 'auth.dead_challenge']);
    expect(await codeMails()).toHaveLength(1);
  });

  test('is sent three times an hour, and the answer does not say when it was not', async () => {
    for (let at = 0; at < 5; at += 1) expect((await ask(challenge)).status).toBe(202);
    expect(await codeMails()).toHaveLength(3);
  });
});

describe('the work', () => {
  test('that grew is asked for, and right passwords do not make it grow', async () => {
    const key = `login:solved:${addressKeys(office.ip).network}`;
    const count = async () => {
      const [row] = await database.admin`select points from auth.rate_limits where key = ${key}`;
      return row?.['points'] as number;
    };
    await login(ada, await solved(ada));
    expect(await count()).toBe(0);
    await login(newEmail(), {}, office);
    const unknown = newEmail();
    await login(unknown, await solved(unknown));
    expect(await count()).toBe(1);
    await database.admin`update auth.rate_limits set points = 75 where key = ${key}`;
    expect((await challengeFor(ada)).bits).toBe(10);
  });
});
