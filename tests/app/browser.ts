// Chromium over the built pages. Everything a page complains about is kept, so that a test can ask for silence.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright';
import { findChromium, HOW_TO_GET_ONE } from '../../scripts/chromium.ts';

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

/** The environment of a process that is not part of the test run: the build leaves Remix out when Vitest reads it. */
const { VITEST: _vitest, ...rest } = process.env;
export const outside: NodeJS.ProcessEnv = { ...rest, NODE_ENV: 'production', STREAMFLOW_MODE: 'development' };

export interface Stage {
  url: string;
  browser: Browser;
  close: () => Promise<void>;
}

export async function openStage(): Promise<Stage> {
  await run('scripts/build.ts');
  const executablePath = findChromium();
  if (!executablePath) throw new Error(HOW_TO_GET_ONE);
  const child = spawn(process.execPath, ['tests/app/serve.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: outside,
  });
  const [port] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  return { url: `http://localhost:${port}`, browser, close: () => close(browser, child) };
}

export async function run(script: string): Promise<void> {
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'ignore', 'inherit'], env: outside });
  const [code] = (await once(child, 'exit')) as [number];
  if (code !== 0) throw new Error(`${script} ended with ${code}`);
}

async function close(browser: Browser, child: ChildProcess): Promise<void> {
  await browser.close();
  child.kill('SIGTERM');
  await once(child, 'exit');
}

export interface Watched {
  page: Page;
  /** warnings, errors, failed requests and broken policies, in the order they came */
  complaints: string[];
  close: () => Promise<void>;
}

export async function openPage({ browser }: Stage, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    if (reason !== 'net::ERR_ABORTED') complaints.push(`${request.url()} failed: ${reason ?? ''}`); // a newer click won
  });
  page.on('request', (request) => {
    if (!request.url().startsWith('http://localhost')) complaints.push(`third party: ${request.url()}`);
  });
  return { page, complaints, close: () => context.close() };
}

/** Goes to an address and waits until scripts have taken the page over. */
export async function visit(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForFunction(() => Object.keys(document).some((key) => key.startsWith('__reactContainer')));
}
