// The whole product as a browser meets it: the built web process over this file's database, and Chromium in front of it.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { eq } from 'drizzle-orm';
import { chromium, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright';
import { accounts } from '../../db/schema/index.ts';
import { withAuth } from '../../db/system.ts';
import { findChromium, HOW_TO_GET_ONE } from '../../scripts/chromium.ts';
import { hashPassword } from '../../server/auth/password.ts';
import { atFileEnd } from './cleanup.ts';
import type { TestDatabase } from './database.ts';
import type { TestPerson } from './factories.ts';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const PASSWORD = 'correct horse battery';

export interface Visit {
  page: Page;
  context: BrowserContext;
  /** warnings, errors, failed requests and broken policies, in the order they came */
  complaints: string[];
}

export interface Site {
  url: string;
  /** A browser of its own; its complaints are collected. */
  visit(options?: BrowserContextOptions): Promise<Visit>;
  /** The same, signed in as this person through the form. */
  visitAs(person: TestPerson, options?: BrowserContextOptions): Promise<Visit>;
}

export async function openSite({ urls }: Pick<TestDatabase, 'urls'>): Promise<Site> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(HOW_TO_GET_ONE);
  const { url } = await startWeb({ urls });
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  atFileEnd(() => browser.close());

  const visit = async (options: BrowserContextOptions = {}): Promise<Visit> => {
    const context = await browser.newContext({ reducedMotion: 'reduce', baseURL: url, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    return { page, context, complaints: collectComplaints(page, url) };
  };
  return {
    url,
    visit,
    async visitAs(person, options) {
      await givePassword(person);
      const opened = await visit(options);
      await opened.page.goto('/login');
      await opened.page.getByLabel('Email').fill(person.email);
      await opened.page.getByLabel('Password').fill(PASSWORD);
      await opened.page.getByRole('button', { name: 'Sign in' }).click();
      await opened.page.waitForURL('**/dashboard');
      return opened;
    },
  };
}

function collectComplaints(page: Page, url: string): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) complaints.push(`third party: ${request.url()}`);
  });
  return complaints;
}

export async function givePassword({ accountId }: TestPerson): Promise<void> {
  const passwordHash = await hashPassword(PASSWORD);
  await withAuth((tx) => tx.update(accounts).set({ passwordHash }).where(eq(accounts.id, accountId)));
}

/** The environment of a process that is not part of the test run: the build leaves Remix out when Vitest reads it. */
function outside(): NodeJS.ProcessEnv {
  const { VITEST: _vitest, ...rest } = process.env;
  return { ...rest, NODE_ENV: 'development' };
}

async function build(): Promise<void> {
  const child = spawn(process.execPath, ['scripts/build.ts'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: outside(),
  });
  const [code] = (await once(child, 'exit')) as [number];
  if (code !== 0) throw new Error(`The build ended with ${code}.`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

export interface Web {
  url: string;
  /** every line the process has logged so far */
  lines(): string[];
  /** resolves once a logged line contains the text */
  logged(text: string): Promise<string>;
}

/** The built web process over this file's database; `env` is added to its environment. */
export async function startWeb(
  { urls }: Pick<TestDatabase, 'urls'>,
  env: Record<string, string> = {},
): Promise<Web> {
  await build();
  const port = await freePort();
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
  const logged = async (text: string): Promise<string> => {
    for (;;) {
      const found = lines.find((line) => line.includes(text));
      if (found !== undefined) return found;
      await once(reader, 'line');
    }
  };
  await logged('web ready');
  return { url, lines: () => [...lines], logged };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
