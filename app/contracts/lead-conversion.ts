// A lead that has shown to be worth it becomes a contact, their organization and an opportunity.
import { z } from 'zod';
import { id, requiredText, text, timestamp, version } from './fields.ts';
import { amountInput } from './money.ts';
import { day } from './opportunities.ts';

const opportunity = z.strictObject({
  title: requiredText(200, 'Title').optional(),
  amount: amountInput.optional(),
  closeDate: day.nullable().optional(),
  stageId: id.optional().describe('defaults to the first stage of the default pipeline'),
});

export const leadConvert = z.strictObject({
  id,
  version,
  contactId: id.optional().describe('a contact there is; left out, one is made of the lead'),
  firstName: text(100, 'First name').optional().describe('of a new contact; defaults to the lead’s'),
  lastName: text(100, 'Last name').optional(),
  organizationId: id.optional().describe('an organization there is'),
  organizationName: text(200, 'The organization')
    .optional()
    .describe(
      'what a new one is called, null for none; defaults to the organization of the contact, or the company of the lead',
    ),
  opportunity: opportunity
    .nullable()
    .optional()
    .describe('null for none; left out, one is named after the lead'),
});

/** `version` is that of the lead. */
export const leadConverted = z.object({
  id,
  version: z.number().int(),
  contactId: id,
  organizationId: id.nullable(),
  opportunityId: id.nullable(),
});

export const reasons = ['email', 'phone', 'name', 'domain'] as const;

export const candidate = z.object({
  id,
  name: z.string(),
  detail: z.string().nullable().describe('an e-mail address and a company, or a domain'),
  same: z.array(z.enum(reasons)).describe('what it has in common with the lead, or with what was given'),
  score: z.number().int().min(0).max(100).describe('how likely it is the same, 100 for certain'),
  reasons: z.array(z.string()).describe('what speaks for it, the strongest first: same e-mail, same phone …'),
  against: z.array(z.string()).describe('what speaks against it'),
});

/** What a lead would become, and what may be the same already. Records out of the caller's sight are not among them. */
export const conversionProposal = z.object({
  id,
  version: z.number().int(),
  name: z.string(),
  contact: z.object({
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    title: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
  }),
  organizationName: z.string().nullable(),
  opportunityTitle: z.string(),
  contacts: z.array(candidate),
  organizations: z.array(candidate),
});

/** What a lead became. The name of a record that the caller may not see is null. */
const became = z.object({ id, name: z.string().nullable() });
export const conversion = z.object({
  at: timestamp,
  contact: became.nullable(),
  organization: became.nullable(),
  opportunity: became.nullable(),
});

/** `kept` are records that were made of the lead and have been changed or used since. */
export const conversionReverted = z.object({
  id,
  version: z.number().int(),
  kept: z.array(z.object({ noun: z.enum(['contact', 'organization', 'opportunity']), id })),
});

export type LeadConvert = z.output<typeof leadConvert>;
export type ConversionProposal = z.output<typeof conversionProposal>;
export type Candidate = z.output<typeof candidate>;
export type Conversion = z.output<typeof conversion>;
export type Reason = (typeof reasons)[number];
