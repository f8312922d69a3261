// Under which keys an organization is the one somebody means. Exact keys only. Pure.
import { normalizeDomain } from '../../../../app/contracts/organizations.ts';
import { fold } from '../../search/search.rules.ts';
import { isSharedDomain } from '../values/domains.ts';

/** The twin of crm.organizations.name_norm. */
export const nameNorm = (name: string): string => fold(name).trim();

/** The host of a domain or web address, null where it is none. */
export const hostOf = (typed: string | null): string | null => (typed ? normalizeDomain(typed) : null);

/** A domain that one company has for itself, else null. */
export const ownDomain = (domain: string | null): string | null =>
  domain === null || isSharedDomain(domain) ? null : domain;
