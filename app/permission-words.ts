// Permissions in the words of pages: wherever one is shown, it is called the same.

const LABELS: Readonly<Record<string, string>> = {
  opportunity: 'Opportunities',
  activity: 'Activities',
  apikey: 'API keys',
  search: 'Search',
  audit: 'Audit log',
  settings: 'Settings',
  tenant: 'Whole tenant',
  source: 'Lead sources',
  field: 'Custom fields',
};

/** The noun of a permission as people read it: lead → "Leads". */
export const nounLabel = (noun: string): string =>
  LABELS[noun] ?? `${noun.charAt(0).toUpperCase()}${noun.slice(1)}s`;

/** lead:create → "create" */
export const verbOf = (permission: string): string => permission.split(':')[1] ?? permission;
