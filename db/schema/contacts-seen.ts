// Contacts as the current user may see them: what a role hides is null. Queries read this; writes go to the table.
import { text, uuid } from 'drizzle-orm/pg-core';
import { address, archivedAt, owned, record } from './columns.ts';
import { crm } from './namespaces.ts';

export const contactsSeen = crm
  .view('contacts_seen', {
    ...record(),
    ...owned(),
    organizationId: uuid('organization_id'),
    name: text('name').notNull(),
    firstName: text('first_name'),
    lastName: text('last_name'),
    title: text('title'),
    email: text('email'),
    emailNorm: text('email_norm'),
    phone: text('phone'),
    phoneE164: text('phone_e164'),
    address: address(),
    description: text('description'),
    archivedAt: archivedAt(),
    /** whole, for conditions and order alone: an index cannot serve what is masked */
    titleKey: text('title_key'),
    organizationKey: uuid('organization_id_key'),
  })
  .existing();
