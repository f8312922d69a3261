// In charge of one read-only transaction that the readers of one request share: opened by the first, ended when the last
// has left. Entered once, as the person; each reader's permission is checked by name against what entry answered, before
// it gets a row or even an error of its own. Does not serve writes: those open their own.
import { aborted, DatabaseError } from './errors.ts';
import { withTenant, type Entered, type TenantContext, type Tx } from './tenant.ts';
import { inScope } from './transaction.ts';

/** What a reader says of itself; see TenantOptions. */
export interface Reader {
  permission: string | null;
  label: string;
}

interface Visit {
  readers: number;
  readonly tx: Promise<Tx>;
  /** when the transaction has ended; says why it could not be opened or entered */
  readonly ended: Promise<void>;
  readonly end: () => void;
}

export class SharedRead {
  readonly #context: () => TenantContext;
  #visit: Visit | null = null;

  /** `context` may throw: whoever may not come in is told so at each call. */
  constructor(context: () => TenantContext) {
    this.#context = context;
  }

  /** Like a read-only `withTenant`. Runs `fn` again in a transaction of its own where another reader has spoilt this one. */
  async read<T>(reader: Reader, fn: (tx: Tx) => Promise<T>): Promise<T> {
    const context = this.#context();
    const visit = (this.#visit ??= open(context));
    visit.readers += 1;
    try {
      return await reading(visit, reader, fn);
    } catch (error) {
      if (!aborted(error)) throw error;
    } finally {
      this.#leave(visit);
    }
    return withTenant(context, { ...reader, readOnly: true }, fn);
  }

  #leave(visit: Visit): void {
    visit.readers -= 1;
    if (visit.readers > 0) return;
    if (this.#visit === visit) this.#visit = null;
    visit.end();
  }
}

function open(context: TenantContext): Visit {
  const opened = Promise.withResolvers<Tx>();
  const left = Promise.withResolvers<void>();
  const ended = withTenant(context, { permission: null, readOnly: true, label: 'page' }, async (tx) => {
    opened.resolve(tx);
    await left.promise;
  });
  ended.catch(opened.reject);
  opened.promise.catch(() => undefined);
  return { readers: 0, tx: opened.promise, ended, end: left.resolve };
}

async function reading<T>(
  { tx: shared, ended, end }: Visit,
  { permission, label }: Reader,
  fn: (tx: Tx) => Promise<T>,
): Promise<T> {
  const whole = await shared;
  const { context, entered, readOnly } = whole;
  const tx = Object.assign(whole.as(label), { context, entered, readOnly });
  const outcome = await inScope(label, () => fn(tx)).then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  await entered.then(
    (who) => requireHeld(who, permission),
    async () => {
      // nobody came in: the transaction's end says it as it does to a single reader
      end();
      await ended;
    },
  );
  if ('error' in outcome) throw outcome.error;
  return outcome.value;
}

/** The rule of crm.covers, refused in the words of crm.enter. */
function requireHeld({ permissions }: Entered, permission: string | null): void {
  if (permission === null) return;
  const [noun = ''] = permission.split(':');
  if ([permission, `${noun}:*`, 'admin:*'].some((held) => permissions.includes(held))) return;
  const refused = new DatabaseError('SF403', `permission ${permission} is not held`);
  throw Object.assign(refused, { detail: permission });
}
