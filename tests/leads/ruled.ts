// A tenant whose role "user" has rules about fields, and a lead every field of which can be told from any other text.
import { and, eq } from 'drizzle-orm';
import { fieldsOfNoun } from '../../app/contracts/field-rules.ts';
import { roleFields } from '../../db/schema/index.ts';
import type { TestDatabase } from '../support/database.ts';
import { arrange, makeLead, type RoleKey, type TestTenant } from '../support/factories.ts';

export type Access = 'hidden' | 'read_only';

export const FIELDS = fieldsOfNoun('lead');
export const HIDEABLE = FIELDS.filter(([, { isNeeded }]) => !isNeeded);
export const CASES = FIELDS.flatMap(([field, rule]) =>
  (rule.isNeeded ? ['read_only' as const] : ['hidden' as const, 'read_only' as const]).map((access) => ({
    field,
    rule,
    access,
  })),
);

/** Rules of a role for leads, in the place of those it had. */
export async function setRule(
  tenant: TestTenant,
  rules: Readonly<Record<string, Access>>,
  role: RoleKey = 'user',
): Promise<void> {
  const { tenantId } = tenant;
  const roleId = tenant.roleIds.get(role) ?? '';
  const rows = Object.entries(rules).map(([field, access]) => ({
    tenantId,
    roleId,
    noun: 'lead',
    field,
    access,
  }));
  await arrange(tenant, async (tx) => {
    await tx.delete(roleFields).where(and(eq(roleFields.tenantId, tenantId), eq(roleFields.roleId, roleId)));
    if (rows.length > 0) await tx.insert(roleFields).values(rows);
  });
}

/** What stands in each field of the lead: text that is nowhere else. */
export const SECRET: Readonly<Record<string, string>> = {
  name: 'Nameward Quillfeather',
  company: 'Zephyrine Holdings',
  title: 'Grand Vizier',
  email: 'quill@hidden-canary.test',
  phone: '+1 207 555 0199',
  website: 'https://website-canary.test',
  industry: 'Falconry',
  source: 'Partner',
  score: '37',
  address: 'Canary Wharf 9',
  description: 'Wrote the secret letters',
};

/** Another value for each input of the contract, as a program sends it. */
export const changesTo = (tenant: { stage: string; source: string }): Readonly<Record<string, unknown>> => ({
  name: 'Somebody Else',
  company: 'Other Company',
  title: 'Other Title',
  email: 'other@example.test',
  keepApart: true,
  phone: '+1 207 555 0100',
  website: 'https://other.test',
  industry: 'Other',
  sourceId: tenant.source,
  stageId: tenant.stage,
  score: 88,
  address: { city: 'Elsewhere' },
  description: 'Other words',
});

export interface World {
  leadId: string;
  /** another stage and another source than the lead has */
  stage: string;
  source: string;
}

export async function makeSecretLead({ admin }: TestDatabase, tenant: TestTenant): Promise<World> {
  const { tenantId } = tenant;
  const [partner] = await admin<{ id: string }[]>`
    select id from crm.lead_sources where tenant_id = ${tenantId} and key = 'partner'`;
  const [website] = await admin<{ id: string }[]>`
    select id from crm.lead_sources where tenant_id = ${tenantId} and key = 'website'`;
  const [stage] = await admin<{ id: string }[]>`
    select s.id from crm.stages s join crm.pipelines p on p.tenant_id = s.tenant_id and p.id = s.pipeline_id
     where s.tenant_id = ${tenantId} and p.noun = 'lead' and s.id <> ${tenant.stageId} order by s.position limit 1`;
  if (!partner || !website || !stage) throw new Error('A new tenant has sources and stages');
  const leadId = await makeLead(tenant, {
    name: SECRET['name']!,
    company: SECRET['company']!,
    title: SECRET['title']!,
    email: SECRET['email']!,
    phone: SECRET['phone']!,
    phoneE164: '+12075550199',
    website: SECRET['website']!,
    industry: SECRET['industry']!,
    sourceId: partner.id,
    score: 37,
    address: { street: SECRET['address']! },
    description: SECRET['description']!,
    ownerId: tenant.user.userId,
  });
  return { leadId, stage: stage.id, source: website.id };
}

export interface Lead extends Record<string, unknown> {
  hiddenFields: string[];
  lockedFields: string[];
  version: number;
}
