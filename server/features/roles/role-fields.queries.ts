// SQL about the fields that a role has hidden or read-only.
import { and, eq, sql } from 'drizzle-orm';
import { roleFields } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';

export interface FieldRule {
  noun: string;
  field: string;
  access: 'hidden' | 'read_only';
}

const ofRole = (tx: Tx, roleId: string) =>
  and(eq(roleFields.tenantId, tx.context.tenantId), eq(roleFields.roleId, roleId));

export const findFieldRules = (tx: Tx, roleId: string): Promise<FieldRule[]> =>
  tx
    .select({ noun: roleFields.noun, field: roleFields.field, access: roleFields.access })
    .from(roleFields)
    .where(ofRole(tx, roleId));

export async function writeFieldRule(tx: Tx, roleId: string, rule: FieldRule): Promise<void> {
  const { tenantId } = tx.context;
  await tx
    .insert(roleFields)
    .values({ tenantId, roleId, ...rule })
    .onConflictDoUpdate({
      target: [roleFields.tenantId, roleFields.roleId, roleFields.noun, roleFields.field],
      set: { access: sql`excluded.access` },
    });
}

export async function deleteFieldRule(tx: Tx, roleId: string, noun: string, field: string): Promise<void> {
  await tx
    .delete(roleFields)
    .where(and(ofRole(tx, roleId), eq(roleFields.noun, noun), eq(roleFields.field, field)));
}

/** A copy of a role keeps closed what its model keeps closed. */
export async function copyFieldRules(tx: Tx, from: string, to: string): Promise<void> {
  for (const rule of await findFieldRules(tx, from)) await writeFieldRule(tx, to, rule);
}
