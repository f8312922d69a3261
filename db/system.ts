// In charge of transactions that belong to no tenant: accounts and sessions, and the operators' own tables.
// Neither role has a grant on crm; work that touches both is two transactions, auth first.
import type { Transaction } from './transaction.ts';
import { transact } from './transaction.ts';

export type AuthTx = Transaction;
export type OperatorTx = Transaction;

export interface SystemOptions {
  readOnly?: boolean;
  label?: string;
  /** A statement sent together with the opening; `fn` runs when it has succeeded. */
  behind?: ((tx: Transaction) => Promise<unknown>) | undefined;
}

/** As streamflow_auth, for auth.* and the tenant directory. */
export function withAuth<T>(fn: (tx: AuthTx) => Promise<T>, options: SystemOptions = {}): Promise<T> {
  return outsideTenants('auth', fn, options);
}

/** As streamflow_operator, for platform.*. */
export function withOperator<T>(
  fn: (tx: Transaction) => Promise<T>,
  options: SystemOptions = {},
): Promise<T> {
  return outsideTenants('operator', fn, options);
}

function outsideTenants<T>(
  pool: 'auth' | 'operator',
  fn: (tx: Transaction) => Promise<T>,
  { readOnly = false, label = pool, behind }: SystemOptions,
): Promise<T> {
  const nothingToCheck = (): Promise<null> => Promise.resolve(null);
  return transact(
    { pool, readOnly, dryRun: false, label, settings: '', enter: nothingToCheck, behind },
    (tx) => fn(tx),
  );
}
