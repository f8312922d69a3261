// In charge of what Globex has: a dozen leads of its own, which nobody at Canary ever sees.
import { toE164 } from '../../server/phone.ts';
import type { Tx } from '../tenant.ts';
import { atWork, DAY, iso, MINUTE } from './clock.ts';
import { owned } from './customers.ts';
import { readOther, type OtherLead } from './data.ts';
import { found, survey, type Ground } from './ground.ts';
import { domainOf, letters, type LeadRow } from './leads.ts';
import type { Person } from './people.ts';
import type { Entry } from './story.ts';
import { planned } from './tasks.ts';
import { insertAll, timeline } from './write.ts';

export async function seedGlobex(tx: Tx, people: readonly Person[], now = Date.now()): Promise<void> {
  const ground = await survey(tx, people, now, null);
  const { leads, tasks } = readOther();
  const made = leads.map((lead) => oneLead(ground, lead)).sort((a, b) => a.at - b.at);
  await insertAll(tx, {
    leads: made.map(({ row }) => row),
    activities: made.flatMap(({ row, entries }) => timeline(row, entries, { leadId: row.id })),
    tasks: tasks.map((plan) => {
      const about = found(
        made.find(({ row }) => row.name === plan.lead),
        plan.lead ?? '',
      );
      return planned(ground, plan, { leadId: about.row.id });
    }),
    organizations: [],
    contacts: [],
    opportunities: [],
    tags: [],
    recordTags: [],
    externalIds: [],
  });
}

function oneLead(ground: Ground, lead: OtherLead): { row: LeadRow; entries: Entry[]; at: number } {
  const { name, company, title, phone, score, city, region } = lead;
  const at = atWork(ground.now - lead.ago * DAY, ground.chance);
  const [firstName = '', lastName = ''] = name.split(' ');
  const entries = told(ground, lead, at);
  const last = entries.at(-1)?.at ?? at;
  const row = {
    ...owned(ground, ground.owner(lead.owner), at),
    ...{ name, firstName, lastName, company, title, phone, score },
    phoneE164: toE164(phone, 'US'),
    email: `${letters(firstName)}.${letters(lastName)}@${domainOf(company)}`,
    address: { city, region, country: 'United States' },
    sourceId: ground.sourceId(lead.source),
    stageId: ground.stage('lead', lead.stage).id,
    updatedAt: iso(last),
    lastActivityAt: entries.length > 0 ? iso(last) : null,
  };
  return { row, entries, at };
}

/** What was written down; the lead moved right after the first of it, or after the last when it was settled. */
function told(ground: Ground, lead: OtherLead, began: number): Entry[] {
  const authorId = ground.owner(lead.owner).ownerId;
  const entries = lead.entries.map(([ago, kind, subject, body]): Entry => {
    const at = Math.max(atWork(ground.now - ago * DAY, ground.chance), began + 20 * MINUTE);
    return { kind, subject, body, at, authorId };
  });
  const turn = lead.stage === 'working' ? entries[0] : entries.at(-1);
  if (!turn || lead.stage === 'new') return entries;
  const subject = `${ground.stage('lead', 'new').name} → ${ground.stage('lead', lead.stage).name}`;
  const move: Entry = { kind: 'stage_change', subject, body: null, at: turn.at + 10 * MINUTE, authorId };
  return [...entries, move].sort((a, b) => a.at - b.at);
}
