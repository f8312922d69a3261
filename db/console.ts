// In charge of statements an administrator types: one connection, one transaction, one role, optionally one tenant.
// Never part of a request; rows are shown as text, so nothing is converted.
import type { Sql } from 'postgres';
import { withConnection } from './connection.ts';
import type { TenantContext } from './context.ts';
import { contextSettings, proofArguments } from './context.ts';

export interface Column {
  name: string;
  /** Type oid. */
  type: number;
}

export interface ConsoleResult {
  /** e.g. "SELECT" or "UPDATE". */
  command: string;
  count: number;
  columns: Column[];
  rows: (string | null)[][];
}

/** Runs `text` (one or several statements) and commits. Rejects with PostgreSQL's error; then nothing was kept. */
export function runStatements(url: string, text: string, context?: TenantContext): Promise<ConsoleResult[]> {
  const answer = async (sql: Sql): Promise<unknown> =>
    sql.begin(async (transaction) => {
      if (context) await enter(transaction, context);
      return transaction.unsafe(text).simple().raw();
    });
  return withConnection(url, async (sql) => resultsOf(await answer(sql)), 'console');
}

async function enter(sql: Pick<Sql, 'unsafe'>, context: TenantContext): Promise<void> {
  const settings = contextSettings(context).replace(/^;\s*/, '');
  await sql.unsafe(settings).simple();
  await sql.unsafe('select crm.enter($1, $2, $3, $4, $5)', [...proofArguments(context.proof), null]);
}

interface RawResult extends Array<(Buffer | null)[]> {
  command: string;
  count: number | null;
  columns?: Column[];
}

/** One result for one statement, an array of them for several. */
function resultsOf(answered: unknown): ConsoleResult[] {
  const several = Array.isArray(answered) && answered.length > 0 && answered.every(isResult);
  return (several ? (answered as RawResult[]) : [answered as RawResult]).map((result) => ({
    command: result.command,
    count: result.count ?? 0,
    columns: (result.columns ?? []).map(({ name, type }) => ({ name, type })),
    rows: [...result].map((row) => row.map((cell) => cell?.toString('utf8') ?? null)),
  }));
}

const isResult = (value: unknown): boolean => Array.isArray(value) && 'command' in value;

export interface Person {
  tenantId: string;
  userId: string | null;
}

/** A tenant by slug and, when asked for, one of its people by e-mail. Needs a role that sees both (admin). */
export async function findPerson(adminUrl: string, slug: string, email?: string): Promise<Person> {
  return withConnection(adminUrl, async (sql) => {
    const [tenant] = await sql<[{ id: string }?]>`
      select tenant_id as id from platform.tenants where slug = ${slug}`;
    if (!tenant) {
      const known = await sql<{ slug: string }[]>`select slug from platform.tenants order by slug limit 20`;
      throw new Error(`No tenant "${slug}". Known: ${known.map((row) => row.slug).join(', ') || 'none'}`);
    }
    if (!email) return { tenantId: tenant.id, userId: null };
    const [user] = await sql<[{ id: string }?]>`
      select id from crm.users where tenant_id = ${tenant.id} and email_norm = ${email.toLowerCase()}`;
    if (!user) throw new Error(`No user "${email}" in the tenant "${slug}".`);
    return { tenantId: tenant.id, userId: user.id };
  });
}
