// How pages are looked at: themes and widths, and what is wrong with one for people and their tools.
import axe from 'axe-core';
import type { Page } from 'playwright';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

type Look = readonly [colorScheme: 'light' | 'dark', width: 1280 | 360];

/** The last is what a visit begins with, so that the page goes on as it was. */
const EVERY: readonly Look[] = [
  ['light', 360],
  ['dark', 1280],
  ['dark', 360],
  ['light', 1280],
];

/** Every theme at every width; with the small budget two of them, in which each theme and each width is seen once. */
const looks: readonly Look[] = process.env['TEST_BUDGET'] === 'full' ? EVERY : EVERY.slice(2);

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Violations of accessibility and pixels to the side, each as a line that begins with `name` and the look it was found in;
 * none on a good page.
 */
export async function faultsOf(page: Page, name: string): Promise<string[]> {
  await page.evaluate(axe.source);
  const faults: string[] = [];
  for (const [colorScheme, width] of looks) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    const violations = await page.evaluate(violationsOf, TAGS);
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    const found = sideways > 0 ? [...violations, `scrolls ${sideways} px sideways`] : violations;
    faults.push(...found.map((fault) => `${name}, ${colorScheme} at ${width} px: ${fault}`));
  }
  return faults;
}

/** Runs in the page. What is in order is not written down: that takes longer than finding what is not. */
async function violationsOf(tags: string[]): Promise<string[]> {
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const { violations } = await window.axe.run({
    runOnly: { type: 'tag', values: tags },
    resultTypes: ['violations'],
    iframes: false,
  });
  return violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`);
}
