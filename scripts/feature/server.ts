// Templates of a new noun's contract, queries and router, after the model of leads.
import type { Noun } from './noun.ts';

export const contract = ({ camel, pascal, article, words }: Noun): string => `\
// What ${article} ${words} looks like at every door.
import { z } from 'zod';
import { fieldRights } from './field-rules.ts';
import { id, requiredText, text, timestamp, version } from './fields.ts';

export const ${camel}Row = z.object({
  id,
  name: z.string(),
  description: z.string().nullable(),
  owner: z.object({ id, name: z.string() }).nullable(),
  createdAt: timestamp,
  updatedAt: timestamp,
  version: z.number().int(),
  ...fieldRights,
});

export const ${camel}Create = z.strictObject({
  name: requiredText(200, 'A name'),
  description: text(10_000, 'Description').optional(),
});

export const ${camel}Patch = ${camel}Create.partial().extend({ id, version });

/** The form of the record page: the whole of it, and the version that was read. */
export const ${camel}Edit = ${camel}Create.extend({ version });

export const ${camel}ListInput = z.strictObject({
  limit: z.coerce.number('limit must be a whole number from 1 to 100').int().min(1).max(100).default(50),
  after: id.optional(),
});

export const ${camel}List = z.object({ items: z.array(${camel}Row), next: id.nullable() });

export type ${pascal}Row = z.output<typeof ${camel}Row>;
export type ${pascal}List = z.output<typeof ${camel}List>;
`;

export const queries = ({
  camelMany,
  camel,
  pascal,
  pascalMany,
  many,
  wordsMany,
  words,
  article,
  key,
}: Noun): string => `\
// The only SQL about ${wordsMany}. Every function takes the open transaction; every statement names the tenant.
import { and, desc, eq, isNull, lt } from 'drizzle-orm';
import type { FieldRights } from '../../../app/contracts/field-rules.ts';
import type { ${pascal}List, ${pascal}Row } from '../../../app/contracts/${many}.ts';
import { ${camelMany}, ${camelMany}Seen as seen, users } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import { fieldRightsOf } from '../../auth/field-rules.ts';

const present = (tx: Tx, of: typeof seen | typeof ${camelMany} = seen) =>
  and(eq(of.tenantId, tx.context.tenantId), isNull(of.deletedAt));

const selectRows = (tx: Tx) =>
  tx
    .select({
      id: seen.id,
      name: seen.name,
      description: seen.description,
      ownerId: seen.ownerId,
      ownerName: users.name,
      createdAt: seen.createdAt,
      updatedAt: seen.updatedAt,
      version: seen.version,
    })
    .from(seen)
    .leftJoin(users, and(eq(users.tenantId, seen.tenantId), eq(users.id, seen.ownerId)));

type Selected = Awaited<ReturnType<typeof selectRows>>[number];

const toRow = (
  { ownerId, ownerName, createdAt, updatedAt, ...row }: Selected,
  rights: FieldRights,
): ${pascal}Row => ({
  ...row,
  ...rights,
  owner: ownerId && ownerName !== null ? { id: ownerId, name: ownerName } : null,
  createdAt: new Date(createdAt).toISOString(),
  updatedAt: new Date(updatedAt).toISOString(),
});

/** Newest first: ids are ordered by the time they were made, so the last id of a page is the cursor of the next. */
export async function find${pascalMany}(tx: Tx, limit: number, after?: string): Promise<${pascal}List> {
  const rows = await selectRows(tx)
    .where(and(present(tx), after ? lt(seen.id, after) : undefined))
    .orderBy(desc(seen.id))
    .limit(limit + 1);
  const rights = await fieldRightsOf(tx, '${key}');
  const items = rows.slice(0, limit).map((row) => toRow(row, rights));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** The ${words}, or null when there is none here that the caller may see. */
export async function find${pascal}(tx: Tx, id: string): Promise<${pascal}Row | null> {
  const [row] = await selectRows(tx).where(and(present(tx), eq(seen.id, id)));
  return row ? toRow(row, await fieldRightsOf(tx, '${key}')) : null;
}

type Insert = typeof ${camelMany}.$inferInsert;

/** No RETURNING: ${article} ${words} given to somebody else may be invisible to its writer. */
export async function insert${pascal}(tx: Tx, ${camel}: Omit<Insert, 'tenantId'>): Promise<void> {
  await tx.insert(${camelMany}).values({ ...${camel}, tenantId: tx.context.tenantId });
}

/** False when the version is no longer the one that was read, or the ${words} is gone. */
export async function update${pascal}(
  tx: Tx,
  id: string,
  version: number,
  changes: Partial<Pick<Insert, 'name' | 'description'>>,
): Promise<boolean> {
  const updated = await tx
    .update(${camelMany})
    .set(changes)
    .where(and(present(tx, ${camelMany}), eq(${camelMany}.id, id), eq(${camelMany}.version, version)))
    .returning({ id: ${camelMany}.id });
  return updated.length === 1;
}
`;

