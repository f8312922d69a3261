// What is true of leads whatever the database says. Pure.
import type { LeadPatch } from '../../../app/contracts/leads.ts';

export interface Scored {
  email?: string | null;
  phone?: string | null;
  company?: string | null;
  title?: string | null;
  website?: string | null;
  sourceId?: string | null;
}

/** How much there is to work with, 0 to 100: the score of a lead nobody has scored by hand. */
export function startingScore(lead: Scored): number {
  const points: [unknown, number][] = [
    [lead.email, 30],
    [lead.phone, 20],
    [lead.company, 20],
    [lead.title, 10],
    [lead.website, 10],
    [lead.sourceId, 10],
  ];
  return points.reduce((sum, [value, worth]) => (value ? sum + worth : sum), 0);
}

/** Two names of the same person as far as the uniqueness rule cares: equal but for case and spacing. */
export const isSameName = (a: string, b: string): boolean =>
  a.trim().replace(/\s+/g, ' ').toLowerCase() === b.trim().replace(/\s+/g, ' ').toLowerCase();

/** Whether a patch touches what a lead is found by. */
export const changesSearch = (patch: Partial<LeadPatch>): boolean =>
  ['name', 'company', 'email', 'phone'].some((field) => patch[field as keyof LeadPatch] !== undefined);
