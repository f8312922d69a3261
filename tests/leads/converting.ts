// What the doors answer about a conversion, and the lead that is converted.
export const ADA = {
  name: 'Ada King Lovelace',
  company: 'Analytical Engines',
  email: 'ada@engines.test',
  title: 'Countess',
};

export interface Named {
  id: string;
  name: string | null;
}
export interface Lead {
  id: string;
  version: number;
  archived: boolean;
  stage: { id: string; kind: string };
  converted: { at: string; contact: Named; organization: Named | null; opportunity: Named | null } | null;
}
export interface Candidate {
  id: string;
  name: string;
  detail: string | null;
  same: string[];
}
export interface Proposal {
  version: number;
  contact: { firstName: string; lastName: string | null; email: string | null };
  organizationName: string | null;
  opportunityTitle: string;
  contacts: Candidate[];
  organizations: Candidate[];
}
export interface Converted {
  version: number;
  contactId: string;
  organizationId: string | null;
  opportunityId: string | null;
}
export interface Refusal {
  slug: string;
  message: string;
  details?: Record<string, string[]>;
}
