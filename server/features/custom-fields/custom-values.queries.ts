// The only SQL about what records say of custom fields. Every statement names the tenant.
import { and, eq, gte, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { CustomField, CustomNoun } from '../../../app/contracts/custom-fields.ts';
import type { CustomValues } from '../../../app/contracts/custom-values.ts';
import { customValues } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import type { Kept } from './custom-values.rules.ts';

interface Listed {
  tenantId: AnyPgColumn;
  id: AnyPgColumn;
}

/** A column of a list: what each row says of the fields in use, by key. One look-up by key for each row of the page. */
export const customColumn = (noun: CustomNoun, of: Listed) =>
  sql<CustomValues>`(select coalesce(json_object_agg(said.key, said.value), '{}') from (
    select f.key, case f.type
             when 'number' then to_json(min(v.value_number))
             when 'multi-select' then json_agg(v.value_text order by v.place)
             when 'money' then json_build_object('minor', min(v.value_minor), 'currency', min(v.value_currency))
             when 'user' then json_build_object('id', min(v.value_user_id::text), 'name', coalesce(min(u.name), ''))
             else to_json(coalesce(min(v.value_text), min(v.value_date)::text)) end as value
      from crm.custom_values v
      join crm.custom_fields f on f.tenant_id = v.tenant_id and f.id = v.field_id
       and f.archived_at is null and f.deleted_at is null
      left join crm.users u on u.tenant_id = v.tenant_id and u.id = v.value_user_id
     where v.tenant_id = ${of.tenantId} and v.record_id = ${of.id} and v.noun = ${noun}
     group by f.id, f.key, f.type) said)`;

interface Of {
  noun: CustomNoun;
  id: string;
  ownerId: string | null;
  teamId: string | null;
}

/** What a record says of a field from now on. */
export async function writeValue(
  tx: Tx,
  { noun, id: recordId, ownerId, teamId }: Of,
  { id: fieldId, type }: Pick<CustomField, 'id' | 'type'>,
  kept: readonly Kept[],
): Promise<void> {
  const { tenantId } = tx.context;
  await tx
    .delete(customValues)
    .where(
      and(
        eq(customValues.tenantId, tenantId),
        eq(customValues.recordId, recordId),
        eq(customValues.fieldId, fieldId),
        gte(customValues.place, kept.length),
      ),
    );
  if (kept.length === 0) return;
  await tx
    .insert(customValues)
    .values(
      kept.map((row, place) => ({ tenantId, noun, recordId, fieldId, type, place, ownerId, teamId, ...row })),
    )
    .onConflictDoUpdate({
      target: [customValues.tenantId, customValues.recordId, customValues.fieldId, customValues.place],
      set: {
        text: sql`excluded.value_text`,
        number: sql`excluded.value_number`,
        date: sql`excluded.value_date`,
        minor: sql`excluded.value_minor`,
        currency: sql`excluded.value_currency`,
        userId: sql`excluded.value_user_id`,
      },
    });
}
