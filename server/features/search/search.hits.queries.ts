// From words to records of every noun: candidates by the token table, then the rows, under the caller's own policies and
// without what a role hides from them.
import { and, asc, desc, eq, isNull, sql, type SQL } from 'drizzle-orm';
import type { AnyPgColumn, PgView } from 'drizzle-orm/pg-core';
import type { SearchNoun } from '../../../app/contracts/search.ts';
import { contactsSeen, leadsSeen, opportunitiesSeen, organizationsSeen } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import { CANDIDATE_CAP, findCandidates } from './search.queries.ts';
import type { Searchable } from './search.rules.ts';

type Words = SQL<string | null> | AnyPgColumn;

interface Searched {
  from: PgView & Record<'tenantId' | 'id' | 'deletedAt' | 'archivedAt' | 'updatedAt', AnyPgColumn>;
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

const searched: Readonly<Record<SearchNoun, Searched>> = {
  lead: {
    from: leadsSeen,
    name: leadsSeen.name,
    company: leadsSeen.company,
    email: leadsSeen.email,
    phone: leadsSeen.phone,
    phoneE164: leadsSeen.phoneE164,
  },
  contact: {
    from: contactsSeen,
    name: contactsSeen.name,
    company: organizationOf(contactsSeen),
    email: contactsSeen.email,
    phone: contactsSeen.phone,
    phoneE164: contactsSeen.phoneE164,
  },
  organization: {
    from: organizationsSeen,
    name: organizationsSeen.name,
    domain: organizationsSeen.domain,
    phone: organizationsSeen.phone,
    phoneE164: organizationsSeen.phoneE164,
  },
  opportunity: {
    from: opportunitiesSeen,
    name: opportunitiesSeen.title,
    company: organizationOf(opportunitiesSeen),
  },
};

export interface Hit extends Searchable {
  id: string;
  isArchived: boolean;
}

export interface Hits {
  noun: SearchNoun;
  count: number;
  isCapped: boolean;
  items: Hit[];
}

/** Records of one noun that hold every word, those whose name begins with the words first, then the latest changed. */
export async function findHits(tx: Tx, noun: SearchNoun, typed: string, limit: number): Promise<Hits> {
  const ids = await findCandidates(tx, noun, typed);
  if (!ids?.length) return { noun, count: 0, isCapped: false, items: [] };
  const { from, name, company, email, domain, phone, phoneE164 } = searched[noun];
  const none = sql<string | null>`null::text`;
  const found = and(
    eq(from.tenantId, tx.context.tenantId),
    isNull(from.deletedAt),
    sql`${from.id} = any (${sql.param(ids)}::uuid[])`,
  );
  const rows = await tx
    .select({
      id: from.id,
      name,
      company: company ?? none,
      email: email ?? none,
      domain: domain ?? none,
      phone: phone ?? none,
      phoneE164: phoneE164 ?? none,
      isArchived: sql<boolean>`${from.archivedAt} is not null`,
      count: sql<number>`count(*) over ()::int`,
    })
    .from(from)
    .where(found)
    .orderBy(
      sql`${from.archivedAt} is not null`,
      desc(sql`crm.fold(${name}) ^@ btrim(crm.fold(${typed}))`),
      desc(from.updatedAt),
      asc(from.id),
    )
    .limit(limit);
  return {
    noun,
    count: rows[0]?.count ?? 0,
    isCapped: ids.length >= CANDIDATE_CAP,
    items: rows.map(({ count: _, ...row }) => row as Hit),
  };
}
