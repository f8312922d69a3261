// Which records may be the same as one that is written, or as a lead that is converted. Views mask what a role hides, and the tables have the indexes:
// each statement asks both.
import { and, asc, desc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Candidate, Reason } from '../../../app/contracts/lead-conversion.ts';
import {
  contacts,
  contactsSeen,
  leads,
  leadsSeen,
  organizations,
  organizationsSeen,
} from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import { findCandidates } from '../search/search.queries.ts';

/** Enough to choose from; a common name has more, and a form is no list. */
const CANDIDATES = 8;

interface Lead {
  name: string;
  company: string | null;
  email: string | null;
  phoneE164: string | null;
}

/** Leads with this e-mail address, or of this name and of no other company, in this order. */
export async function findLeadCandidates(
  tx: Tx,
  { name, email: given, company }: Pick<Lead, 'email' | 'company'> & { name: string | null },
): Promise<Candidate[]> {
  const email = given?.toLowerCase() ?? null;
  const seen = leadsSeen;
  const isSame = {
    email: sql<boolean>`coalesce(lower(${seen.email}) = ${email}, false)`,
    name: sql<boolean>`coalesce(crm.fold(${seen.name}) = crm.fold(${name})
      and coalesce(crm.fold(${seen.company}) = crm.fold(${company}), true), false)`,
  };
  // who holds the address by the index of addresses, which lacks those that are kept apart: they by their words
  const [holders, named, mailed] = await Promise.all([
    email === null ? [] : findHolder(tx, email),
    name === null ? null : findCandidates(tx, 'lead', name),
    email === null ? null : findCandidates(tx, 'lead', email),
  ]);
  const ids = [...new Set([...holders, ...(mailed ?? []), ...(named ?? [])])];
  const rows = await tx
    .select({ id: seen.id, name: seen.name, address: seen.email, company: seen.company, same: isSame })
    .from(seen)
    .where(
      and(
        eq(seen.tenantId, tx.context.tenantId),
        isNull(seen.deletedAt),
        sql`${seen.id} = any (${sql.param(ids)}::uuid[])`,
        or(isSame.email, isSame.name),
      ),
    )
    .orderBy(desc(isSame.email), asc(seen.createdAt), asc(seen.id))
    .limit(CANDIDATES);
  return rows.map(({ id, name, address, company, same }) => ({
    id,
    name,
    detail: [address, company].filter(Boolean).join(', ') || null,
    same: reasonsOf(same),
  }));
}

async function findHolder(tx: Tx, email: string): Promise<string[]> {
  const rows = await tx
    .select({ id: leads.id })
    .from(leads)
    .where(
      and(
        eq(leads.tenantId, tx.context.tenantId),
        eq(leads.emailNorm, email),
        sql`not ${leads.emailApart}`,
        isNull(leads.deletedAt),
      ),
    );
  return rows.map(({ id }) => id);
}

/** Contacts with the lead's e-mail address, phone or name, in this order. */
export async function findContactCandidates(tx: Tx, lead: Lead): Promise<Candidate[]> {
  const email = lead.email?.toLowerCase() ?? null;
  const isSame = {
    email: sql<boolean>`coalesce(lower(${contactsSeen.email}) = ${email}, false)`,
    phone: sql<boolean>`coalesce(${contactsSeen.phoneE164} = ${lead.phoneE164}, false)`,
    name: sql<boolean>`crm.fold(${contactsSeen.name}) = crm.fold(${lead.name})`,
  };
  const named = (await findCandidates(tx, 'contact', lead.name)) ?? [];
  const rows = await tx
    .select({
      id: contactsSeen.id,
      name: contactsSeen.name,
      address: contactsSeen.email,
      company: organizations.name,
      same: isSame,
    })
    .from(contactsSeen)
    .leftJoin(
      organizations,
      and(
        eq(organizations.tenantId, contactsSeen.tenantId),
        eq(organizations.id, contactsSeen.organizationId),
        isNull(organizations.deletedAt),
      ),
    )
    .where(
      and(
        eq(contactsSeen.tenantId, tx.context.tenantId),
        isNull(contactsSeen.deletedAt),
        inArray(contactsSeen.id, sameKeys(tx, email, lead.phoneE164, named)),
        or(isSame.email, isSame.phone, isSame.name),
      ),
    )
    .orderBy(desc(isSame.email), desc(isSame.phone), asc(contactsSeen.createdAt), asc(contactsSeen.id))
    .limit(CANDIDATES);
  return rows.map(({ id, name, address, company, same }) => ({
    id,
    name,
    detail: [address, company].filter(Boolean).join(', ') || null,
    same: reasonsOf(same),
  }));
}

/** By the table's own indexes: a view that masks fields has none for them. */
const sameKeys = (tx: Tx, email: string | null, phoneE164: string | null, named: readonly string[]) =>
  tx
    .select({ id: contacts.id })
    .from(contacts)
    .where(
      and(
        eq(contacts.tenantId, tx.context.tenantId),
        or(
          email === null ? undefined : eq(contacts.emailNorm, email),
          phoneE164 === null ? undefined : eq(contacts.phoneE164, phoneE164),
          sql`${contacts.id} = any (${sql.param(named)}::uuid[])`,
        ),
      ),
    );

/** Organizations of the lead's company name, or of the domain of its e-mail address. */
export async function findOrganizationCandidates(
  tx: Tx,
  { company, domain }: { company: string | null; domain: string | null },
): Promise<Candidate[]> {
  const isSame = {
    name: sql<boolean>`coalesce(${organizations.nameNorm} = btrim(crm.fold(${company})), false)`,
    domain: sql<boolean>`coalesce(lower(${organizationsSeen.domain}) = ${domain}, false)`,
  };
  const rows = await tx
    .select({ id: organizations.id, name: organizations.name, site: organizationsSeen.domain, same: isSame })
    .from(organizations)
    .innerJoin(
      organizationsSeen,
      and(eq(organizationsSeen.tenantId, organizations.tenantId), eq(organizationsSeen.id, organizations.id)),
    )
    .where(
      and(
        eq(organizations.tenantId, tx.context.tenantId),
        isNull(organizations.deletedAt),
        or(isSame.name, domain === null ? undefined : and(eq(organizations.domain, domain), isSame.domain)),
      ),
    )
    .orderBy(desc(isSame.name), asc(organizations.createdAt), asc(organizations.id))
    .limit(CANDIDATES);
  return rows.map(({ id, name, site, same }) => ({ id, name, detail: site, same: reasonsOf(same) }));
}

const reasonsOf = (same: Partial<Record<Reason, boolean>>): Reason[] =>
  (['email', 'phone', 'name', 'domain'] as const).filter((reason) => same[reason]);
