// In charge of Canary's leads: who asked for what, and the story of each from the first message to where it stands.
import { toE164 } from '../../server/phone.ts';
import { uuidv7 } from '../ids.ts';
import type { leads } from '../schema/index.ts';
import { anyTime, atWork, DAY, iso, MINUTE } from './clock.ts';
import type { Company, LeadStory, Need, Role, Source } from './data.ts';
import { readCompanies, readLeadStories, readNeeds, readOrigins, readPeople } from './data.ts';
import { found, type Ground } from './ground.ts';
import { fill, tell, type Entry } from './story.ts';

export type LeadRow = typeof leads.$inferInsert & { id: string; name: string };

export interface SeededLead {
  row: LeadRow;
  entries: Entry[];
  story: LeadStory;
  need: Need;
  company: Company;
  source: Source;
  role: Role | null;
  slots: Slots;
  count: number;
  /** when it reached its stage */
  entered: number;
}

const SOURCES: readonly [Source, number][] = [
  ['website', 0.42],
  ['upload', 0.26],
  ['partner', 0.18],
  ['api', 0.14],
];
const OWNERS: readonly [Role, number][] = [
  ['user', 0.5],
  ['manager', 0.3],
  ['admin', 0.2],
];
const SCORES: Record<string, readonly [number, number]> = {
  new: [28, 62],
  working: [44, 86],
  nurturing: [30, 58],
  qualified: [76, 98],
  unqualified: [4, 28],
};
const PARTNERS = ['Harbor Controls', 'Piedmont Automation', 'Lakeshore Electric'];

export const dollars = (amount: number): string => `$${amount.toLocaleString('en-US')}`;

/** Amounts as they are quoted: whole hundreds. */
export const quoted = (count: number, need: Need): number => Math.round((count * need.price) / 100) * 100;

export function makeLeads(ground: Ground): SeededLead[] {
  const { chance } = ground;
  const companies = new Map(readCompanies().map((company) => [company.name, company]));
  const needs = new Map(readNeeds().map((need) => [need.key, need]));
  const stories = chance.shuffled(readLeadStories());
  const origins = readOrigins();
  const counts = new Map<string, number>();
  const made = readPeople().map((person, index): SeededLead => {
    const company = found(companies.get(person.company), person.company);
    const need = found(needs.get(company.need), company.need);
    const count = counts.get(company.name) ?? chance.between(...need.range);
    counts.set(company.name, count);
    const story = found(stories[index], 'story');
    return oneLead(ground, { ...person, index, company, need, count, story, origins });
  });
  return made.sort((a, b) => createdAt(a) - createdAt(b)).map(withId);
}

const createdAt = ({ row }: SeededLead): number => Date.parse(row.createdAt ?? '');
/** Ids in the order of creation, as the product would have given them. */
const withId = (lead: SeededLead): SeededLead => ({ ...lead, row: { ...lead.row, id: uuidv7() } });

/** The words of a lead's story. */
type Slots = Record<string, string> & { today: string };

interface Enquiry {
  first: string;
  last: string;
  index: number;
  company: Company;
  need: Need;
  count: number;
  story: LeadStory;
  origins: ReturnType<typeof readOrigins>;
}

function oneLead(ground: Ground, enquiry: Enquiry): SeededLead {
  const { chance, now } = ground;
  const { story, need, company, count } = enquiry;
  const untouched = story.steps.length === 0;
  const source = story.from ?? weighted(SOURCES, chance.share());
  const role = untouched && chance.happens(0.6) ? null : weighted(OWNERS, chance.share());
  const { ownerId, teamId } = ground.owner(role);
  const slots = slotsOf(ground, enquiry);
  const told = tell(story, {
    end: now - chance.between(...story.idle) * DAY - (untouched ? 0 : DAY),
    chance,
    slots,
    ownerId,
    managerId: ground.person('manager').id,
    firstStage: 'new',
    stageName: (key) => ground.stage('lead', key).name,
  });
  const at = cameIn(ground, source, told.began, untouched);
  const entries = [origin(chance.pick(enquiry.origins[source]), slots, at), ...told.entries];
  const entered = told.moved ?? at;
  const row: LeadRow = {
    ...facts(ground, enquiry, source, slots),
    tenantId: ground.tenantId,
    id: '',
    ownerId,
    teamId,
    createdAt: iso(at),
    updatedAt: iso(entered),
    createdBy: source === 'upload' ? ground.person('manager').id : null,
    updatedBy: told.moved ? ownerId : null,
  };
  return { row, entries, story, need, company, source, role, slots, count, entered };
}

