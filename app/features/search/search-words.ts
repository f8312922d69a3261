// How what was found is said.
import type { SearchGroup, SearchNoun, SearchReason } from '../../contracts/search.ts';

export const MANY: Readonly<Record<SearchNoun, string>> = {
  lead: 'leads',
  contact: 'contacts',
  organization: 'organizations',
  opportunity: 'opportunities',
  task: 'tasks',
};

/** What is searched, in the order of the page. */
export const SEARCHED = [
  'lead',
  'contact',
  'organization',
  'opportunity',
  'task',
] as const satisfies SearchNoun[];

export const ONE: Readonly<Record<SearchNoun, string>> = {
  lead: 'Lead',
  contact: 'Contact',
  organization: 'Organization',
  opportunity: 'Opportunity',
  task: 'Task',
};

export const REASONS: Readonly<Record<SearchReason, string>> = {
  company: 'company matches',
  email: 'e-mail matches',
  domain: 'domain matches',
  phone: 'phone matches',
  note: 'said in a note',
};

/** "Leads" */
export const titleOf = (noun: SearchNoun): string => MANY[noun].charAt(0).toUpperCase() + MANY[noun].slice(1);

/** "12", "2,000+" */
export const countOf = ({ count, isCapped }: Pick<SearchGroup, 'count' | 'isCapped'>): string =>
  `${count.toLocaleString('en')}${isCapped ? '+' : ''}`;

export interface Part {
  text: string;
  isMatch: boolean;
}
