// The only SQL about tags: the tenant's, and which record has which. Every statement names the tenant.
import { and, asc, count, eq, exists, inArray, isNull, not, or, sql, type SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Filter } from '../../../app/contracts/list.ts';
import { MAX_TENANT_TAGS, type Tag, type TagMark } from '../../../app/contracts/tags.ts';
import type { RecordNoun } from '../../../app/paths.ts';
import { uuidv7 } from '../../../db/ids.ts';
import { recordTags, tags } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import { cached } from '../../cache.ts';

const live = (tx: Tx): SQL | undefined => and(eq(tags.tenantId, tx.context.tenantId), isNull(tags.deletedAt));

const columns = { id: tags.id, name: tags.name, version: tags.version, createdAt: tags.createdAt };

const toTag = (row: Tag): Tag => ({ ...row, createdAt: new Date(row.createdAt).toISOString() });

/** All tags of the tenant, by name. */
export const findTags = (tx: Tx): Promise<Tag[]> => cached(tx, 'tag', ['all'], () => readTags(tx));

async function readTags(tx: Tx): Promise<Tag[]> {
  const rows = await tx
    .select(columns)
    .from(tags)
    .where(live(tx))
    .orderBy(asc(tags.nameNorm), asc(tags.id))
    .limit(MAX_TENANT_TAGS);
  return rows.map(toTag);
}

export async function findTag(tx: Tx, id: string): Promise<Tag | null> {
  const [row] = await tx
    .select(columns)
    .from(tags)
    .where(and(live(tx), eq(tags.id, id)));
  return row ? toTag(row) : null;
}

/** Whether the tag of this id was deleted. */
export async function findDeleted(tx: Tx, id: string): Promise<{ name: string } | null> {
  const [row] = await tx
    .select({ name: tags.name })
    .from(tags)
    .where(and(eq(tags.tenantId, tx.context.tenantId), eq(tags.id, id), sql`${tags.deletedAt} is not null`));
  return row ?? null;
}

/** Names are one name whatever their case, accents and outer spaces. */
const folded = (names: readonly string[]): SQL =>
  sql`${tags.nameNorm} = any (select btrim(crm.fold(n)) from unnest(${sql.param(names)}::text[]) n)`;

export const findNamed = (tx: Tx, names: readonly string[]): PromiseLike<TagMark[]> =>
  tx
    .select({ id: tags.id, name: tags.name })
    .from(tags)
    .where(and(live(tx), folded(names)))
    .orderBy(asc(tags.nameNorm));

/** Until the transaction is over nobody else makes tags of the tenant: what is counted stays so. */
export async function lockTags(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`tags ${tx.context.tenantId}`}, 0))`);
}

export async function countTags(tx: Tx): Promise<number> {
  const [row] = await tx.select({ count: count() }).from(tags).where(live(tx));
  return row?.count ?? 0;
}

/** Makes tags of these names; one that is there already, or is made this very moment, is left as it is. */
export async function insertTags(tx: Tx, names: readonly string[]): Promise<void> {
  const { tenantId } = tx.context;
  await tx
    .insert(tags)
    .values(names.map((name) => ({ tenantId, id: uuidv7(), name })))
    .onConflictDoNothing();
}

/** Renames, deletes or restores a tag. Answers its version, null when the one that was read is gone. */
export async function updateTag(
  tx: Tx,
  { id, version }: { id: string; version?: number },
  changes: { name?: string; deletedAt?: string | null },
): Promise<number | null> {
  const [row] = await tx
    .update(tags)
    .set(changes)
    .where(
      and(
        eq(tags.tenantId, tx.context.tenantId),
        eq(tags.id, id),
        version === undefined ? undefined : and(eq(tags.version, version), isNull(tags.deletedAt)),
      ),
    )
    .returning({ version: tags.version });
  return row?.version ?? null;
}

interface Tagged {
  noun: RecordNoun;
  id: string;
  ownerId: string | null;
  teamId: string | null;
}

/** The tags of one record, by name. */
export const findTagsOf = (tx: Tx, { noun, id }: Pick<Tagged, 'noun' | 'id'>): PromiseLike<TagMark[]> =>
  tx
    .select({ id: tags.id, name: tags.name })
    .from(recordTags)
    .innerJoin(tags, and(live(tx), eq(tags.id, recordTags.tagId)))
    .where(
      and(
        eq(recordTags.tenantId, tx.context.tenantId),
        eq(recordTags.noun, noun),
        eq(recordTags.recordId, id),
      ),
    )
    .orderBy(asc(tags.nameNorm));

export async function insertRecordTags(tx: Tx, of: Tagged, tagIds: readonly string[]): Promise<void> {
  if (tagIds.length === 0) return;
  const { noun, id: recordId, ownerId, teamId } = of;
  const { tenantId } = tx.context;
  await tx
    .insert(recordTags)
    .values(tagIds.map((tagId) => ({ tenantId, noun, recordId, tagId, ownerId, teamId })))
    .onConflictDoNothing();
}

export async function deleteRecordTags(
  tx: Tx,
  { noun, id }: Pick<Tagged, 'noun' | 'id'>,
  tagIds: readonly string[],
): Promise<number> {
  if (tagIds.length === 0) return 0;
  const deleted = await tx
    .delete(recordTags)
    .where(
      and(
        eq(recordTags.tenantId, tx.context.tenantId),
        eq(recordTags.noun, noun),
        eq(recordTags.recordId, id),
        inArray(recordTags.tagId, [...tagIds]),
      ),
    );
  return deleted.count;
}

interface Listed {
  tenantId: AnyPgColumn;
  id: AnyPgColumn;
}

/** A column of a list: the tags of each row, by name. One look-up by key for each row of the page. */
export const tagsColumn = (noun: RecordNoun, of: Listed) =>
  sql<
    TagMark[]
  >`(select coalesce(json_agg(json_build_object('id', t.id, 'name', t.name) order by t.name_norm), '[]')
     from crm.record_tags r join crm.tags t on t.tenant_id = r.tenant_id and t.id = r.tag_id and t.deleted_at is null
    where r.tenant_id = ${of.tenantId} and r.record_id = ${of.id} and r.noun = ${noun})`;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The meaning of the filter `tag`: by id or by name; an unknown one simply matches nothing. */
export const taggedWith =
  (noun: RecordNoun, of: Listed) =>
  (tx: Tx, { op, values }: Filter): SQL => {
    const ids = values.filter((value) => UUID.test(value));
    const names = values.filter((value) => !UUID.test(value));
    const any = op === 'empty' || op === 'filled';
    const wanted = or(
      ids.length ? inArray(tags.id, ids) : undefined,
      names.length ? folded(names) : undefined,
    );
    const on = and(
      eq(recordTags.tenantId, tx.context.tenantId),
      eq(recordTags.noun, noun),
      any ? undefined : (wanted ?? sql`false`),
    );
    const found = tx
      .select({ id: recordTags.recordId })
      .from(recordTags)
      .innerJoin(tags, and(live(tx), eq(tags.id, recordTags.tagId)));
    if (op === 'not' || op === 'empty')
      return not(exists(found.where(and(on, eq(recordTags.recordId, of.id)))));
    return inArray(of.id, found.where(on));
  };
