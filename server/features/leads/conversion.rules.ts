// What a lead proposes to become.
import type { ConversionProposal } from '../../../app/contracts/lead-conversion.ts';

interface Lead {
  name: string;
  company: string | null;
  title: string | null;
  email: string | null;
  phone: string | null;
}

type Proposed = Pick<ConversionProposal, 'contact' | 'organizationName' | 'opportunityTitle'>;

export const proposalOf = ({ name, company, title, email, phone }: Lead): Proposed => ({
  contact: { ...nameParts(name), title, email, phone },
  organizationName: company,
  opportunityTitle: company ?? name,
});

const LONGEST_PART = 100;

/** The last word is taken for the last name; one word is a first name. */
export function nameParts(name: string): { firstName: string; lastName: string | null } {
  const words = name.trim().split(/\s+/);
  const lastName = words.length > 1 ? words.pop() : undefined;
  return {
    firstName: words.join(' ').slice(0, LONGEST_PART),
    lastName: lastName?.slice(0, LONGEST_PART) ?? null,
  };
}

/** The part of an address behind the @. */
export const domainOf = (email: string | null): string | null =>
  email?.split('@').at(-1)?.toLowerCase() ?? null;
