// Chromium for one test file. Everything a page complains about is kept, so that a test can ask for silence. Pages are used
// again, emptied, because the first address in a new one costs as much as five others.
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright';
import { findChromium, HOW_TO_GET_ONE } from '../../scripts/chromium.ts';
import { atFileEnd } from './cleanup.ts';

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

const SIZE = { width: 1280, height: 720 };

export interface Visit {
  page: Page;
  context: BrowserContext;
  /** warnings, errors, failed requests and broken policies, in the order they came */
  complaints: string[];
  /** nothing of the visit is left to the next one */
  close(): Promise<void>;
}

export interface VisitOptions extends BrowserContextOptions {
  /** nothing of the site is in the browser's cache */
  isFirst?: boolean;
}

/** Somebody new at the site: a page without cookies. */
export type Visiting = (options?: VisitOptions) => Promise<Visit>;

export async function openBrowser(url: string): Promise<Visiting> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(HOW_TO_GET_ONE);
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  atFileEnd(() => browser.close());
  const idle = new Map<string, Page[]>();

  return async ({ viewport = SIZE, colorScheme = 'light', isFirst = false, ...options } = {}) => {
    const kind = JSON.stringify(options);
    const used = isFirst ? undefined : idle.get(kind)?.pop();
    const page = used ?? (await newPage(browser, url, options));
    await page.setViewportSize(viewport ?? SIZE);
    await page.emulateMedia({ colorScheme });
    const close = async (): Promise<void> => {
      await empty(page);
      idle.set(kind, [...(idle.get(kind) ?? []), page]);
    };
    return { page, context: page.context(), complaints: complaintsOf(page, url), close };
  };
}

async function newPage(browser: Browser, url: string, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', baseURL: url, ...options });
  if (options.javaScriptEnabled !== false) context.on('page', onceShown);
  return context.newPage();
}

const WAYS = ['goto', 'reload', 'goBack', 'goForward', 'waitForURL'] as const;

/**
 * A page that is come to is on the screen and answers to keys and scripts, or is none of ours. The address alone says
 * neither: it changes first, and until the new page is there the one left behind takes what is typed.
 */
function onceShown(page: Page): void {
  const shown = async (): Promise<void> => {
    await page.waitForFunction(() => {
      const address = document.documentElement.dataset['shown'];
      // scripts that have run are taken out of the page, so only their absence before that says it is none of ours
      if (address === undefined) return !document.querySelector('script[type=module]');
      return new URL(address, location.href).href === location.href.replace(/#.*/, '');
    });
  };
  const after =
    <Args extends unknown[], Answer>(way: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> => {
      const answer = await way.apply(page, args);
      await shown();
      return answer;
    };
  for (const way of WAYS)
    Object.assign(page, { [way]: after(page[way] as (...args: never[]) => Promise<unknown>) });
}

const HEARD = ['console', 'pageerror', 'requestfailed', 'request', 'response'];

/** Leaves nothing to the next visit: nobody listens, nothing runs, nothing is remembered. */
async function empty(page: Page): Promise<void> {
  for (const event of HEARD) page.removeAllListeners(event);
  const context = page.context();
  for (const opened of context.pages()) if (opened !== page) await opened.close();
  await page.goto('/health/live');
  await page.evaluate(() => sessionStorage.clear());
  await context.clearCookies();
}

/** What the router says of a page that it was reading when a newer click won. */
const OVERTAKEN = 'AbortError';

function complaintsOf(page: Page, url: string): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !message.text().startsWith(OVERTAKEN))
      complaints.push(message.text());
  });
  page.on('pageerror', ({ name, message }) => {
    if (name !== OVERTAKEN) complaints.push(message);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    if (reason !== 'net::ERR_ABORTED' && reason !== 'csp')
      complaints.push(`${request.url()} failed: ${reason ?? ''}`); // a newer click won; scripts are off
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) complaints.push(`third party: ${request.url()}`);
  });
  return complaints;
}
