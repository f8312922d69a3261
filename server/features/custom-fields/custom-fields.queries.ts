// The only SQL about which fields a tenant adds. Every statement names the tenant.
import { and, asc, eq, isNull, sql, type SQL } from 'drizzle-orm';
import type { CustomField, CustomNoun } from '../../../app/contracts/custom-fields.ts';
import { customFields } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import { cached } from '../../cache.ts';

/** All fields, or those of a noun: in order, those put away last. */
export async function findFields(tx: Tx, noun?: CustomNoun): Promise<CustomField[]> {
  const all = await cached(tx, 'custom_field', ['all'], () => readFields(tx));
  return noun === undefined ? all : all.filter((field) => field.noun === noun);
}

async function readFields(tx: Tx): Promise<CustomField[]> {
  const { id, noun, key, label, type, choices, required, archivedAt, version, position } = customFields;
  const rows = await tx
    .select({ id, noun, key, label, type, choices, required, archivedAt, version })
    .from(customFields)
    .where(and(eq(customFields.tenantId, tx.context.tenantId), isNull(customFields.deletedAt)))
    .orderBy(asc(noun), sql`${archivedAt} is not null`, asc(position), asc(id));
  return rows.map(({ archivedAt: at, ...field }) => ({ ...field, archived: at !== null }));
}

type Written = Partial<typeof customFields.$inferInsert>;

/** False where the noun has a field of this key already. */
export async function insertField(
  tx: Tx,
  field: Omit<typeof customFields.$inferInsert, 'tenantId'>,
): Promise<boolean> {
  const written = await tx
    .insert(customFields)
    .values({ ...field, tenantId: tx.context.tenantId })
    .onConflictDoNothing();
  return written.count === 1;
}

/** Applies the changes if the version is still the one that was read, and holds the row. Null when it is gone. */
export async function updateField(
  tx: Tx,
  { id, version }: { id: string; version: number },
  changes: Written,
): Promise<number | null> {
  const read: SQL | undefined = and(
    eq(customFields.tenantId, tx.context.tenantId),
    eq(customFields.id, id),
    eq(customFields.version, version),
  );
  const now = { version: customFields.version };
  const rows =
    Object.keys(changes).length > 0
      ? await tx.update(customFields).set(changes).where(read).returning(now)
      : await tx.select(now).from(customFields).where(read).for('update');
  return rows[0]?.version ?? null;
}

/** Gives these fields their places, in this order. */
export async function orderFields(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.execute(sql`
    update crm.custom_fields f set position = o.place
      from unnest(${sql.param(ids)}::uuid[]) with ordinality o (id, place)
     where f.tenant_id = ${tx.context.tenantId} and f.id = o.id and f.position <> o.place`);
}
