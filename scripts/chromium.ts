// Finds the browser for the browser tests: CHROMIUM_PATH, the system's, or the one Playwright downloaded.
// Run as a program it prints the path, or exits with 1 and how to get one.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

/** The shell without a window's parts comes first: the same pages at three quarters of the work. */
const SYSTEM = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
];

export const HOW_TO_GET_ONE =
  'No Chromium found. Install one with "npx playwright install --with-deps chromium" or "apt-get install chromium", ' +
  'or name it: CHROMIUM_PATH=/path/to/chromium';

export function findChromium(): string | null {
  const candidates = [process.env.CHROMIUM_PATH, ...SYSTEM, chromium.executablePath()];
  return candidates.find((path) => path && existsSync(path)) ?? null;
}

if (import.meta.main) {
  const found = findChromium();
  if (found) console.log(found);
  else {
    console.error(HOW_TO_GET_ONE);
    process.exitCode = 1;
  }
}
