// What every page is held to as a browser first shows it: nothing moves, nothing complains (hydration included), and the
// document is light. Scripts are weighed in tests/smoke, styles in tests/app/ui.test.ts.
import type { Page } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import { makeLeads } from '../support/factories.ts';
import { openSite, type Site } from '../support/site.ts';
import { pages, type PageStates } from './table.ts';
import { addressOf, makeWorld, type World } from './world.ts';

const MOST_SHIFT = 0.02;
const KB = 1024;
const PHONE = { width: 360, height: 740 };
const WIDE = { width: 1280, height: 800 };

let world: World;
let site: Site;

beforeAll(async () => {
  world = await makeWorld();
  const rows = Array.from({ length: 60 }, (_, at) => ({
    name: `Weighed Person ${at}`,
    company: `Company of a usual length ${at}`,
    email: `weighed-${at}@company-${at}.example`,
    phone: `+1 555 0100 ${at}`,
    ownerId: world.acme.user.userId,
  }));
  await makeLeads(world.acme, rows);
  site = await openSite(world.database);
}, 240_000);

/** What a document may weigh on its way. */
function mostFor({ file }: PageStates): number {
  if (/^(login|register|forgot|reset|verify|invite|sudo|choose)/.test(file)) return 12 * KB;
  if (file.startsWith('dashboard')) return 35 * KB;
  if (/\$id\.tsx$|^pipeline/.test(file)) return 30 * KB;
  return 25 * KB;
}

/** Runs in the page: how far it has moved by itself since it began to load, and what its document weighed. */
async function measured(page: Page): Promise<{ shift: number; bytes: number }> {
  return page.evaluate(async () => {
    let shift = 0;
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) shift += entry.value;
    });
    observer.observe({ type: 'layout-shift', buffered: true });
    for (let frame = 0; frame < 3; frame += 1) await new Promise((drawn) => requestAnimationFrame(drawn));
    const [document] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    return { shift, bytes: document?.encodedBodySize ?? 0 };
  });
}

test.each([
  ['on a phone', PHONE],
  ['on a wide screen', WIDE],
])('every page stands still, is silent and light %s', { timeout: 240_000 }, async (_where, viewport) => {
  const outside = await site.visit({ viewport });
  const inside = await site.visitAs(world.people.admin, { viewport });
  const faults: string[] = [];
  for (const each of pages) {
    const { page, complaints } = each.isOutside ? outside : inside;
    await page.goto(addressOf(world, each.at));
    const { shift, bytes } = await measured(page);
    if (shift > MOST_SHIFT) faults.push(`${each.file} moves by ${shift.toFixed(3)}`);
    if (bytes > mostFor(each) && !each.file.startsWith('dev.'))
      faults.push(`${each.file} weighs ${bytes} bytes`);
    const said = complaints.splice(0).filter((line) => !line.includes('status of 4'));
    if (said.length > 0) faults.push(`${each.file}: ${said.join(' · ')}`);
  }
  expect(faults).toEqual([]);
  await outside.close();
  await inside.close();
});
