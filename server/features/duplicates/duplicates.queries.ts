// Which records may be the same as one that is written, or as a lead that is converted. Views mask what a role hides, and the tables have the indexes:
// each statement asks both. What of them is the same is decided in duplicates.rules.ts.
import { and, asc, desc, eq, isNull, or, sql, type AnyColumn, type SQL } from 'drizzle-orm';
import type { Candidate } from '../../../app/contracts/lead-conversion.ts';
import type { SearchNoun } from '../../../app/contracts/search.ts';
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
import { judge, namesToFind, type Known } from './duplicates.rules.ts';
import { companyWords } from './matching/company-names.ts';

/** As many are compared; those that share a value come first. */
const COMPARED = 100;

type Person = Omit<Known, 'domain'>;

/** Leads with this e-mail address or phone, or of this name, however it is written, and of no other company. */
export async function findLeadCandidates(tx: Tx, lead: Person): Promise<Candidate[]> {
  const seen = leadsSeen;
  // who holds the address by the index of addresses, which lacks those that are kept apart: they by their words
  const [holders, named, mailed] = await Promise.all([
    findHolders(tx, leads, lead, sql`not ${leads.emailApart}`),
    findNamed(tx, 'lead', namesToFind(lead.name)),
    findNamed(tx, 'lead', lead.email === null ? [] : [lead.email]),
  ]);
  const found = await tx
    .select({
      id: seen.id,
      name: seen.name,
      email: seen.email,
      phoneE164: seen.phoneE164,
      company: seen.company,
    })
    .from(seen)
    .where(
      and(
        eq(seen.tenantId, tx.context.tenantId),
        isNull(seen.deletedAt),
        isAny(seen.id, [...holders, ...mailed, ...named]),
      ),
    )
    .orderBy(...nearest(seen, lead))
    .limit(COMPARED);
  return judge('lead', { ...lead, domain: null }, found.map(withoutDomain));
}

/** Contacts with this e-mail address or phone, or of this name, however it is written. */
export async function findContactCandidates(tx: Tx, person: Person): Promise<Candidate[]> {
  const seen = contactsSeen;
  const [holders, named] = await Promise.all([
    findHolders(tx, contacts, person),
    findNamed(tx, 'contact', namesToFind(person.name)),
  ]);
  const found = await tx
    .select({
      id: seen.id,
      name: seen.name,
      email: seen.email,
      phoneE164: seen.phoneE164,
      company: organizations.name,
    })
    .from(seen)
    .leftJoin(
      organizations,
      and(
        eq(organizations.tenantId, seen.tenantId),
        eq(organizations.id, seen.organizationId),
        isNull(organizations.deletedAt),
      ),
    )
    .where(
      and(
        eq(seen.tenantId, tx.context.tenantId),
        isNull(seen.deletedAt),
        isAny(seen.id, [...holders, ...named]),
      ),
    )
    .orderBy(...nearest(seen, person))
    .limit(COMPARED);
  return judge('contact', { ...person, domain: null }, found.map(withoutDomain));
}

/** Organizations of the company's name, whatever its legal form, or of the domain. */
export async function findOrganizationCandidates(
  tx: Tx,
  { company, domain }: Pick<Known, 'company' | 'domain'>,
): Promise<Candidate[]> {
  const seen = organizationsSeen;
  const named = await findNamed(
    tx,
    'organization',
    company === null ? [] : [companyWords(company).join(' ')],
  );
  const isNamed = sql<boolean>`coalesce(${organizations.nameNorm} = btrim(crm.fold(${company})), false)`;
  const found = await tx
    .select({ id: organizations.id, name: organizations.name, domain: seen.domain })
    .from(organizations)
    .innerJoin(seen, and(eq(seen.tenantId, organizations.tenantId), eq(seen.id, organizations.id)))
    .where(
      and(
        eq(organizations.tenantId, tx.context.tenantId),
        isNull(organizations.deletedAt),
        or(
          isNamed,
          domain === null ? undefined : eq(organizations.domain, domain),
          isAny(organizations.id, named),
        ),
      ),
    )
    .orderBy(
      desc(isNamed),
      sql`length(${organizations.name})`,
      asc(organizations.createdAt),
      asc(organizations.id),
    )
    .limit(COMPARED);
  const given = { name: company, email: null, phoneE164: null, company: null, domain };
  return judge(
    'organization',
    given,
    found.map((each) => ({ ...each, email: null, phoneE164: null, company: null })),
  );
}

const withoutDomain = <Row>(row: Row): Row & { domain: null } => ({ ...row, domain: null });

/** By the table's own indexes: a view that masks fields has none for them. */
async function findHolders(
  tx: Tx,
  table: typeof leads | typeof contacts,
  { email, phoneE164 }: Person,
  only?: SQL,
): Promise<string[]> {
  if (email === null && phoneE164 === null) return [];
  const rows = await tx
    .select({ id: table.id })
    .from(table)
    .where(
      and(
        eq(table.tenantId, tx.context.tenantId),
        isNull(table.deletedAt),
        or(
          email === null ? undefined : and(eq(table.emailNorm, email.toLowerCase()), only),
          phoneE164 === null ? undefined : eq(table.phoneE164, phoneE164),
        ),
      ),
    )
    .limit(COMPARED);
  return rows.map(({ id }) => id);
}

/** Whoever has all words of one of the texts. */
async function findNamed(tx: Tx, noun: SearchNoun, texts: readonly string[]): Promise<string[]> {
  const found = await Promise.all(texts.map((text) => findCandidates(tx, noun, text)));
  return found.flatMap((ids) => ids ?? []);
}

const isAny = (id: AnyColumn, ids: readonly string[]): SQL =>
  sql`${id} = any (${sql.param([...new Set(ids)])}::uuid[])`;

/** Of more than can be compared, those that share a value, then the oldest. */
const nearest = (seen: typeof leadsSeen | typeof contactsSeen, { name, email, phoneE164 }: Person): SQL[] => [
  sql`coalesce(lower(${seen.email}) = ${email?.toLowerCase() ?? null}, false) desc`,
  sql`coalesce(${seen.phoneE164} = ${phoneE164}, false) desc`,
  sql`coalesce(crm.fold(${seen.name}) = crm.fold(${name}), false) desc`,
  asc(seen.createdAt),
  asc(seen.id),
];
