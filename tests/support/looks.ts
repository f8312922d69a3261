// How pages are looked at: themes and widths, and what is wrong with one for people and their tools.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';

type Look = readonly [colorScheme: 'light' | 'dark', width: 1280 | 360];

const EVERY: readonly Look[] = [
  ['light', 1280],
  ['dark', 360],
  ['light', 360],
  ['dark', 1280],
];

/** Every theme at every width; with the small budget two of them, in which each theme and each width is seen once. */
export const looks: readonly Look[] = process.env['TEST_BUDGET'] === 'full' ? EVERY : EVERY.slice(0, 2);

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Violations of accessibility and pixels to the side, each as a line that begins with `name`; none on a good page. */
export async function faultsOf(page: Page, name: string): Promise<string[]> {
  // in the page itself: without frames, a second page to sum up in would find nothing more, at three times the cost
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(TAGS).analyze();
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  return [
    ...violations.map(({ id, nodes }) => `${name}: ${id} ${nodes[0]?.html ?? ''}`),
    ...(sideways > 0 ? [`${name} scrolls ${sideways} px sideways`] : []),
  ];
}
