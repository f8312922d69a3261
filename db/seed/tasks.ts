// In charge of what is to be done: written tasks, and for each person the next step of some of their leads.
import type { tasks } from '../schema/index.ts';
import { DAY, due, HOUR, iso, MINUTE } from './clock.ts';
import { owned } from './customers.ts';
import { readTasks, type Role, type TaskPlan } from './data.ts';
import type { SeededDeal } from './deals.ts';
import { found, type Ground } from './ground.ts';
import type { SeededLead } from './leads.ts';
import { fill } from './story.ts';

export type TaskRow = typeof tasks.$inferInsert & { id: string; title: string };

const ROLES: readonly Role[] = ['admin', 'manager', 'user'];
/** Days from today for which everybody gets a task about a lead. */
const DAYS = [-5, -2, 0, 0, 1, 3, 8];
const DONE_BEHIND = 16;

export function makeTasks(
  ground: Ground,
  leads: readonly SeededLead[],
  deals: readonly SeededDeal[],
): TaskRow[] {
  const written = readTasks().map((plan) => {
    const deal =
      plan.deal &&
      found(
        deals.find(({ row }) => row.title === plan.deal),
        plan.deal,
      );
    return planned(ground, plan, deal ? { opportunityId: deal.row.id } : {});
  });
  const next = ROLES.flatMap((role) => nextSteps(ground, role, leads));
  return [...written, ...next, ...doneTasks(ground, leads)];
}

/** A task somebody wrote down some days before it is due, at the latest an hour ago. */
export function planned(
  ground: Ground,
  plan: TaskPlan,
  about: Pick<TaskRow, 'leadId' | 'opportunityId'>,
): TaskRow {
  const { now, chance } = ground;
  const at = due(now, plan.due, chance);
  const written = Math.min(at, now - HOUR) - chance.between(1, 4) * DAY;
  const { title, priority } = plan;
  return { ...owned(ground, ground.owner(plan.owner), written), title, priority, dueAt: iso(at), ...about };
}

/** Each day goes to the first lead whose last step lies before it; open leads only. */
function nextSteps(ground: Ground, role: Role, leads: readonly SeededLead[]): TaskRow[] {
  const { now, chance } = ground;
  const rest = chance.shuffled(leads.filter((lead) => lead.role === role && isOpen(lead)));
  return DAYS.flatMap((days) => {
    const at = due(now, days, chance);
    const index = rest.findIndex((lead) => lastStep(lead) < Math.min(at, now) - HOUR);
    const lead = rest.splice(index, index < 0 ? 0 : 1)[0];
    if (!lead?.story.next) return [];
    const title = fill(lead.story.next, lead.slots);
    const priority = lead.row.score && lead.row.score > 70 ? ('high' as const) : ('normal' as const);
    const record = owned(ground, lead.row, lastStep(lead) + 12 * MINUTE);
    return [{ ...record, title, priority, dueAt: iso(at), leadId: lead.row.id }];
  });
}

const isOpen = ({ story }: SeededLead): boolean => story.next !== undefined && story.stage !== 'qualified';
const lastStep = ({ entries }: SeededLead): number => Math.max(...entries.map(({ at }) => at));

/** What was ticked off on the way: the first call of leads that got further. */
function doneTasks(ground: Ground, leads: readonly SeededLead[]): TaskRow[] {
  return leads
    .filter(({ row, entries, story }) => row.ownerId && story.stage === 'qualified' && entries.length > 3)
    .slice(0, DONE_BEHIND)
    .map((lead) => {
      const [first, second] = lead.entries;
      const [asked, called] = [first?.at ?? 0, second?.at ?? 0];
      const record = owned(ground, lead.row, asked + 15 * MINUTE);
      const done = {
        status: 'done' as const,
        doneAt: iso(called + 5 * MINUTE),
        updatedAt: iso(called + 5 * MINUTE),
      };
      return {
        ...record,
        ...done,
        title: `First call with ${lead.row.name}`,
        dueAt: iso(called),
        leadId: lead.row.id,
      };
    });
}
