// Which records may be the same as one that is being written, and who holds its place where that is out of sight.
import type { Duplicates, DuplicatesInput } from '../../../app/contracts/duplicates.ts';
import type { Candidate } from '../../../app/contracts/lead-conversion.ts';
import { normalizeDomain } from '../../../app/contracts/organizations.ts';
import type { Tx } from '../../../db/tenant.ts';
import { fieldRightsOf } from '../../auth/field-rules.ts';
import { requirePermission } from '../../auth/require-permission.ts';
import { toE164 } from '../../phone.ts';
import { findEmailOwner } from '../leads/leads.queries.ts';
import { findNameOwner } from '../organizations/organizations.queries.ts';
import { fold } from '../search/search.rules.ts';
import { findPhoneCountry } from '../tenants/tenants.queries.ts';
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
  const { name = null, email = null, company = null, phone = null } = given;
  if (noun === 'organization') {
    const domain = given.domain ? normalizeDomain(given.domain) : null;
    return findOrganizationCandidates(tx, { company: name, domain });
  }
  const phoneE164 = phone === null ? null : toE164(phone, await findPhoneCountry(tx));
  const person = { name, email, company, phoneE164 };
  return noun === 'lead' ? findLeadCandidates(tx, person) : findContactCandidates(tx, person);
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
  if (noun === 'lead' && email && !found.some(({ same }) => same.includes('email'))) {
    const { lockedFields } = await fieldRightsOf(tx, 'lead');
    return lockedFields.includes('email') ? null : findEmailOwner(tx, email);
  }
  if (noun !== 'organization' || !name) return null;
  return found.some((each) => fold(each.name) === fold(name.trim())) ? null : findNameOwner(tx, name);
}
