// Organizations as the current user may see them: what a role hides is null. Queries read this; writes go to the table.
import { boolean, text, uuid } from 'drizzle-orm/pg-core';
import { address, archivedAt, owned, record } from './columns.ts';
import { crm } from './namespaces.ts';

export const organizationsSeen = crm
  .view('organizations_seen', {
    ...record(),
    ...owned(),
    name: text('name').notNull(),
    nameNorm: text('name_norm').notNull(),
    nameApart: boolean('name_apart').notNull(),
    domain: text('domain'),
    website: text('website'),
    phone: text('phone'),
    phoneE164: text('phone_e164'),
    size: text('size'),
    industry: text('industry'),
    address: address(),
    parentId: uuid('parent_id'),
    description: text('description'),
    archivedAt: archivedAt(),
    /** whole, for conditions and order alone: an index cannot serve what is masked */
    domainKey: text('domain_key'),
    sizeKey: text('size_key'),
    industryKey: text('industry_key'),
    parentKey: uuid('parent_id_key'),
  })
  .existing();
