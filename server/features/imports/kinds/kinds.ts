// Every noun a file can hold, by name.
import type { ImportNoun } from '../../../../app/contracts/import-fields.ts';
import { contact } from './contact.ts';
import type { ImportKind } from './kind.ts';
import { lead } from './lead.ts';
import { opportunity } from './opportunity.ts';
import { organization } from './organization.ts';

const kinds: Readonly<Record<ImportNoun, ImportKind>> = { lead, contact, organization, opportunity };

export const kindOf = (noun: ImportNoun): ImportKind => kinds[noun];
