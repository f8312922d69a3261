// In charge of the one way into tenant data: who for which tenant, checked inside the same transaction.
// Does not translate errors (server/ does) and decides nothing about rows: the database's policies do.
import { setTimeout as wait } from 'node:timers/promises';
import type { Sql } from 'postgres';
import type { TenantContext } from './context.ts';
import { contextSettings, proofArguments } from './context.ts';
import { retryable } from './errors.ts';
import type { Transaction } from './transaction.ts';
import { transact } from './transaction.ts';

export type { Proof, TenantContext } from './context.ts';

/** What crm.enter answers: the person as of this transaction. */
export interface Entered {
  userId: string | null;
  name: string;
  email: string;
  tenantName: string;
  tenantSlug: string;
  roles: string[];
  permissions: string[];
  /** ISO 4217, three letters. */
  currency: string;
  /** IANA name. */
  zone: string;
  locale: string;
  teamId: string | null;
  /** The own team and, for managers, those below. */
  teamIds: string[];
  /** Nouns of which the team's records are seen; see seesAll. */
  seesTeam: string[];
  /** Nouns of which every record is seen. */
  seesAll: string[];
  /** Fields that a role hides from them, as noun.field. */
  hiddenFields: string[];
  /** Fields they may not change: the hidden ones and those that are read-only. */
  lockedFields: string[];
  /** Until when the session counts as freshly authenticated. */
  sudoUntil: string | null;
  /** The version of each noun of which copies are kept, see server/cache.ts; null where nobody is entered. */
  versions: Readonly<Record<string, string>> | null;
}

export type Tx = Transaction & {
  readonly context: TenantContext;
  readonly entered: Promise<Entered>;
  readonly readOnly: boolean;
};

export interface TenantOptions {
  /** `noun:verb` that the caller must hold; null where being an active user is enough. */
  permission: string | null;
  /** A write then fails with 25006. */
  readOnly?: boolean;
  /** Run everything, answer, keep nothing. */
  dryRun?: boolean;
  pool?: 'app' | 'import';
  /** The procedure's name; ends up as a comment on every statement. */
  label?: string;
  /** Run `fn` again, up to three times, when the database asks for it; `fn` must have no effect outside `tx`. */
  retry?: boolean;
  /** A statement sent together with the opening; `fn` runs when it has succeeded. */
  behind?: ((tx: Transaction) => Promise<unknown>) | undefined;
}

const ENTER = 'select crm.enter($1, $2, $3, $4, $5) as entered';
const RETRIES = 3;

/**
 * Runs `fn` in one transaction of one tenant. The opening and crm.enter travel in one message; a read's statements
 * follow without waiting, a mutation's wait for the answer. Rows reach the caller only when entry was granted.
 * Rejects with errors carrying `code`: SF401, SF403, another SQLSTATE, or what `fn` threw (everything rolled back).
 */
export async function withTenant<T>(
  context: TenantContext,
  options: TenantOptions,
  fn: (tx: Tx) => Promise<T>,
): Promise<T> {
  const settings = contextSettings(context);
  const proof = proofArguments(context.proof);
  const {
    permission,
    readOnly = false,
    dryRun = false,
    pool = 'app',
    label = 'tenant',
    retry = false,
    behind,
  } = options;
  const enter = async (sql: Sql): Promise<Entered> => {
    const [row] = await sql
      .unsafe<[{ entered: Entered }]>(ENTER, [...proof, permission], { prepare: true })
      .execute();
    return row.entered;
  };
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await transact({ pool, readOnly, dryRun, label, settings, enter, behind }, (tx, entered) =>
        fn(Object.assign(tx, { context, entered, readOnly })),
      );
    } catch (error) {
      if (!retry || attempt >= RETRIES || !retryable(error)) throw error;
      await wait(jitter(attempt));
    }
  }
}

/** 10–20, 20–40, 40–80 ms: those who collided must not meet again. */
const jitter = (attempt: number): number => 10 * 2 ** attempt * (1 + Math.random());
