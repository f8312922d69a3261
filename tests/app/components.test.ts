// What the components do in a browser, with scripts and without, on the pages of /dev/ui.
import type { Page } from 'playwright';
import { beforeAll, describe, expect, it } from 'vitest';
import { faultsOf } from '../support/looks.ts';
import { openStage, type Stage } from './browser.ts';

const WIDE = { viewport: { width: 1280, height: 800 } };

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 240_000);

const gallery = (view: string): string => `${stage.url}/dev/ui/${view}`;

/** What a form would send, without the key that every form carries. */
const posted = async (page: Page, form: string): Promise<[string, string][]> =>
  page.evaluate((selector) => {
    const element = document.querySelector<HTMLFormElement>(selector);
    return [...new FormData(element ?? undefined)]
      .filter(([name]) => name !== '_key')
      .map(([name, value]): [string, string] => [name, value as string]);
  }, form);

const focusedText = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

describe('Rows of a list', () => {
  it('are ticked by key, in ranges, and counted aloud; all that match can be meant', async () => {
    const { page, complaints, close } = await stage.visit(WIDE);
    await page.goto(gallery('list'));
    const bar = page.locator('.bulk-bar');
    expect(await bar.isVisible()).toBe(false);
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.getByRole('status').filter({ hasText: '1 lead selected' }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Shift+X');
    await page.getByRole('status').filter({ hasText: '3 leads selected' }).waitFor();
    expect(await posted(page, '#ticked')).toEqual(['lead-1', 'lead-2', 'lead-3'].map((id) => ['id', id]));
    await page.getByRole('checkbox', { name: 'Select all 1,284 matching' }).check();
    await page.getByRole('status').filter({ hasText: '1,284 leads selected' }).waitFor();
    await bar.getByRole('button', { name: 'Clear' }).click();
    await bar.waitFor({ state: 'hidden' });
    await page.getByRole('checkbox', { name: 'Select all rows of this page' }).check();
    await page.getByRole('status').filter({ hasText: '10 leads selected' }).waitFor();
    await close();
    expect(complaints).toEqual([]);
  });

  it('show one of them beside the list; keys move it, Escape closes it and gives the row the focus', async () => {
    const { page, complaints, close } = await stage.visit(WIDE);
    await page.goto(gallery('list'));
    await page.keyboard.press('j');
    await page.keyboard.press('Space');
    await page.waitForURL('**/list?peek=lead-1');
    await page.getByRole('complementary', { name: 'Eleanor Whitcombe' }).waitFor();
    await page.keyboard.press('j');
    await page.waitForURL('**/list?peek=lead-2');
    const panel = page.getByRole('complementary', { name: 'Tomás Villanueva' });
    await panel.getByRole('link', { name: 'Close' }).focus();
    await page.keyboard.press('Escape');
    await page.waitForURL('**/dev/ui/list');
    await panel.waitFor({ state: 'detached' });
    await expect.poll(() => focusedText(page)).toBe('Tomás Villanueva');
    await page.keyboard.press(']');
    expect(page.url()).toBe(gallery('list'));
    await close();
    expect(complaints).toEqual([]);
  });

  it('are ticked and sent without scripts', async () => {
    const { page, close } = await stage.visit({ ...WIDE, javaScriptEnabled: false });
    await page.goto(gallery('list'));
    await page.getByRole('checkbox', { name: 'Select Ingrid Søndergaard' }).check();
    const [request] = await Promise.all([
      page.waitForRequest((sent) => sent.method() === 'POST'),
      page.getByRole('button', { name: 'Assign' }).click(),
    ]);
    expect(request.postData()).toMatch(/^id=lead-3&_key=[\w-]+&intent=assign$/);
    expect(await page.getByRole('checkbox', { name: 'Select all rows of this page' }).count()).toBe(0);
    await close();
  });
});

describe('A combobox', () => {
  const choosing = async (answer: (query: string) => { status?: number; options: object[] }) => {
    const watched = await stage.visit(WIDE);
    await watched.page.route('**/people.json?*', (route) => {
      const { status = 200, options } = answer(new URL(route.request().url()).searchParams.get('q') ?? '');
      return route.fulfill({ status, json: { options } });
    });
    await watched.page.goto(gallery('components'));
    return watched;
  };
  const ownerSent = (page: Page) => page.locator('input[type=hidden][name=owner]').inputValue();

  it('asks the server as one types, is walked by arrows and sends the id', async () => {
    const { page, complaints, close } = await choosing((query) => ({
      options: [
        { value: 'u-7', label: `${query} Okafor`, note: 'maya@canary.test' },
        { value: 'u-8', label: `${query} Oduya` },
      ],
    }));
    const field = page.getByRole('combobox', { name: 'Owner' });
    await field.pressSequentially('May');
    await page.getByRole('option', { name: 'May Okafor' }).waitFor();
    expect(await faultsOf(page, 'open combobox')).toEqual([]);
    await field.press('ArrowDown');
    await field.press('ArrowDown');
    await field.press('Enter');
    expect(await field.inputValue()).toBe('May Oduya');
    expect(await ownerSent(page)).toBe('u-8');
    await field.fill('somebody else');
    expect(await ownerSent(page)).toBe('somebody else');
    await close();
    expect(complaints).toEqual([]);
  });

  it('says when nothing matches, closes by Escape, and outlives a fault of the server', async () => {
    const { page, close } = await choosing((query) => ({ status: query === 'zz' ? 500 : 200, options: [] }));
    const field = page.getByRole('combobox', { name: 'Owner' });
    await field.pressSequentially('q');
    await page.getByText('Nothing matches.').waitFor();
    await field.press('Escape');
    expect(await field.getAttribute('aria-expanded')).toBe('false');
    await Promise.all([page.waitForResponse(/q=zz/), field.fill('zz')]);
    expect(await field.inputValue()).toBe('zz');
    await close();
  });

  it('offers to make what is not there', async () => {
    const { page, close } = await choosing(() => ({ options: [] }));
    const field = page.getByRole('combobox', { name: 'Organization' });
    await field.fill('Acme');
    await page.getByRole('option', { name: 'Create organization “Acme”' }).click();
    expect(await page.locator('input[type=hidden][name=organization]').inputValue()).toBe('Acme');
    await field.fill('fjord');
    await page.getByRole('option', { name: 'Fjordlys A/S' }).click();
    expect(await page.locator('input[type=hidden][name=organization]').inputValue()).toBe('o-3');
    await close();
  });

  it('is a field with suggestions without scripts, and sends the words', async () => {
    const { page, close } = await stage.visit({ ...WIDE, javaScriptEnabled: false });
    await page.goto(gallery('components'));
    const field = page.getByLabel('Organization');
    expect(await field.getAttribute('name')).toBe('organization');
    expect(await field.inputValue()).toBe('Harbor & Pine Logistics');
    expect(await page.locator(`datalist#${(await field.getAttribute('list')) ?? ''} option`).count()).toBe(3);
    expect(await page.locator('input[type=hidden][name=organization]').count()).toBe(0);
    await close();
  });
});

describe('Words and days', () => {
  it('a tooltip comes with the focus, goes by Escape, and comes back', async () => {
    const { page, close } = await stage.visit(WIDE);
    await page.goto(gallery('components'));
    const button = page.getByRole('button', { name: 'Tooltip' });
    const tip = page.getByRole('tooltip', { name: 'The weighted sum', includeHidden: true });
    const shown = () => page.locator('.tip-text').evaluate((text) => getComputedStyle(text).visibility);
    expect(await shown()).toBe('hidden');
    await page.getByRole('radio', { name: 'Alone' }).focus();
    await page.keyboard.press('Tab');
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.waitForFunction(
      () => getComputedStyle(document.querySelector('.tip-text')!).visibility === 'visible',
    );
    await page.keyboard.press('Escape');
    expect(await shown()).toBe('hidden');
    await button.blur();
    await button.hover();
    await page.waitForFunction(
      () => getComputedStyle(document.querySelector('.tip-text')!).visibility === 'visible',
    );
    expect(await tip.count()).toBeLessThanOrEqual(1);
    await close();
  });

  it('a day at hand fills the calendar, and is not offered where nothing could fill it', async () => {
    const { page, close } = await stage.visit(WIDE);
    await page.goto(gallery('components'));
    await page.getByRole('button', { name: 'Tomorrow' }).click();
    expect(await page.getByLabel('Due', { exact: true }).inputValue()).toBe('2026-04-02');
    await close();
    const plain = await stage.visit({ ...WIDE, javaScriptEnabled: false });
    await plain.page.goto(gallery('components'));
    expect(await plain.page.getByRole('button', { name: 'Tomorrow' }).count()).toBe(0);
    await plain.close();
  });
});

describe('Keys', () => {
  it('Ctrl+Enter sends the form in which one types, by its first button', async () => {
    const { page, close } = await stage.visit(WIDE);
    await page.goto(gallery('components'));
    await page.getByRole('textbox', { name: 'Sample note' }).fill('Budget');
    const [request] = await Promise.all([
      page.waitForRequest((sent) => sent.method() === 'POST'),
      page.keyboard.press('Control+Enter'),
    ]);
    expect(request.postData()).toContain('body=Budget');
    await close();
  });

  it('two letters lead somewhere before one of them does', async () => {
    const { page, close } = await stage.visit(WIDE);
    await page.goto(gallery('list'));
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await page.waitForURL('**/login?**');
    await close();
  });
});

describe('Messages', () => {
  const flash = (text: string) => ({
    name: 'flash',
    value: encodeURIComponent(
      JSON.stringify({ tone: 'ok', text, undo: { action: '/theme', fields: { next: `/dev/ui/${text}` } } }),
    ),
    url: stage.url,
  });

  it('z undoes the newest; three at most are kept', async () => {
    const { page, complaints, close } = await stage.visit(WIDE);
    await page.context().addCookies([flash('login')]);
    await page.goto(gallery('lead'));
    for (const [view, theme] of [
      ['tenants', 'Dark'],
      ['register', 'Light'],
      ['forgot', 'System'],
    ] as const) {
      await page.context().addCookies([flash(view)]);
      await page.getByRole('button', { name: 'Maya Okafor' }).click();
      await page.locator('#user-menu').getByRole('button', { name: theme }).click();
      await page.locator('.toast', { hasText: view }).waitFor();
      await page.keyboard.press('Escape');
    }
    expect(await page.locator('.toast-text').allTextContents()).toEqual(['tenants', 'register', 'forgot']);
    await page.keyboard.press('z');
    await page.waitForURL('**/dev/ui/forgot');
    await close();
    expect(complaints).toEqual([]);
  });

  it('is undone without scripts', async () => {
    const { page, close } = await stage.visit({ ...WIDE, javaScriptEnabled: false });
    await page.context().addCookies([flash('tenants')]);
    await page.goto(gallery('lead'));
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(page.url()).toBe(gallery('tenants'));
    await close();
  });

  it('leaves after ten seconds, but not while it has pointer or focus', async () => {
    const { page, close } = await stage.visit(WIDE);
    await page.clock.install();
    await page.context().addCookies([flash('tenants')]);
    await page.goto(gallery('lead'));
    const toast = page.locator('.toast');
    await toast.hover();
    await toast.getByRole('button', { name: 'Undo' }).focus();
    await page.mouse.move(1, 1);
    await page.clock.runFor(20_000);
    expect(await toast.count()).toBe(1);
    await toast.getByRole('button', { name: 'Undo' }).blur();
    await page.clock.runFor(9_000);
    expect(await toast.count()).toBe(1);
    await page.clock.runFor(2_000);
    expect(await toast.count()).toBe(0);
    await close();
  });
});
