import { beforeAll, expect, test } from 'vitest';
import { knownDevice, newDevice } from '../../server/auth/device.ts';
import { createTestDatabase } from '../support/database.ts';
import { newEmail, PASSWORD, refusalOf, signedIn, Visitor, waitOf } from './visitor.ts';

beforeAll(async () => {
  await createTestDatabase();
});

const login = (visitor: Visitor, email: string, password = PASSWORD) =>
  visitor.at((auth) => auth.login({ email, password }).then(signedIn));

/** Somebody who has signed in on this browser, and is not signed in now. */
async function knownHere(): Promise<{ email: string; here: Visitor }> {
  const email = newEmail();
  await new Visitor().register(email);
  const here = new Visitor();
  await login(here, email);
  await here.at((auth) => auth.logout());
  expect([...here.jar.keys()]).toEqual(['sf_dv']);
  return { email, here };
}

async function guessedAt(email: string): Promise<void> {
  const attacker = new Visitor();
  for (let at = 0; at < 5; at += 1)
    expect(await refusalOf(login(attacker, email, `guess number ${at}`))).toMatchObject({ status: 401 });
  expect(await refusalOf(login(attacker, email, 'one more guess'))).toMatchObject({ status: 429 });
}

test('somebody who guesses from elsewhere does not keep the owner out of a browser that signed in before', async () => {
  const { email, here } = await knownHere();
  await guessedAt(email);
  expect(await refusalOf(login(new Visitor(), email))).toMatchObject({ status: 429 });
  await login(here, email);
});

test('the owner coming in does not give the guesser fresh tries', async () => {
  const { email, here } = await knownHere();
  await guessedAt(email);
  await login(here, email);
  expect(await refusalOf(login(new Visitor(), email, 'one more guess'))).toMatchObject({ status: 429 });
});

test('a known browser is slowed down by its own wrong passwords', async () => {
  const { email, here } = await knownHere();
  for (let at = 0; at < 5; at += 1) await refusalOf(login(here, email, `guess number ${at}`));
  expect(await refusalOf(login(here, email))).toMatchObject({ status: 429, retryAfter: waitOf(30) });
  await login(new Visitor(), email);
});

test('a cookie for another account, a forged or a cut one is none', async () => {
  const { email, here } = await knownHere();
  const [device = '', mac = ''] = here.jar.get('sf_dv')!.split('.');
  expect(knownDevice(`${device}.${mac}`, email)).toBe(device);
  for (const cookie of [
    newDevice('mallory@example.test'),
    `${'A'.repeat(22)}.${mac}`,
    `${device}.${'A'.repeat(43)}`,
    device,
    '',
    '../../etc/passwd',
  ]) {
    expect(knownDevice(cookie, email)).toBeNull();
    const mallory = new Visitor();
    mallory.jar.set('sf_dv', cookie);
    expect((await mallory.visit()).principal).toBeNull();
  }
});

test('a browser keeps its cookie when it signs in again, and a program gets none', async () => {
  const { email, here } = await knownHere();
  const before = here.jar.get('sf_dv');
  await login(here, email);
  expect(here.jar.get('sf_dv')).toBe(before);
  const { reply } = await new Visitor().at((auth) =>
    auth.login({ email, password: PASSWORD, mode: 'bearer' }),
  );
  expect(reply.cookies).toEqual([]);
});
