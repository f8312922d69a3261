// The records behind candidates of a search, of every noun, under the caller's own policies and without what a role hides
// from them.
import { and, asc, desc, eq, isNull, sql, type SQL } from 'drizzle-orm';
import type { AnyPgColumn, PgTable, PgView } from 'drizzle-orm/pg-core';
import type { SearchNoun } from '../../../app/contracts/search.ts';
import {
  contactsSeen,
  leadsSeen,
  opportunitiesSeen,
  organizationsSeen,
  tasks,
} from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import type { Searchable } from './search.rules.ts';

type Words = SQL<string | null> | AnyPgColumn;

interface Searched {
  from: (PgView | PgTable) & Record<'tenantId' | 'id' | 'deletedAt' | 'updatedAt', AnyPgColumn>;
  /** what nobody works on any more comes last */
  isOver: SQL<boolean>;
  name: AnyPgColumn;
  company?: Words;
  email?: AnyPgColumn;
  domain?: AnyPgColumn;
  phone?: AnyPgColumn;
  phoneE164?: AnyPgColumn;
}

const organizationOf = ({ tenantId, organizationId }: Record<'tenantId' | 'organizationId', AnyPgColumn>) =>
  sql<string | null>`(select o.name from crm.organizations o
    where o.tenant_id = ${tenantId} and o.id = ${organizationId} and o.deleted_at is null)`;

const isArchived = ({ archivedAt }: Record<'archivedAt', AnyPgColumn>) =>
  sql<boolean>`${archivedAt} is not null`;

const searched: Readonly<Record<SearchNoun, Searched>> = {
  lead: {
    from: leadsSeen,
    isOver: isArchived(leadsSeen),
    name: leadsSeen.name,
    company: leadsSeen.company,
    email: leadsSeen.email,
    phone: leadsSeen.phone,
    phoneE164: leadsSeen.phoneE164,
  },
  contact: {
    from: contactsSeen,
    isOver: isArchived(contactsSeen),
    name: contactsSeen.name,
    company: organizationOf(contactsSeen),
    email: contactsSeen.email,
    phone: contactsSeen.phone,
    phoneE164: contactsSeen.phoneE164,
  },
  organization: {
    from: organizationsSeen,
    isOver: isArchived(organizationsSeen),
    name: organizationsSeen.name,
    domain: organizationsSeen.domain,
    phone: organizationsSeen.phone,
    phoneE164: organizationsSeen.phoneE164,
  },
  opportunity: {
    from: opportunitiesSeen,
    isOver: isArchived(opportunitiesSeen),
    name: opportunitiesSeen.title,
    company: organizationOf(opportunitiesSeen),
  },
  task: { from: tasks, isOver: sql<boolean>`${tasks.status} = 'done'`, name: tasks.title },
};

/** crm.fold() of a name; most need no more than small letters, at a tenth of its price for thousands of candidates. */
const folded = (name: AnyPgColumn): SQL<string> =>
  sql`case when octet_length(${name}) = char_length(${name}) then lower(${name} collate "C") else crm.fold(${name}) end`;

export interface Hit extends Searchable {
  id: string;
  isOver: boolean;
}

interface Hits {
  count: number;
  items: Hit[];
}

/** Those of the records that the caller sees, those whose name begins with what was typed first, then the latest changed. */
export async function findHits(
  tx: Tx,
  noun: SearchNoun,
  { ids, typed, limit }: { ids: readonly string[]; typed: string; limit: number },
): Promise<Hits> {
  if (ids.length === 0 || limit <= 0) return { count: 0, items: [] };
  const { from, isOver, name, company, email, domain, phone, phoneE164 } = searched[noun];
  const none = sql<string | null>`null::text`;
  const rows = await tx
    .select({
      id: from.id,
      name,
      company: company ?? none,
      email: email ?? none,
      domain: domain ?? none,
      phone: phone ?? none,
      phoneE164: phoneE164 ?? none,
      isOver,
      count: sql<number>`count(*) over ()::int`,
    })
    .from(from)
    .where(
      and(
        eq(from.tenantId, tx.context.tenantId),
        isNull(from.deletedAt),
        sql`${from.id} = any (${sql.param(ids)}::uuid[])`,
      ),
    )
    .orderBy(
      isOver,
      desc(sql`${folded(name)} ^@ btrim(crm.fold(${typed}))`),
      desc(from.updatedAt),
      asc(from.id),
    )
    .limit(limit);
  return { count: rows[0]?.count ?? 0, items: rows.map(({ count: _, ...row }) => row as Hit) };
}
