// The built pages without a database, and Chromium in front of them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Page } from 'playwright';
import { openBrowser, type Visiting } from '../support/browser.ts';
import { atFileEnd } from '../support/cleanup.ts';
import { outside } from '../support/pages.ts';

export interface Stage {
  url: string;
  visit: Visiting;
}

/** The pages alone, as production has them, until the end of the file. */
export async function openStage(): Promise<Stage> {
  await run('scripts/build.ts');
  const child = spawn(process.execPath, ['tests/app/serve.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: outside(),
  });
  atFileEnd(async () => {
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
  const [port] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const url = `http://localhost:${port}`;
  return { url, visit: await openBrowser(url) };
}

export async function run(script: string): Promise<void> {
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'ignore', 'inherit'], env: outside() });
  const [code] = (await once(child, 'exit')) as [number];
  if (code !== 0) throw new Error(`${script} ended with ${code}`);
}

/** Goes to an address; scripts have taken the page over by then, as on every page of a visit. */
export async function visit(page: Page, url: string): Promise<void> {
  await page.goto(url);
}
