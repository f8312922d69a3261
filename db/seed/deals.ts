// In charge of Canary's opportunities: those with old customers as written, those of qualified leads as their need says.
import { minorDigits } from '../../app/format.ts';
import type { opportunities } from '../schema/index.ts';
import { convert, owned, type SeededContact } from './customers.ts';
import { DAY, iso, MINUTE } from './clock.ts';
import { readDeals, readDealStories, type DealStory } from './data.ts';
import { found, type Ground, type Owner } from './ground.ts';
import { addressOf, dollars, quoted, type SeededLead } from './leads.ts';
import { fill, lengthOf, tell, type Entry } from './story.ts';

export type DealRow = typeof opportunities.$inferInsert & { id: string };

export interface SeededDeal {
  row: DealRow;
  entries: Entry[];
  contact: SeededContact;
  lead: SeededLead | null;
}

const FIRST = 'qualification';

export function makeDeals(ground: Ground, customers: readonly SeededContact[]): SeededDeal[] {
  return readDeals().map((deal) => {
    const contact = found(
      customers.find(({ row }) => row.email === deal.email),
      deal.email,
    );
    const minor = Math.round(Number(deal.amount) * 10 ** minorDigits(deal.currency));
    const start = { title: deal.title, amountMinor: minor, currency: deal.currency };
    const end = ground.now - deal.idle[0] * DAY;
    return dealOf(ground, { story: deal, end, began: null, contact, lead: null, slots: {}, start });
  });
}

/** Most qualified leads became a deal, one for each company, in a story that fits the time since. */
export function convertLeads(ground: Ground, leads: readonly SeededLead[]): SeededDeal[] {
  const { chance, now } = ground;
  const stories = readDealStories();
  const served = new Set<string>();
  const told = new Map<DealStory, number>();
  const times = (story: DealStory): number => told.get(story) ?? 0;
  return leads
    .filter(({ story }) => story.stage === 'qualified')
    .sort((one, other) => other.entered - one.entered)
    .flatMap((lead) => {
      const days = Math.floor((now - lead.entered) / DAY);
      const fitting = stories.filter((story) => fits(story, days));
      if (fitting.length === 0 || served.has(lead.company.name)) return [];
      served.add(lead.company.name);
      // the least told one, so that no stage and no ending stands out
      const least = Math.min(...fitting.map(times));
      const story = chance.pick(fitting.filter((one) => times(one) === least));
      told.set(story, least + 1);
      const contact = convert(ground, lead);
      const amount = Math.round((quoted(lead.count, lead.need) * chance.between(90, 115)) / 10_000) * 100;
      const slots = { ...lead.slots, price: dollars(amount) };
      const title = `${lead.need.deal}, ${addressOf(lead.company).city}`;
      const start = { title, amountMinor: amount * 100, currency: 'USD' };
      const end = now - (days - lengthOf(story)) * DAY;
      const began = lead.entered + 25 * MINUTE;
      lead.entries.push(handover(lead, title, began));
      return [dealOf(ground, { story, end, began, contact, lead, slots, start })];
    });
}

const fits = (story: DealStory, days: number): boolean => {
  const idle = days - lengthOf(story);
  return idle >= story.idle[0] && idle <= story.idle[1];
};

const handover = (lead: SeededLead, title: string, at: number): Entry => ({
  kind: 'system',
  subject: `converted it into the opportunity “${title}”`,
  body: null,
  at,
  authorId: lead.row.ownerId ?? null,
});

interface Plan {
  story: DealStory;
  end: number;
  /** when the lead was handed over; a deal without one begins with its story */
  began: number | null;
  contact: SeededContact;
  lead: SeededLead | null;
  slots: Record<string, string>;
  start: Pick<DealRow, 'title' | 'amountMinor' | 'currency'>;
}

function dealOf(ground: Ground, plan: Plan): SeededDeal {
  const { story, contact, lead, slots, start } = plan;
  const owner: Owner = {
    ownerId: (lead ? lead.row.ownerId : contact.organization.ownerId) ?? null,
    teamId: (lead ? lead.row.teamId : contact.organization.teamId) ?? null,
  };
  const told = tell(story, {
    end: plan.end,
    chance: ground.chance,
    slots,
    ownerId: owner.ownerId,
    managerId: ground.person('manager').id,
    firstStage: FIRST,
    stageName: (key) => ground.stage('opportunity', key).name,
  });
  const began = plan.began ?? told.began;
  // a weekend may pull the first step before the handover
  const entries = told.entries.map((entry, at) => ({
    ...entry,
    at: Math.max(entry.at, began + (at + 1) * MINUTE),
  }));
  const entered = Math.max(told.moved ?? began, began);
  return { row: rowOf(ground, plan, owner, { began, entered, start, story, slots }), entries, contact, lead };
}

interface Timing {
  began: number;
  entered: number;
  start: Plan['start'];
  story: DealStory;
  slots: Record<string, string>;
}

function rowOf(ground: Ground, { contact, lead }: Plan, owner: Owner, timing: Timing): DealRow {
  const { began, entered, start, story, slots } = timing;
  const stage = ground.stage('opportunity', story.stage);
  const isClosed = stage.kind !== 'open';
  const closes = isClosed ? entered : ground.now + ground.chance.between(...story.close) * DAY;
  return {
    ...owned(ground, owner, began),
    ...start,
    updatedAt: iso(entered),
    organizationId: contact.organization.id,
    contactId: contact.row.id,
    leadId: lead?.row.id ?? null,
    pipelineId: stage.pipelineId,
    stageId: stage.id,
    stageEnteredAt: iso(entered),
    closeDate: iso(closes).slice(0, 10),
    closedAt: isClosed ? iso(entered) : null,
    lostReason: story.lost ? fill(story.lost, slots) : null,
  };
}
