// In charge of reading what the demo is made of: db/seed/data/*.json, whose origin and licence stand in its README.
import { readFileSync } from 'node:fs';

export type Role = 'admin' | 'manager' | 'user';
export type Source = 'website' | 'upload' | 'api' | 'partner';
export type EntryKind = 'note' | 'call' | 'email' | 'meeting' | 'stage_change' | 'system';

/** One thing that happened, `after` days behind the one before; zero is minutes later. `to` moves the stage. */
export interface Step {
  after: number;
  kind?: EntryKind;
  subject?: string;
  /** one of them is chosen; {slots} are filled in */
  body?: readonly string[];
  to?: string;
  /** who wrote it, when not the owner */
  by?: 'manager';
}

/** What happens between the beginning and today, ending in a stage. */
export interface Story {
  stage: string;
  /** days since the last step: from, to */
  idle: readonly [number, number];
  steps: readonly Step[];
  /** what to do next, as the title of a task */
  next?: string;
}

export interface LeadStory extends Story {
  /** how many leads of the demo go through it */
  share: number;
  /** the only source it fits */
  from?: Source;
}

export interface DealStory extends Story {
  /** days until it is expected to close: from, to */
  close: readonly [number, number];
  lost?: string;
}

export interface Deal extends DealStory {
  title: string;
  /** of the contact it is made with */
  email: string;
  amount: string;
  currency: string;
}

export interface Need {
  key: string;
  product: string;
  thing: string;
  range: readonly [number, number];
  /** for each thing and year, in dollars */
  price: number;
  deal: string;
  /** what made them look, how they do it today, what a trial showed: one of each is chosen */
  pain: readonly string[];
  today: readonly string[];
  win: readonly string[];
  rival: string;
  ask: string;
  answer: string;
  fair: string;
  titles: readonly string[];
  boss: string;
  messages: readonly string[];
}

export interface Customer {
  name: string;
  domain: string;
  size: string;
  industry: string;
  city: string;
  country: string;
  owner: Role;
  description: string;
  people: readonly { first: string; last: string; title: string; email: string; phone: string }[];
}

export interface Company {
  name: string;
  industry: string;
  need: string;
  domain: string;
  street: string;
  /** city, region and postal code as on an envelope */
  place: string;
  area: string;
}

export interface TaskPlan {
  owner: Role;
  /** days from today */
  due: number;
  priority: 'low' | 'normal' | 'high';
  title: string;
  /** title of the deal or name of the lead it is about */
  deal?: string;
  lead?: string;
}

export interface OtherLead {
  name: string;
  company: string;
  title: string;
  city: string;
  region: string;
  phone: string;
  stage: string;
  source: string;
  owner: Role | null;
  score: number;
  /** days since it came in */
  ago: number;
  entries: readonly [ago: number, kind: EntryKind, subject: string | null, body: string][];
}

type Origins = Record<Source, { subject: string; body: string }[]>;

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`./data/${name}.json`, import.meta.url), 'utf8'));

/** A table kept as column names and rows. */
function readTable(name: string): unknown[] {
  const { columns, rows } = read(name) as { columns: string[]; rows: string[][] };
  return rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at]])));
}

export const readNeeds = () => read('needs') as Need[];
export const readOrigins = () => read('origins') as Origins;
export const readCompanies = () => readTable('companies') as Company[];
export const readPeople = () => readTable('people') as { first: string; last: string; company: string }[];
export const readCustomers = () => read('customers') as Customer[];
export const readTasks = () => read('tasks') as TaskPlan[];
export const readDeals = () => ['deals-open', 'deals-closed'].flatMap((name) => read(name) as Deal[]);
export const readDealStories = () => read('stories-deals') as DealStory[];
export const readOther = () => read('globex') as { leads: OtherLead[]; tasks: TaskPlan[] };

/** The stories of all leads, each as often as it is told. */
export const readLeadStories = (): LeadStory[] =>
  ['stories-open', 'stories-later', 'stories-closed']
    .flatMap((name) => read(name) as LeadStory[])
    .flatMap((story) => Array.from({ length: story.share }, () => story));
