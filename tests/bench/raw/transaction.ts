// What the tenant transaction is compared with: the same list as one bare statement, and inside Drizzle's stock
// transaction with set_config and the same entry check.
import { desc, eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import type { Sql } from 'postgres';
import { leads } from '../../../db/schema/index.ts';
import type { TenantContext } from '../../../db/tenant.ts';
import { proofArguments } from '../../../db/context.ts';

/** As the superuser: no policy, no context, one prepared statement. */
export const bareList = (admin: Sql, tenantId: string) => () =>
  admin`select id, name, created_at from crm.leads where tenant_id = ${tenantId} order by created_at desc, id desc limit 50`;

export const bareOne = (admin: Sql) => () => admin`select ${1}::int as one`;

export function stockList(app: Sql, context: TenantContext, permission: string): () => Promise<unknown> {
  return stock(app, context, permission, (tx) =>
    tx
      .select({ id: leads.id, name: leads.name, createdAt: leads.createdAt })
      .from(leads)
      .where(eq(leads.tenantId, context.tenantId))
      .orderBy(desc(leads.createdAt), desc(leads.id))
      .limit(50),
  );
}

export function stockOne(app: Sql, context: TenantContext, permission: string): () => Promise<unknown> {
  return stock(app, context, permission, (tx) => tx.execute(sql`select ${1}::int as one`));
}

type StockTransaction = Parameters<Parameters<ReturnType<typeof drizzle>['transaction']>[0]>[0];

function stock(
  app: Sql,
  context: TenantContext,
  permission: string,
  query: (tx: StockTransaction) => Promise<unknown>,
): () => Promise<unknown> {
  const db = drizzle(app);
  const settings = sql`select set_config('app.tenant_id', ${context.tenantId}, true), set_config('app.user_id', ${context.userId}, true),
    set_config('app.actor', ${context.actor}, true), set_config('app.actor_id', ${context.actorId}, true),
    set_config('app.source', ${context.source}, true), set_config('app.request_id', ${context.requestId}, true),
    set_config('app.ip', ${context.ip ?? ''}, true), set_config('app.user_agent', ${context.userAgent ?? ''}, true)`;
  const [kind, proof, account, epoch] = proofArguments(context.proof);
  return () =>
    db.transaction(
      async (tx) => {
        await tx.execute(settings);
        await tx.execute(sql`select crm.enter(${kind}, ${proof}, ${account}, ${epoch}, ${permission})`);
        return query(tx);
      },
      { accessMode: 'read only' },
    );
}
