// The whole product as a browser meets it: the built web process over this file's database, and Chromium in front of it.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { eq } from 'drizzle-orm';
import type { BrowserContextOptions } from 'playwright';
import { accounts } from '../../db/schema/index.ts';
import { withAuth } from '../../db/system.ts';
import { hashPassword } from '../../server/auth/password.ts';
import { openBrowser, type Visit, type Visiting } from './browser.ts';
import { atFileEnd } from './cleanup.ts';
import type { TestDatabase } from './database.ts';
import type { TestPerson } from './factories.ts';
import { ensurePages, outside } from './pages.ts';
import { freePort } from './ports.ts';

export const PASSWORD = 'correct horse battery';

export interface Site {
  url: string;
  /** Somebody new in the browser; what their page complains about is collected. */
  visit: Visiting;
  /** The same, signed in as this person; no page is open yet. */
  visitAs(person: TestPerson, options?: BrowserContextOptions): Promise<Visit>;
}

/** `env` is added to the environment of the web process. */
export async function openSite(
  { urls }: Pick<TestDatabase, 'urls'>,
  env: Record<string, string> = {},
): Promise<Site> {
  const { url } = await startWeb({ urls }, env);
  const open = await openBrowser(url);

  const visit: Visiting = async (options) => {
    const opened = await open(options);
    opened.page.setDefaultTimeout(45_000);
    return opened;
  };
  return {
    url,
    visit,
    async visitAs(person, options) {
      await givePassword(person);
      const opened = await visit(options);
      const data = { email: person.email, password: PASSWORD };
      const answer = await opened.context.request.post('/api/auth/login', { data, headers: { Origin: url } });
      if (!answer.ok()) throw new Error(`${person.email} is not let in: ${await answer.text()}`);
      return opened;
    },
  };
}

let passwordHash: Promise<string> | undefined;

/** From here on this person signs in with PASSWORD. */
export async function givePassword({ accountId }: Pick<TestPerson, 'accountId'>): Promise<void> {
  const hash = await (passwordHash ??= hashPassword(PASSWORD));
  await withAuth((tx) => tx.update(accounts).set({ passwordHash: hash }).where(eq(accounts.id, accountId)));
}

/** What their browser sends along when they have signed in. */
export async function cookieOf({ url }: Pick<Web, 'url'>, person: TestPerson): Promise<string> {
  await givePassword(person);
  const answer = await fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: url },
    body: JSON.stringify({ email: person.email, password: PASSWORD }),
  });
  const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
  if (!answer.ok) throw new Error(`${person.email} is not let in: ${await answer.text()}`);
  return cookies.join('; ');
}

export interface Web {
  url: string;
  /** every line the process has logged so far */
  lines(): string[];
  /** resolves once a logged line contains the text, rejects when the process ends without it */
  logged(text: string): Promise<string>;
}

/** The built web process over this file's database; `env` is added to its environment. */
export async function startWeb(
  database: Pick<TestDatabase, 'urls'>,
  env: Record<string, string> = {},
): Promise<Web> {
  await ensurePages();
  for (;;) {
    const web = await startOn(await freePort(), database, env);
    if (web) return web;
  }
}

/** Null where somebody else has taken the port since it was found free. */
async function startOn(
  port: number,
  { urls }: Pick<TestDatabase, 'urls'>,
  env: Record<string, string>,
): Promise<Web | null> {
  const entry = fileURLToPath(new URL('../../server/main.ts', import.meta.url));
  const databases = Object.fromEntries(
    Object.entries(urls).map(([role, url]) => [`DATABASE_URL_${role.toUpperCase()}`, url]),
  );
  const url = `http://localhost:${port}`;
  const child = spawn(process.execPath, [entry], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...outside(), ...databases, PORT: String(port), PUBLIC_ORIGIN: url, LOG_LEVEL: 'info', ...env },
  });
  atFileEnd(() => stop(child));
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  const over = new AbortController();
  reader.once('close', () => over.abort());
  const logged = async (text: string): Promise<string> => {
    for (;;) {
      const found = lines.find((line) => line.includes(text));
      if (found !== undefined) return found;
      if (over.signal.aborted)
        throw new Error(
          `The web process ended without “${text}”; it said last: ${lines.at(-1) ?? 'nothing'}`,
        );
      await once(reader, 'line', { signal: over.signal }).catch(() => undefined);
    }
  };
  const isReady = await logged('web ready').then(
    () => true,
    () => false,
  );
  if (isReady) return { url, lines: () => [...lines], logged };
  if (lines.some((line) => line.includes('EADDRINUSE'))) return null;
  throw new Error(`The web process ended before it was ready:\n${lines.join('\n')}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
