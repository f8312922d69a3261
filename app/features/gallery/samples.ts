// Invented people and records for /dev/ui. Times are counted back from one fixed moment, so that pictures stay equal.
import type { MyLeadsData } from '../dashboard/my-leads.tsx';
import type { PipelineData } from '../dashboard/pipeline.tsx';
import type { TasksDueData } from '../dashboard/tasks-due.tsx';
import type { FilterView } from '../../ui/filter-bar.tsx';
import type { LeadListItem, StageMark } from '../leads/lead-list.tsx';
import type { LeadRecord } from '../leads/lead-record.tsx';
import type { EntryRow } from '../activities/entry.ts';

export const NOW = '2026-03-18T14:30:00.000Z';
export const hoursAgo = (hours: number): string =>
  new Date(Date.parse(NOW) - hours * 3_600_000).toISOString();

export const people = [
  { id: 'u-1', name: 'Maya Okafor' },
  { id: 'u-2', name: 'Jonas Lindqvist' },
  { id: 'u-3', name: 'Priya Raman' },
] as const;

const stage = (name: string, kind: StageMark['kind'] = 'open'): StageMark => ({ name, kind });
const NEW = stage('New');
const WORKING = stage('Working');

type Row = [
  name: string,
  company: string | null,
  stage: StageMark,
  source: string | null,
  owner: number,
  score: number,
  age: number,
];

const rows: Row[] = [
  ['Eleanor Whitcombe', 'Harbor & Pine Logistics', NEW, 'Website', 0, 80, 0.2],
  ['Tomás Villanueva', 'Nubarrón Energía', WORKING, 'Referral', 1, 64, 3],
  ['Ingrid Søndergaard', 'Fjordlys A/S', stage('Qualified', 'won'), 'Trade fair', 0, 91, 26],
  [
    'Kwabena Asante-Bonsu',
    'Goldline Freight Forwarding and Customs Brokerage',
    WORKING,
    'Website',
    2,
    55,
    49,
  ],
  ['林 美咲', 'みなと製作所', NEW, 'Partner', 1, 40, 71],
  ['Dr. Annelise von Hohenberg-Castellano', null, NEW, null, 2, 20, 98],
  ['Sam Birch', 'Birch & Daughters', stage('Unqualified', 'lost'), 'Cold call', 0, 10, 400],
  ['Olu Adeyemi', 'Lagos Solar Works', NEW, 'Website', 1, 72, 700],
  ['Marie-Claire Dubois', 'Atelier Dubois', WORKING, 'Referral', 2, 68, 900],
  ['Ravi Shankar Iyer', 'Madurai Textiles', NEW, 'Website', 0, 35, 12_000],
];

export const leads: LeadListItem[] = rows.map(([name, company, at, source, owner, score, age], index) => ({
  id: `lead-${index + 1}`,
  name,
  company,
  email:
    index === 5
      ? null
      : `${
          name
            .split(' ')[0]
            ?.toLowerCase()
            .normalize('NFD')
            .replace(/[^a-z]/g, '') || 'misaki'
        }@example.com`,
  owner: people[owner] ?? null,
  stage: at,
  source,
  score,
  tags: index % 3 === 0 ? [{ id: 'tag-1', name: 'Hot' }] : [],
  phone: null,
  updatedAt: hoursAgo(age),
  createdAt: hoursAgo(age + 200),
}));

export const lead: LeadRecord = {
  id: 'lead-1',
  version: 4,
  name: 'Eleanor Whitcombe',
  company: 'Harbor & Pine Logistics',
  title: 'Head of Operations',
  email: 'eleanor@example.com',
  phone: '+1 207 555 0142',
  website: 'harborandpine.example',
  industry: 'Logistics',
  description:
    'Runs three warehouses on the coast.\nWants to replace two spreadsheets and a shared mailbox before summer.',
  address: ['14 Commercial Wharf', 'Portland', 'ME 04101', 'United States'],
  stage: WORKING,
  source: 'Website',
  score: 80,
  owner: people[0],
  archived: false,
  createdAt: hoursAgo(220),
  createdBy: 'Jonas Lindqvist',
  updatedAt: hoursAgo(0.2),
  externalIds: [{ source: 'zoho', id: '4876876000000355102' }],
  custom: {},
  possibleDuplicates: [{ id: 'lead-11', name: 'Ellie Whitcombe' }],
};

const did = (
  id: string,
  kind: EntryRow['kind'],
  age: number,
  who: number | null,
  subject: string | null,
  body: string | null = null,
): EntryRow => ({
  id,
  kind,
  version: 1,
  subject,
  html: body && `<p>${body}</p>`,
  isMine: who === 0,
  author: who === null ? null : (people[who] ?? null),
  occurredAt: hoursAgo(age),
});

