// What can be exported: for each noun how its list is read, and the columns of the file, in the words of the pages.
import { contactGrammar, type ContactRow } from '../../../app/contracts/contacts.ts';
import { leadGrammar, type LeadRow } from '../../../app/contracts/leads.ts';
import type { ListGrammar, ListQuery } from '../../../app/contracts/list.ts';
import { organizationGrammar, type OrganizationRow } from '../../../app/contracts/organizations.ts';
import type { Permission } from '../../../app/contracts/permissions.ts';
import type { Tx } from '../../../db/tenant.ts';
import { findContacts } from '../contacts/contacts.queries.ts';
import { findLeads } from '../leads/leads.queries.ts';
import { findOrganizations } from '../organizations/organizations.queries.ts';

type Cell = string | number | null | undefined;

interface Page<Row> {
  items: Row[];
  next: string | null;
  count: number;
  countIsCapped: boolean;
  hiddenFields: string[];
}

/** Header of a column, the field whose rule it follows, and what stands in it. */
type Column<Row> = readonly [header: string, field: string, cell: (row: Row) => Cell];

export interface Exported<Row = never> {
  noun: 'lead' | 'contact' | 'organization';
  many: string;
  permission: Permission;
  grammar: ListGrammar;
  find: (tx: Tx, query: ListQuery) => Promise<Page<Row>>;
  columns: readonly Column<Row>[];
}

const dates = [
  ['Created', 'created', ({ createdAt }: { createdAt: string }): Cell => createdAt],
  ['Updated', 'updated', ({ updatedAt }: { updatedAt: string }): Cell => updatedAt],
] as const;

const leads: Exported<LeadRow> = {
  noun: 'lead',
  many: 'leads',
  permission: 'lead:read',
  grammar: leadGrammar,
  find: findLeads,
  columns: [
    ['Id', 'id', ({ id }) => id],
    ['Name', 'name', ({ name }) => name],
    ['Company', 'company', ({ company }) => company],
    ['Email', 'email', ({ email }) => email],
    ['Phone', 'phone', ({ phone }) => phone],
    ['Stage', 'stage', ({ stage }) => stage.name],
    ['Source', 'source', ({ source }) => source?.name],
    ['Score', 'score', ({ score }) => score],
    ['Owner', 'owner', ({ owner }) => owner?.name],
    ...dates,
  ],
};

const organizations: Exported<OrganizationRow> = {
  noun: 'organization',
  many: 'organizations',
  permission: 'organization:read',
  grammar: organizationGrammar,
  find: findOrganizations,
  columns: [
    ['Id', 'id', ({ id }) => id],
    ['Name', 'name', ({ name }) => name],
    ['Domain', 'domain', ({ domain }) => domain],
    ['Phone', 'phone', ({ phone }) => phone],
    ['Size', 'size', ({ size }) => size],
    ['Industry', 'industry', ({ industry }) => industry],
    ['Parent', 'parent', ({ parent }) => parent?.name],
    ['Owner', 'owner', ({ owner }) => owner?.name],
    ...dates,
  ],
};

const contacts: Exported<ContactRow> = {
  noun: 'contact',
  many: 'contacts',
  permission: 'contact:read',
  grammar: contactGrammar,
  find: findContacts,
  columns: [
    ['Id', 'id', ({ id }) => id],
    ['Name', 'name', ({ name }) => name],
    ['Title', 'title', ({ title }) => title],
    ['Email', 'email', ({ email }) => email],
    ['Phone', 'phone', ({ phone }) => phone],
    ['Organization', 'organization', ({ organization }) => organization?.name],
    ['Owner', 'owner', ({ owner }) => owner?.name],
    ...dates,
  ],
};

// what a noun's rows are is its own business from here on
export const exported = [leads, organizations, contacts] as unknown as readonly Exported<unknown>[];
