// Many records of one tenant, made inside the database: believable names, skewed owners and stages, words as the product
// writes them. Seeded by row number, so that every run has the same crowd.
import type { Sql, TransactionSql } from 'postgres';
import { salesOf } from '../support/deals.ts';
import type { TestTenant } from '../support/factories.ts';

/** How many of each noun. */
export interface Crowd {
  leads: number;
  contacts?: number;
  organizations?: number;
  opportunities?: number;
}

const FIRST = 'ada grace alan edsger barbara donald margaret ken dennis bjarne radia frances';
const LAST =
  'lovelace hopper turing dijkstra liskov knuth hamilton thompson ritchie stroustrup perlman allen';

const NAME = `initcap((string_to_array('${FIRST}', ' '))[1 + n % 12] || ' ' || (string_to_array('${LAST}', ' '))[1 + (n / 12) % 12]) || ' ' || n`;
const TABLES = {
  lead: 'leads',
  contact: 'contacts',
  organization: 'organizations',
  opportunity: 'opportunities',
};

export async function makeCrowd(admin: Sql, tenant: TestTenant, crowd: Crowd): Promise<void> {
  const { tenantId, stageId } = tenant;
  const sales = await salesOf(tenant);
  const owners = [tenant.admin.userId, tenant.manager.userId, tenant.user.userId].join();
  const owner = `('{${owners}}'::uuid[])[1 + (case when n % 10 < 7 then 0 when n % 10 < 9 then 1 else 2 end)]`;
  const stages = ['qualification', 'proposal', 'won'].map((key) => sales.stage(key)).join();
  await admin.begin(async (tx) => {
    await tx.unsafe('set local session_replication_role = replica'); // no audit rows for a crowd nobody made
    const insert = (table: string, rows: number, columns: string, values: string): Promise<unknown> =>
      tx.unsafe(`
        insert into crm.${table} (tenant_id, id, owner_id, created_at, updated_at, ${columns})
        select '${tenantId}', crm.uuidv7(), ${owner}, now() - (n || ' seconds')::interval,
               now() - (n % 86400 || ' seconds')::interval, ${values}
          from generate_series(1, ${rows}) as n`);
    await insert(
      'leads',
      crowd.leads,
      'name, company, email, phone, stage_id, score',
      `${NAME}, 'company ' || (n % 20000), 'lead' || n || '@company' || (n % 20000) || '.example', '+1415' || lpad(n::text, 7, '0'), '${stageId}', n % 101`,
    );
    await insert(
      'contacts',
      crowd.contacts ?? 0,
      'name, title, email, phone',
      `${NAME}, 'Title ' || n % 90, 'contact' || n || '@company' || (n % 20000) || '.example', '+1212' || lpad(n::text, 7, '0')`,
    );
    await insert(
      'organizations',
      crowd.organizations ?? 0,
      'name, domain, industry',
      `'Company ' || n, 'company' || n || '.example', 'Industry ' || n % 40`,
    );
    await insert(
      'opportunities',
      crowd.opportunities ?? 0,
      'title, pipeline_id, stage_id, amount_minor, currency, close_date, stage_entered_at',
      `'Renewal ' || n || ' of company ' || n % 20000, '${sales.id}', ('{${stages}}'::uuid[])[1 + n % 3], n::bigint * 7919 % 1000000, 'USD', current_date + n % 400, now()`,
    );
    await words(tx, tenantId);
  });
  for (const table of [...Object.values(TABLES), 'search_tokens', 'search_words'])
    await admin.unsafe(`vacuum analyze crm.${table}`);
}

const split = (column: string): string => `regexp_split_to_table(lower(${column}), ' ')`;
const address = `union all select lower(email), 'email' union all select split_part(lower(email), '@', 1), 'email'
  union all select split_part(lower(email), '@', 2), 'domain'`;
const phone = `union all select substr(phone, 2), 'phone' union all select right(phone, 10), 'phone' union all select right(phone, 7), 'phone'`;

/** Texts of a record and the kind of its words. */
const TEXTS: Readonly<Record<keyof typeof TABLES, string>> = {
  lead: `select ${split('name')}, 'name' union all select ${split('company')}, 'company' ${address} ${phone}`,
  contact: `select ${split('name')}, 'name' ${address} ${phone}`,
  organization: `select ${split('name')}, 'name' union all select domain, 'domain'`,
  opportunity: `select ${split('title')}, 'name'`,
};

/** Search words of records, and each different one of the tenant. */
async function words(tx: TransactionSql, tenantId: string): Promise<void> {
  for (const [noun, table] of Object.entries(TABLES))
    await tx.unsafe(`
      insert into crm.search_tokens (tenant_id, token, kind, noun, record_id, owner_id)
      select tenant_id, w.token, w.kind, '${noun}', id, owner_id
        from crm.${table} cross join lateral (
          select distinct token, kind from (${TEXTS[noun as keyof typeof TABLES]}) as t (token, kind)) w
       where tenant_id = '${tenantId}'`);
  await tx.unsafe(`
    insert into crm.search_words (tenant_id, word)
    select distinct tenant_id, token from crm.search_tokens
     where tenant_id = '${tenantId}' and kind in ('name', 'company', 'email', 'domain')
       and length(token) between 3 and 40 and strpos(token, '@') = 0`);
}
