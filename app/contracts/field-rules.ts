// Which fields of which noun a role may have hidden or read-only: the one list that rules, doors and pages go by.
// A test holds it against the database's own list and against the contracts.
import { z } from 'zod';

export const fieldAccesses = ['hidden', 'read_only', 'editable'] as const;
export type FieldAccess = (typeof fieldAccesses)[number];

export interface RuledField {
  label: string;
  /** what it is called where it is written, when not by its own name */
  inputs?: readonly string[];
  /** nothing works without it, so it can be read-only at most, and whoever makes a record gives it one */
  isNeeded?: true;
}

export const ruledFields = {
  lead: {
    name: { label: 'Name', isNeeded: true },
    company: { label: 'Company' },
    title: { label: 'Title' },
    email: { label: 'Email', inputs: ['email', 'keepApart'] },
    phone: { label: 'Phone' },
    website: { label: 'Website' },
    industry: { label: 'Industry' },
    source: { label: 'Source', inputs: ['sourceId'] },
    stage: { label: 'Stage', inputs: ['stageId'], isNeeded: true },
    score: { label: 'Score' },
    address: { label: 'Address' },
    description: { label: 'Description' },
  },
  organization: {
    name: { label: 'Name', inputs: ['name', 'keepApart'], isNeeded: true },
    domain: { label: 'Domain' },
    website: { label: 'Website' },
    phone: { label: 'Phone' },
    size: { label: 'Size' },
    industry: { label: 'Industry' },
    parent: { label: 'Parent', inputs: ['parentId'] },
    address: { label: 'Address' },
    description: { label: 'Description' },
  },
  contact: {
    name: { label: 'Name', inputs: ['firstName', 'lastName'], isNeeded: true },
    title: { label: 'Title' },
    email: { label: 'Email' },
    phone: { label: 'Phone' },
    organization: { label: 'Organization', inputs: ['organizationId'] },
    address: { label: 'Address' },
    description: { label: 'Description' },
  },
  opportunity: {
    title: { label: 'Title', isNeeded: true },
    organization: { label: 'Organization', inputs: ['organizationId'] },
    contact: { label: 'Contact', inputs: ['contactId'] },
    stage: { label: 'Stage', inputs: ['stageId'], isNeeded: true },
    amount: { label: 'Amount' },
    closeDate: { label: 'Close date' },
    lostReason: { label: 'Lost reason' },
  },
} as const satisfies Record<string, Record<string, RuledField>>;

export type RuledNoun = keyof typeof ruledFields;
export const ruledNouns = Object.keys(ruledFields) as RuledNoun[];

export const fieldsOfNoun = (noun: RuledNoun): [field: string, rule: RuledField][] =>
  Object.entries(ruledFields[noun]);

export const inputsOf = (field: string, { inputs }: RuledField): readonly string[] => inputs ?? [field];

/** What the caller may not see or not change, by the names of the list above; every answer about a noun carries it. */
export const fieldRights = {
  hiddenFields: z.array(z.string()).describe('fields your role does not show you; they read null'),
  lockedFields: z.array(z.string()).describe('fields your role does not let you change'),
};
export type FieldRights = { [K in keyof typeof fieldRights]: string[] };