function facts(
  ground: Ground,
  enquiry: Enquiry,
  source: Source,
  { today }: Slots,
): Omit<LeadRow, 'tenantId' | 'id'> {
  const { chance } = ground;
  const { first, last, index, company, need, count, story } = enquiry;
  const domain = domainOf(company.name);
  // the block kept free for fiction: 555-0100 to 555-0199
  const phone = chance.happens(0.86)
    ? `(${company.area}) 555-01${String(index % 100).padStart(2, '0')}`
    : null;
  return {
    name: `${first} ${last}`,
    firstName: first,
    lastName: last,
    company: company.name,
    title: chance.pick(need.titles),
    email: chance.happens(0.94) ? `${letters(first)}.${letters(last)}@${domain}` : null,
    phone,
    phoneE164: toE164(phone, 'US'),
    website: chance.happens(0.7) ? `https://${domain}` : null,
    industry: company.industry,
    address: chance.happens(0.8) ? addressOf(company) : null,
    sourceId: ground.sourceId(source),
    stageId: ground.stage('lead', story.stage).id,
    score: chance.between(...found(SCORES[story.stage], 'score')),
    description: story.stage === 'new' ? null : `${count} ${need.thing}. Today: ${today}.`,
  };
}

function slotsOf({ chance }: Ground, { first, index, company, need, count }: Enquiry): Slots {
  const { product, thing, rival, ask, answer, fair, boss } = need;
  const slots: Slots = {
    ...{ product, thing, rival, ask, answer, fair, boss, first },
    pain: chance.pick(need.pain),
    today: chance.pick(need.today),
    win: chance.pick(need.win),
    city: addressOf(company).city,
    company: company.name,
    n: String(count),
    trial: String(Math.min(count - 2, chance.between(2, 5))),
    price: dollars(quoted(count, need)),
    partner: chance.pick(PARTNERS),
  };
  return { ...slots, message: fill(found(need.messages[index % need.messages.length], 'message'), slots) };
}

/** Forms are filled in at any hour, lists and referrals are entered at work. Fresh ones came in within the last days. */
function cameIn({ now, chance }: Ground, source: Source, began: number, fresh: boolean): number {
  const byMachine = source === 'website' || source === 'api';
  if (fresh && byMachine) return Math.min(began, now) - chance.between(25, 400) * MINUTE;
  const day = fresh ? began - DAY : began;
  return byMachine ? anyTime(day, chance) : atWork(day, chance);
}

const origin = (
  { subject, body }: { subject: string; body: string },
  slots: Record<string, string>,
  at: number,
): Entry => ({ kind: 'system', subject: fill(subject, slots), body: fill(body, slots), at, authorId: null });

function weighted<T>(options: readonly [T, number][], share: number): T {
  let rest = share;
  for (const [option, part] of options) {
    if (rest < part) return option;
    rest -= part;
  }
  return found(options[0], 'option')[0];
}

export const letters = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '');

/** The first word of the name, with the second where that is short. */
export function domainOf(company: string): string {
  const [first = '', second = ''] = company.split(' ');
  return `${letters(first.length > 5 ? first : first + second)}.example`;
}

export function addressOf({ street, place }: Company) {
  const [, city = '', region = '', postalCode = ''] = /^(.+), (\w\w) (\d+)$/.exec(place) ?? [];
  return { street, city, region, postalCode, country: 'United States' };
}
