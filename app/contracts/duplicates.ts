// Which records may be the same as one that is being written.
import { z } from 'zod';
import { id, text } from './fields.ts';
import { candidate } from './lead-conversion.ts';

export const duplicateNouns = ['lead', 'contact', 'organization'] as const;
export type DuplicateNoun = (typeof duplicateNouns)[number];

export const duplicatesInput = z.strictObject({
  noun: z.enum(duplicateNouns),
  name: text(401, 'Name').optional().describe('first and last name of a contact'),
  email: text(320, 'Email').optional().describe('of a lead or a contact'),
  phone: text(60, 'Phone').optional().describe('of a lead or a contact, as it is typed'),
  company: text(200, 'Company').optional().describe('of a lead: one of the same name elsewhere is left out'),
  domain: text(300, 'Domain').optional().describe('of an organization'),
  except: id.optional().describe('the record itself, where one is changed'),
});

export const duplicatesOutput = z.object({
  items: z.array(candidate),
  heldBy: z
    .object({ name: z.string() })
    .nullable()
    .describe('who owns the record that holds the e-mail address or the name, where you may not see it'),
});

export type DuplicatesInput = z.output<typeof duplicatesInput>;
export type Duplicates = z.output<typeof duplicatesOutput>;
