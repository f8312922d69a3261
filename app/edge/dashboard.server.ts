// What the dashboard shows: each widget settled by itself, ready to be drawn.
import { DEFAULT_PERIOD, dashboardInput, periods, type DashboardInput } from '../contracts/dashboard.ts';
import {
  activityDrawing,
  forecastDrawing,
  funnelDrawing,
  type Spelling,
} from '../features/dashboard/drawings.server.ts';
import { entryOf } from './timeline.server.ts';
import { nothingHere, type Page } from './page.server.ts';
import { settle } from './settle.server.ts';

/** What is to be shown, as the address says it. Throws a refusal in words for what there is not. */
function askedIn({ searchParams }: URL): DashboardInput {
  const given = ['period', 'owner', 'pipeline'].flatMap((name) => {
    const value = searchParams.get(name);
    return value ? [[name, value] as const] : [];
  });
  return dashboardInput.parse(Object.fromEntries(given));
}

export async function dashboardOf(page: Page) {
  const { caller, url } = page;
  const asked = askedIn(url);
  const { period = DEFAULT_PERIOD, owner, pipeline: slug } = asked;
  const whose = { period, owner };
  // all of it is asked for at once: what is read together is read in one transaction
  const choosing = caller.dashboard.options();
  const formats: Promise<Spelling> = choosing;
  const widgets = {
    tasksDue: settle(page, () => caller.dashboard.tasksDue({})),
    myLeads: settle(page, () => myLeads(page)),
    figures: settle(page, async () => (await caller.dashboard.figures(asked)).figures),
    pipeline: settle(page, async () => (await caller.dashboard.pipeline(asked)).pipeline),
    funnel: settle(page, async () => {
      const { funnel } = await caller.dashboard.funnel(asked);
      return { drawing: funnel && funnelDrawing(funnel, await formats) };
    }),
    forecast: settle(page, async () => {
      const { forecast } = await caller.dashboard.forecast(asked);
      return { drawing: forecast && forecastDrawing(forecast, await formats) };
    }),
    activity: settle(page, async () => {
      const found = await caller.dashboard.activity(whose);
      const { since, isCut, count } = found;
      return { since, isCut, count, drawing: activityDrawing(found, owner, await formats) };
    }),
    recent: settle(page, () => recent(page, owner)),
  };
  for (const each of Object.values(widgets)) each.catch(() => undefined); // told by the choices too, which are waited for
  const { owners, pipelines, currency } = await choosing;
  if (slug !== undefined && !pipelines.some((each) => each.slug === slug)) throw nothingHere(page);
  const choices = { owners, pipelines: pipelines.map(({ slug, name }) => ({ slug, name })) };
  const shown = { period, owner: owner ?? '', pipeline: slug ?? '' };
  return { shown, periods: [...periods], choices, currency, ...(await ready(widgets)) };
}

type Widgets = Record<string, Promise<unknown>>;
type Ready<W extends Widgets> = { [K in keyof W]: Awaited<W[K]> };

/** All of them at once: one answer has all that a page shows, with scripts and without. */
async function ready<W extends Widgets>(widgets: W): Promise<Ready<W>> {
  const names = Object.keys(widgets);
  const values = await Promise.all(Object.values(widgets));
  return Object.fromEntries(names.map((name, at) => [name, values[at]])) as Ready<W>;
}

async function myLeads({ caller }: Page) {
  const { items, count, countIsCapped } = await caller.dashboard.myLeads({});
  const rows = items.map(({ id, name, company, stage, updatedAt }) => ({
    id,
    name,
    company,
    stage,
    updatedAt,
  }));
  return { items: rows, count, countIsCapped };
}

async function recent({ caller, principal }: Page, owner: DashboardInput['owner']) {
  const { items } = await caller.dashboard.recent({ owner });
  return items.map(({ record, ...activity }) => {
    const { html: _, ...entry } = entryOf(activity, principal?.userId ?? null);
    return { ...entry, record };
  });
}