export const activities: EntryRow[] = [
  did(
    '1',
    'note',
    0.2,
    0,
    null,
    'Budget is approved for Q2. She wants to see the import with their own file before Thursday.',
  ),
  did('2', 'stage_change', 2, 0, 'New → Working'),
  did(
    '3',
    'call',
    27,
    1,
    'First call, 12 minutes',
    'Left a message with the front desk; she called back from the warehouse.',
  ),
  did('4', 'email', 30, 1, 'Intro and two dates'),
  did('5', 'system', 220, null, 'Lead created from the website form'),
];

export const myLeads: MyLeadsData = { items: leads.slice(0, 6), count: 23, countIsCapped: false };

export const tasksDue: TasksDueData = {
  overdue: 2,
  today: 2,
  items: [
    {
      id: 't1',
      version: 1,
      title: 'Send the security questionnaire',
      dueAt: hoursAgo(50),
      record: { noun: 'lead', id: 'lead-2', name: 'Tomás Villanueva' },
    },
    {
      id: 't2',
      version: 1,
      title: 'Call back about warehouse seats',
      dueAt: hoursAgo(3),
      record: { noun: 'lead', id: 'lead-1', name: 'Eleanor Whitcombe' },
    },
    {
      id: 't3',
      version: 1,
      title: 'Prepare the demo with their own CSV',
      dueAt: hoursAgo(-2),
      record: { noun: 'lead', id: 'lead-1', name: 'Eleanor Whitcombe' },
    },
    { id: 't4', version: 1, title: 'Weekly pipeline review', dueAt: hoursAgo(-4), record: null },
  ],
};

const at = (
  id: string,
  name: string,
  kind: 'open' | 'won' | 'lost',
  count: number,
  sum: number,
  share: number,
) => ({
  id,
  name,
  kind,
  count,
  sum: sum * 100,
  worth: [{ currency: 'USD', minor: sum * 100, weighted: Math.round(sum * share * 100) }],
  f: [`stage.is.${id}`],
});

export const pipeline: PipelineData = {
  name: 'Sales',
  slug: 'sales',
  currency: 'USD',
  stages: [
    at('s1', 'Discovery', 'open', 14, 182_500, 0.1),
    at('s2', 'Proposal', 'open', 9, 240_000, 0.4),
    at('s3', 'Negotiation', 'open', 4, 96_400, 0.7),
    at('s4', 'Won', 'won', 6, 128_900, 1),
    at('s5', 'Lost', 'lost', 3, 41_000, 0),
  ],
};

export const options = {
  owners: people,
  stages: [
    { key: 'new', name: 'New' },
    { key: 'working', name: 'Working' },
    { key: 'qualified', name: 'Qualified' },
  ],
  sources: [
    { key: 'website', name: 'Website' },
    { key: 'referral', name: 'Referral' },
    { key: 'fair', name: 'Trade fair' },
  ],
};

export const choices = (list: readonly { key: string; name: string }[]) =>
  list.map(({ key, name }) => ({ value: key, label: name }));

export const noFilters: FilterView = {
  q: '',
  chips: [
    {
      name: 'stage',
      label: 'Stage',
      choices: choices(options.stages).map((choice) => ({ ...choice, checked: false })),
    },
    {
      name: 'source',
      label: 'Source',
      choices: choices(options.sources).map((choice) => ({ ...choice, checked: false })),
    },
  ],
  further: [
    { name: 'score.gte', label: 'Score at least', type: 'number', value: '' },
    { name: 'score.lte', label: 'Score at most', type: 'number', value: '' },
    { name: 'created.after', label: 'Created from', type: 'when', value: '' },
    { name: 'archived.is', label: 'Archived', type: 'archived', value: '' },
  ],
  match: 'all',
  keep: [],
  sentence: 'All leads',
  isFiltered: false,
};

/** One source chosen. */
export const someFilters: FilterView = {
  ...noFilters,
  chips: noFilters.chips.map((chip) => ({
    ...chip,
    choices: chip.choices.map((choice, at) => ({ ...choice, checked: chip.name === 'source' && at === 0 })),
  })),
  keep: [['sort', '-score']],
  sentence: 'Leads where source is Website',
  isFiltered: true,
};

export const filters: FilterView = {
  ...noFilters,
  q: 'harbor',
  chips: noFilters.chips.map((chip) => ({
    ...chip,
    choices: chip.choices.map((choice, at) => ({ ...choice, checked: chip.name === 'stage' && at < 2 })),
  })),
  further: noFilters.further.map((field, at) => ({ ...field, value: at === 0 ? '50' : '' })),
  keep: [['sort', '-score']],
  sentence: 'Leads matching “harbor” where stage is New or Working and score is at least 50',
  isFiltered: true,
};
