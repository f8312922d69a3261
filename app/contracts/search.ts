// Records of all nouns found by words. What is found is only what the asker may see.
import { z } from 'zod';
import { id, text } from './fields.ts';

export const searchNouns = ['lead', 'contact', 'organization', 'opportunity', 'task'] as const;
export type SearchNoun = (typeof searchNouns)[number];

/** By what a record was found, where its name does not show it. */
export const searchReasons = ['company', 'email', 'domain', 'phone', 'note'] as const;

/** Records of a noun that are answered: of all nouns, and where one alone is asked for. */
export const SHOWN = 5;
export const SHOWN_OF_ONE = 50;

export const searchInput = z.strictObject({
  q: text(200, 'The search')
    .optional()
    .describe('words, an e-mail address, a domain or a phone number in any format'),
  noun: z.enum(searchNouns).optional().describe(`this noun alone, with up to ${SHOWN_OF_ONE} records`),
});

const hit = z.object({
  id,
  name: z.string(),
  detail: z
    .string()
    .nullable()
    .describe('tells two of the same name apart: a company, an e-mail address, a domain'),
  reason: z.enum(searchReasons).nullable().describe('what matched where the name does not'),
  archived: z.boolean(),
});

/** Groups without records are left out; so are nouns that the asker may not read. */
export const searchOutput = z.object({
  terms: z.array(z.string()).describe('what was looked for, without accents and case'),
  close: z.boolean().describe('nothing holds the words as they were typed: these differ by a letter'),
  groups: z.array(
    z.object({
      noun: z.enum(searchNouns),
      count: z.number().int(),
      isCapped: z.boolean().describe('there are more than were counted'),
      items: z.array(hit),
    }),
  ),
});

export type SearchInput = z.output<typeof searchInput>;
export type SearchOutput = z.output<typeof searchOutput>;
export type SearchGroup = SearchOutput['groups'][number];
export type SearchHit = z.output<typeof hit>;
export type SearchReason = (typeof searchReasons)[number];
