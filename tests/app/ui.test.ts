import { beforeAll, describe, expect, it } from 'vitest';
import { galleryViews } from '../../app/features/gallery/gallery.tsx';
import { faultsOf } from '../support/looks.ts';
import { openStage, visit, type Stage } from './browser.ts';

const SIZES = { wide: { width: 1280, height: 800 }, phone: { width: 360, height: 740 } } as const;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 240_000);

const gallery = (view: string): string => `${stage.url}/dev/ui/${view}`;

describe('Every view of /dev/ui', () => {
  it('is without a violation or complaint', { timeout: 240_000 }, async () => {
    const { page, complaints, close } = await stage.visit();
    const findings: string[] = [];
    for (const view of galleryViews) {
      await visit(page, gallery(view));
      findings.push(...(await faultsOf(page, view)));
    }
    await close();
    expect(findings).toEqual([]);
    expect(complaints).toEqual([]);
  });

  // the gallery loads the scripts of all its views; those of the real pages are weighed in tests/smoke
  it('weighs little: styles ≤ 15 KB, a list ≤ 25 KB, both compressed', async () => {
    const { page, close } = await stage.visit({ isFirst: true });
    for (const view of galleryViews.filter((name) => name !== 'components')) {
      await visit(page, gallery(view));
      const weights = await page.evaluate(() => {
        const entries = [
          ...performance.getEntriesByType('navigation'),
          ...performance.getEntriesByType('resource'),
        ];
        const sum = (ending: RegExp): number =>
          (entries as PerformanceResourceTiming[])
            .filter(({ name }) => ending.test(name))
            .reduce((total, { encodedBodySize }) => total + encodedBodySize, 0);
        return { html: sum(/\/dev\/ui\//), css: sum(/\.css$/) };
      });
      expect(weights.css, `${view} styles`).toBeLessThanOrEqual(15 * 1024);
      expect(weights.html, `${view} document`).toBeLessThanOrEqual(25 * 1024);
      expect(weights.html).toBeGreaterThan(0);
    }
    await close();
  });

  it('does not move while it loads (CLS ≤ 0.02)', async () => {
    const { context, close } = await stage.visit();
    const page = await context.newPage();
    await page.setViewportSize(SIZES.phone);
    await page.addInitScript(() => {
      const state = { shift: 0 };
      Object.assign(globalThis, { layoutShift: state });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          state.shift += (entry as PerformanceEntry & { value: number }).value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    for (const view of ['leads', 'lead', 'dashboard', 'login']) {
      await visit(page, gallery(view));
      const shift = await page.evaluate(
        () => (globalThis as unknown as { layoutShift: { shift: number } }).layoutShift.shift,
      );
      expect(shift, view).toBeLessThanOrEqual(0.02);
    }
    await close();
  });
});

const notDrawn = (icons: Element[]): number =>
  icons.filter((icon) => icon.checkVisibility() && !(icon as SVGSVGElement).getBBox().width).length;

describe('By keyboard', () => {
  it('keys act, except in fields, and can be switched off', async () => {
    const { page, complaints, close } = await stage.visit({ viewport: SIZES.wide });
    await visit(page, gallery('leads'));
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Eleanor Whitcombe');
    await page.keyboard.press('/');
    const search = page.getByRole('searchbox', { name: 'Search leads' });
    expect(await search.evaluate((input) => input === document.activeElement)).toBe(true);
    await visit(page, gallery('lead'));
    await page.keyboard.press('n');
    await page.keyboard.type('c?gl');
    const note = page.getByRole('textbox', { name: 'Note' });
    expect(await note.inputValue()).toBe('c?gl');
    expect(page.url()).toBe(gallery('lead'));
    await note.blur();
    await expect.poll(() => page.locator('.icon').evaluateAll(notDrawn)).toBe(0);
    await page.keyboard.press('Shift+?');
    const sheet = page.getByRole('dialog', { name: 'Keyboard' });
    await sheet.getByText('Next row', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'hidden' });
    await page.keyboard.press('Shift+?');
    await sheet.getByRole('button', { name: 'Switch off' }).click();
    await page.getByText('Single-letter keys are off.').waitFor({ state: 'attached' });
    await visit(page, gallery('leads'));
    await page.keyboard.press('Shift+?');
    await page.keyboard.press('j');
    expect(await page.locator('dialog[open]').count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
    await close();
    expect(complaints).toEqual([]);
  });

  it('a filter opens, its choices are walked by arrow and letter, and Escape gives the focus back', async () => {
    const { page, close } = await stage.visit({ viewport: SIZES.wide });
    await visit(page, gallery('leads-empty'));
    const chip = page.getByRole('button', { name: 'Stage' });
    await chip.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const focused = () => page.evaluate(() => document.activeElement?.closest('label')?.textContent);
    expect(await focused()).toBe('New');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('Working');
    await page.keyboard.press('q');
    expect(await focused()).toBe('Qualified');
    await page.keyboard.press('Escape');
    expect(await chip.evaluate((button) => button === document.activeElement)).toBe(true);
    await close();
  });

  it('filters chosen one right after the other are all in the address, and their panel stays open', async () => {
    const { page, close } = await stage.visit({ viewport: SIZES.wide });
    await visit(page, `${stage.url}/dev/ui`);
    await page.getByRole('button', { name: 'Stage' }).click();
    await page.getByRole('checkbox', { name: 'New', exact: true }).check();
    await page.getByRole('checkbox', { name: 'Working' }).check();
    await page.waitForURL('**/dev/ui?sort=-score&stage=new&stage=working&source=website');
    expect(await page.getByRole('checkbox', { name: 'New', exact: true }).isChecked()).toBe(true);
    expect(await page.getByRole('checkbox', { name: 'Working' }).isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox', { name: 'Search leads' }).fill('omba');
    await page.waitForURL('**/dev/ui?sort=-score&q=omba&stage=new&stage=working&source=website');
    await close();
  });

  it('the first stop is the way past the navigation', async () => {
    const { page, close } = await stage.visit({ viewport: SIZES.wide });
    await visit(page, gallery('lead'));
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    await close();
  });
});

describe('Open dialogs and menus', () => {
  it('are without a violation', { timeout: 300_000 }, async () => {
    const { page, complaints, close } = await stage.visit();
    const opened: [view: string, button: string][] = [
      ['leads', 'Stage is New, Working'],
      ['leads', 'More filters 1'],
      ['leads', 'Maya Okafor'],
      ['lead', 'Assign'],
      ['lead', 'Archive'],
      ['lead', 'Delete'],
      ['components', 'Menu'],
    ];
    for (const [view, name] of opened) {
      await visit(page, gallery(view));
      await page.getByRole('button', { name, exact: true }).first().click();
      expect(await faultsOf(page, name)).toEqual([]);
    }
    await close();
    expect(complaints).toEqual([]);
  });
});

describe('With JavaScript off', () => {
  it('filters, menus and dialogs open and close', async () => {
    const { page, close } = await stage.visit({ javaScriptEnabled: false, viewport: SIZES.phone });
    await page.goto(gallery('leads-empty'));
    await page.getByRole('button', { name: 'Stage' }).click();
    await page.getByRole('checkbox', { name: 'Working' }).check();
    await page.getByRole('button', { name: 'Apply' }).and(page.locator(':visible')).click();
    expect(new URL(page.url()).searchParams.get('next') ?? page.url()).toContain('stage=working');
    await page.goto(gallery('lead'));
    await page.getByRole('button', { name: 'Assign' }).click();
    const dialog = page.getByRole('dialog', { name: 'Assign Eleanor Whitcombe' });
    await dialog.getByRole('combobox', { name: 'Owner' }).selectOption('Priya Raman');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await close();
  });

  it('the theme is chosen by a form and right from the first byte', async () => {
    const { page, close } = await stage.visit({ javaScriptEnabled: false, viewport: SIZES.wide });
    await page.goto(gallery('lead'));
    expect(await page.locator('html').getAttribute('data-theme')).toBeNull();
    await page.getByRole('button', { name: 'Maya Okafor' }).click();
    await page.getByRole('button', { name: 'Dark' }).click();
    expect(page.url()).toBe(gallery('lead'));
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    const document = await page.request.get(gallery('dashboard'));
    expect(await document.text()).toContain('<html lang="en-US" data-theme="dark">');
    await close();
  });
});