export const routerFile = (noun: Noun): string => {
  const { key, camel, camelMany, pascal, pascalMany, many, wordsMany, words, article } = noun;
  const Article = article === 'an' ? 'An' : 'A';
  return `\
// What can be done with ${wordsMany}, in the words of the product. SQL lives in ${many}.queries.ts.
import { z } from 'zod';
import { id } from '../../../app/contracts/fields.ts';
import {
  ${camel}Create,
  ${camel}List,
  ${camel}ListInput,
  ${camel}Patch,
  ${camel}Row,
} from '../../../app/contracts/${many}.ts';
import { uuidv7 } from '../../../db/ids.ts';
import { onlyEditable } from '../../auth/field-rules.ts';
import { AppError, notFound } from '../../errors.ts';
import { router, tenant } from '../../trpc/procedures.ts';
import { findUser } from '../users/users.queries.ts';
import { find${pascal}, find${pascalMany}, insert${pascal}, update${pascal} } from './${many}.queries.ts';

const tags = ['${many}'];

export const ${camelMany}Router = router({
  list: tenant('${key}:read', { rest: { method: 'GET', path: '/${many}', summary: 'List ${wordsMany}', tags } })
    .input(${camel}ListInput)
    .output(${camel}List)
    .query(({ ctx, input }) => find${pascalMany}(ctx.tx, input.limit, input.after)),

  get: tenant('${key}:read', {
    rest: { method: 'GET', path: '/${many}/{id}', summary: 'One ${words}', tags },
    errors: ['NotFound'],
  })
    .input(z.strictObject({ id }))
    .output(${camel}Row)
    .query(async ({ ctx, input }) => {
      const found = await find${pascal}(ctx.tx, input.id);
      if (!found) throw notFound('${words}');
      return found;
    }),

  create: tenant('${key}:create', {
    rest: { method: 'POST', path: '/${many}', summary: 'Create ${article} ${words}', tags },
    success: 201,
    location: '/api/${many}/{id}',
  })
    .input(${camel}Create)
    .output(z.object({ id }))
    .mutation(async ({ ctx: { tx }, input }) => {
      const me = tx.context.userId ? await findUser(tx, tx.context.userId) : null;
      const given = await onlyEditable(tx, '${key}', input, null);
      const ${camel} = { ...given, id: uuidv7(), ownerId: me?.id ?? null, teamId: me?.teamId ?? null };
      await insert${pascal}(tx, ${camel});
      return { id: ${camel}.id };
    }),

  update: tenant('${key}:update', {
    rest: { method: 'PATCH', path: '/${many}/{id}', summary: 'Change fields of ${article} ${words}', tags },
    errors: ['NotFound', 'Conflict'],
  })
    .input(${camel}Patch)
    .output(z.object({ id, version: z.number().int() }))
    .mutation(async ({ ctx: { tx }, input }) => {
      const { id: wanted, version } = input;
      const before = await find${pascal}(tx, wanted);
      if (!before) throw notFound('${words}');
      const { id: _id, version: _version, ...changes } = await onlyEditable(tx, '${key}', input, before);
      if (!(await update${pascal}(tx, wanted, version, changes)))
        throw new AppError('Conflict', '${key}.stale', '${Article} ${words} changed since you opened it.', { data: before });
      return { id: wanted, version: version + 1 };
    }),
});
`;
};
