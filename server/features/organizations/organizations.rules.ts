// What is true of organizations whatever the database says. Pure.
import type { OrganizationPatch } from '../../../app/contracts/organizations.ts';
import { fold } from '../search/search.rules.ts';

/** Whether two names are one to the unique index: equal but for case, accents and outer spaces. */
export const isSameName = (a: string, b: string): boolean => fold(a).trim() === fold(b).trim();

/** Whether a patch touches what an organization is found by. */
export const changesSearch = (patch: Partial<OrganizationPatch>): boolean =>
  (['name', 'domain', 'phone'] as const).some((field) => patch[field] !== undefined);

interface Found {
  id: string;
  name: string;
  domain?: string | null | undefined;
  phone?: string | null | undefined;
  phoneE164: string | null;
  teamId: string | null;
}

/** What it is found by; without undefined. */
export const searchable = <T extends Found>(record: T) => ({
  ...record,
  domain: record.domain ?? null,
  phone: record.phone ?? null,
});
