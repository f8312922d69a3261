// Which records may be the same as one that is being written, and who holds its place where that is out of sight.
import type { Duplicates, DuplicatesInput } from '../../../app/contracts/duplicates.ts';
import type { Candidate } from '../../../app/contracts/lead-conversion.ts';
import { normalizeDomain } from '../../../app/contracts/organizations.ts';
import type { Tx } from '../../../db/tenant.ts';
import { fieldRightsOf } from '../../auth/field-rules.ts';
import { requirePermission } from '../../auth/require-permission.ts';
import { findEmailOwner } from '../leads/leads.queries.ts';
import { findNameOwner } from '../organizations/organizations.queries.ts';
import {
  findContactCandidates,
  findLeadCandidates,
  findOrganizationCandidates,
} from './duplicates.queries.ts';

/** Enough beside a field. */
const SHOWN = 5;

export async function findDuplicates(tx: Tx, input: DuplicatesInput): Promise<Duplicates> {
  await requirePermission(tx, `${input.noun}:read`);
  const found = await candidates(tx, input);
  const owner = await holderOutOfSight(tx, input, found);
  const items = found.filter(({ id }) => id !== input.except).slice(0, SHOWN);
  return { items, heldBy: owner === null ? null : { name: owner } };
}

async function candidates(tx: Tx, { noun, ...given }: DuplicatesInput): Promise<Candidate[]> {
  const { name = null, email = null, company = null } = given;
  if (noun === 'lead') return findLeadCandidates(tx, { name, email, company });
  if (noun === 'contact')
    return findContactCandidates(tx, { name: name ?? '', email, company, phoneE164: null });
  const domain = given.domain ? normalizeDomain(given.domain) : null;
  return findOrganizationCandidates(tx, { company: name, domain });
}

/**
 * The place of a lead is its e-mail address, of an organization its name; contacts share theirs. The database tells the
 * name of its holder's owner to those who may write such records, who learn of it from a refusal as well.
 */
async function holderOutOfSight(
  tx: Tx,
  { noun, email, name }: DuplicatesInput,
  found: readonly Candidate[],
): Promise<string | null> {
  const isSeen = (by: 'email' | 'name'): boolean => found.some(({ same }) => same.includes(by));
  if (noun === 'lead' && email && !isSeen('email')) {
    const { lockedFields } = await fieldRightsOf(tx, 'lead');
    return lockedFields.includes('email') ? null : findEmailOwner(tx, email);
  }
  return noun === 'organization' && name && !isSeen('name') ? findNameOwner(tx, name) : null;
}
