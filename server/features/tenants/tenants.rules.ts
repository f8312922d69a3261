// What a new tenant starts with. Pure data and names; tenants.queries.ts writes it.

export const SEEDED_SOURCES = [
  { key: 'website', name: 'Website' },
  { key: 'upload', name: 'Upload' },
  { key: 'api', name: 'API' },
  { key: 'partner', name: 'Partner' },
] as const;

export interface SeededStage {
  readonly key: string;
  readonly name: string;
  readonly probability: number;
  readonly kind: 'open' | 'won' | 'lost';
  readonly rotDays?: number;
}

export interface SeededPipeline {
  readonly noun: 'lead' | 'opportunity';
  readonly name: string;
  readonly slug: string;
  readonly stages: readonly SeededStage[];
}

export const SEEDED_PIPELINES: readonly SeededPipeline[] = [
  {
    noun: 'lead',
    name: 'Leads',
    slug: 'leads',
    stages: [
      { key: 'new', name: 'New', probability: 10, kind: 'open', rotDays: 7 },
      { key: 'working', name: 'Working', probability: 30, kind: 'open', rotDays: 14 },
      { key: 'nurturing', name: 'Nurturing', probability: 20, kind: 'open', rotDays: 60 },
      { key: 'qualified', name: 'Qualified', probability: 100, kind: 'won' },
      { key: 'unqualified', name: 'Unqualified', probability: 0, kind: 'lost' },
    ],
  },
  {
    noun: 'opportunity',
    name: 'Sales',
    slug: 'sales',
    stages: [
      { key: 'qualification', name: 'Qualification', probability: 20, kind: 'open', rotDays: 14 },
      { key: 'proposal', name: 'Proposal', probability: 50, kind: 'open', rotDays: 21 },
      { key: 'negotiation', name: 'Negotiation', probability: 75, kind: 'open', rotDays: 14 },
      { key: 'won', name: 'Won', probability: 100, kind: 'won' },
      { key: 'lost', name: 'Lost', probability: 0, kind: 'lost' },
    ],
  },
];

/** Until its admin names it on the welcome page. */
export const provisionalName = (person: string): string => `${person.slice(0, 80)}'s company`;

/** A name for addresses: the tenant's own in ASCII, and the tail of its id so that no two meet. */
export function tenantSlug(name: string, tenantId: string): string {
  const ascii = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return `${ascii || 'tenant'}-${tenantId.slice(-8)}`;
}
