// The only SQL about saved views. Whose a view is, the policies say: here every statement names the tenant.
import { and, asc, count, eq, isNull, like, sql, type SQL } from 'drizzle-orm';
import type { SavedView, ViewNoun } from '../../../app/contracts/views.ts';
import { uuidv7 } from '../../../db/ids.ts';
import { defaultViews, savedViews } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import { cached } from '../../cache.ts';

const ofTenant = (tx: Tx): SQL => eq(savedViews.tenantId, tx.context.tenantId);

const selectViews = (tx: Tx) =>
  tx
    .select({
      id: savedViews.id,
      noun: sql<ViewNoun>`${savedViews.noun}`,
      slug: savedViews.slug,
      name: savedViews.name,
      list: savedViews.list,
      shared: sql<boolean>`${savedViews.userId} is null`,
      isMine: sql<boolean>`${savedViews.createdBy} is not distinct from crm.current_user_id()`,
      isDefault: sql<boolean>`${defaultViews.viewId} is not null`,
      version: savedViews.version,
    })
    .from(savedViews)
    .leftJoin(
      defaultViews,
      and(
        eq(defaultViews.tenantId, savedViews.tenantId),
        eq(defaultViews.viewId, savedViews.id),
        eq(defaultViews.userId, sql`crm.current_user_id()`),
      ),
    );

/** The caller's own views and the shared ones, by name. */
export const findViews = (tx: Tx, noun: ViewNoun): Promise<SavedView[]> =>
  cached(tx, 'saved_view', [noun], () =>
    selectViews(tx)
      .where(and(ofTenant(tx), eq(savedViews.noun, noun)))
      .orderBy(asc(savedViews.name), asc(savedViews.id))
      .limit(200),
  );

export async function findView(tx: Tx, id: string): Promise<SavedView | null> {
  const [row] = await selectViews(tx).where(and(ofTenant(tx), eq(savedViews.id, id)));
  return row ?? null;
}

const scope = (noun: ViewNoun, userId: string | null): SQL | undefined =>
  and(eq(savedViews.noun, noun), userId ? eq(savedViews.userId, userId) : isNull(savedViews.userId));

export async function countViews(tx: Tx, noun: ViewNoun, userId: string | null): Promise<number> {
  const [row] = await tx
    .select({ count: count() })
    .from(savedViews)
    .where(and(ofTenant(tx), scope(noun, userId)));
  return row?.count ?? 0;
}

export interface AskedName {
  noun: ViewNoun;
  /** whose views are meant; null for the shared ones */
  userId: string | null;
  name: string;
  /** the view that may have it */
  exceptId?: string;
}

export async function isNameTaken(tx: Tx, { noun, userId, name, exceptId }: AskedName): Promise<boolean> {
  const rows = await tx
    .select({ id: savedViews.id })
    .from(savedViews)
    .where(and(ofTenant(tx), scope(noun, userId), eq(sql`lower(${savedViews.name})`, sql`lower(${name})`)))
    .limit(2);
  return rows.some(({ id }) => id !== exceptId);
}

/** The slugs that begin with this one, of those who share one scope. */
export async function findSlugs(
  tx: Tx,
  noun: ViewNoun,
  userId: string | null,
  slug: string,
): Promise<string[]> {
  const rows = await tx
    .select({ slug: savedViews.slug })
    .from(savedViews)
    .where(and(ofTenant(tx), scope(noun, userId), like(savedViews.slug, `${slug}%`)));
  return rows.map((row) => row.slug);
}

interface Values {
  slug: string;
  name: string;
  list: string;
  userId: string | null;
}

/** Answers the new id; null when the slug was taken this very moment. */
export async function insertView(tx: Tx, noun: ViewNoun, values: Values): Promise<string | null> {
  const id = uuidv7();
  const written = await tx
    .insert(savedViews)
    .values({ tenantId: tx.context.tenantId, id, noun, ...values })
    .onConflictDoNothing();
  return written.count === 1 ? id : null;
}

/** Answers the new version, null when the one that was read is gone. */
export async function updateView(
  tx: Tx,
  { id, version }: { id: string; version: number },
  changes: Partial<Values>,
): Promise<number | null> {
  const [row] = await tx
    .update(savedViews)
    .set(changes)
    .where(and(ofTenant(tx), eq(savedViews.id, id), eq(savedViews.version, version)))
    .returning({ version: savedViews.version });
  return row?.version ?? null;
}

/** Answers whether the version that was read was there. */
export async function deleteView(tx: Tx, { id, version }: { id: string; version: number }): Promise<boolean> {
  const gone = await tx
    .delete(savedViews)
    .where(and(ofTenant(tx), eq(savedViews.id, id), eq(savedViews.version, version)));
  return gone.count === 1;
}

/** What the caller begins a list with; null for no view. */
export async function setDefault(
  tx: Tx,
  userId: string,
  noun: ViewNoun,
  viewId: string | null,
): Promise<void> {
  const { tenantId } = tx.context;
  if (viewId) {
    await tx
      .insert(defaultViews)
      .values({ tenantId, userId, noun, viewId })
      .onConflictDoUpdate({
        target: [defaultViews.tenantId, defaultViews.userId, defaultViews.noun],
        set: { viewId },
      });
    return;
  }
  await tx
    .delete(defaultViews)
    .where(
      and(eq(defaultViews.tenantId, tenantId), eq(defaultViews.userId, userId), eq(defaultViews.noun, noun)),
    );
}
