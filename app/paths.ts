// The only place that spells the product's addresses, and the rule for the ones that come from outside.

type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

const withQuery = (path: string, query: Query): string => {
  const search = new URLSearchParams();
  for (const [name, given] of Object.entries(query))
    for (const value of [given].flat()) if (value) search.append(name, value);
  return search.size > 0 ? `${path}?${search}` : path;
};

export type RecordNoun = 'lead' | 'contact' | 'organization' | 'opportunity' | 'task';

const PLURALS: Readonly<Record<RecordNoun, string>> = {
  lead: 'leads',
  contact: 'contacts',
  organization: 'organizations',
  opportunity: 'opportunities',
  task: 'tasks',
};

/** Conditions of a list, as its address spells them. */
type Conditions = Readonly<Partial<Record<'f' | 'any', readonly string[]>>>;

/** What narrows and groups a board; `move` is the card that is being moved, `to` the stage it goes to. */
type PipelineQuery = Readonly<
  Partial<Record<'owner' | 'q' | 'as' | 'weighted' | 'more' | 'move' | 'to', string>>
> &
  Conditions;

export const paths = {
  home: '/',
  login: (next?: string) => withQuery('/login', { next }),
  logout: '/logout',
  register: (invite?: string) => withQuery('/register', { invite }),
  forgotPassword: '/forgot-password',
  reset: (token: string) => `/reset/${encodeURIComponent(token)}`,
  /** proves an e-mail address: a new account's, or the next one of an account */
  verify: (token: string) => `/verify/${encodeURIComponent(token)}`,
  verifyPending: '/verify/pending',
  invite: (token: string) => `/invite/${encodeURIComponent(token)}`,
  loginCode: '/login/code',
  /** says again who one is, then goes back to `next` */
  sudo: (next?: string) => withQuery('/sudo', { next }),
  profile: '/settings/profile',
  calendarSettings: '/settings/profile#calendar',
  security: '/settings/security',
  factor: '/settings/security/code',
  roles: '/settings/roles',
  role: (id: string) => `/settings/roles/${id}`,
  /** what somebody can see and do, and why */
  access: (user?: string) => withQuery('/settings/roles/explain', { user }),
  apiKeys: '/settings/api-keys',
  team: (query: { q?: string; status?: string; sort?: string; after?: string } = {}) =>
    withQuery('/settings/team', query),
  member: (id: string) => `/settings/team/${id}`,
  trash: (query: { noun?: RecordNoun; after?: string } = {}) => withQuery('/settings/trash', query),
  /** all teams, or one */
  teamSettings: (id?: string) => (id ? `/settings/teams/${id}` : '/settings/teams'),
  /** all pipelines, or one; `deleting` is the key of a stage that is about to go */
  pipelineSettings: (id?: string, deleting?: string) =>
    withQuery(id ? `/settings/pipelines/${id}` : '/settings/pipelines', { delete: deleting }),
  /** all custom fields, or one */
  fieldSettings: (id?: string) => (id ? `/settings/fields/${id}` : '/settings/fields'),
  adminUsers: '/admin/users',
  chooseTenant: () => '/choose-tenant',
  dashboard: '/dashboard',
  /** the same of a period, of somebody's records, of a pipeline */
  dashboardOf: (query: Partial<Record<'period' | 'owner' | 'pipeline', string>>) =>
    withQuery('/dashboard', query),
  leads: (
    query: {
      q?: string;
      owner?: string;
      stage?: string;
      source?: string;
      sort?: string;
      after?: string;
    } = {},
  ) => withQuery('/leads', query),
  /** the list and the page of a record of any noun */
  records: (noun: RecordNoun) => `/${PLURALS[noun]}`,
  /** the list without a view, also for those who begin with one */
  allRecords: (noun: RecordNoun) => `/${PLURALS[noun]}?view=all`,
  record: (noun: RecordNoun, id: string) => `/${PLURALS[noun]}/${id}`,
  /** what happened on all records; weekday is 1 for Monday */
  activities: (
    query: Partial<Record<'type' | 'user' | 'since' | 'until' | 'weekday' | 'hour' | 'after', string>> = {},
  ) => withQuery('/activities', query),
  /** takes a form with a file for a record, and sends one: doors of the server, not pages */
  attach: (noun: RecordNoun, id: string) => `/${PLURALS[noun]}/${id}/files`,
  attachment: (noun: RecordNoun, id: string, fileId: string) => `/api/${PLURALS[noun]}/${id}/files/${fileId}`,
  /** where an entry of a timeline is changed */
  editEntry: (id: string) => `/activities/${id}/edit`,
  newLead: '/leads/new',
  lead: (id: string) => `/leads/${id}`,
  editLead: (id: string) => `/leads/${id}/edit`,
  convertLead: (id: string) => `/leads/${id}/convert`,
  organizations: (query: { q?: string; owner?: string } = {}) => withQuery('/organizations', query),
  newOrganization: '/organizations/new',
  organization: (id: string) => `/organizations/${id}`,
  contacts: (query: { q?: string; owner?: string; organization?: string } = {}) =>
    withQuery('/contacts', query),
  newContact: (query: { organization?: string } = {}) => withQuery('/contacts/new', query),
  contact: (id: string) => `/contacts/${id}`,
  opportunities: (
    query: Partial<
      Record<'q' | 'owner' | 'organization' | 'contact' | 'pipeline' | 'stage' | 'close_date.on', string>
    > &
      Conditions = {},
  ) => withQuery('/opportunities', query),
  newOpportunity: (query: Partial<Record<'organization' | 'contact' | 'stage', string | undefined>> = {}) =>
    withQuery('/opportunities/new', query),
  /** those that all of the conditions hold for, each `field.operator.value` */
  opportunitiesWhere: (f: readonly string[]) =>
    `/opportunities?${f.map((each) => `f=${encodeURIComponent(each).replaceAll('%2C', ',')}`).join('&')}`,
  opportunity: (id: string) => `/opportunities/${id}`,
  /** the board; without a slug that of the default pipeline */
  pipeline: (slug?: string, query: PipelineQuery = {}) =>
    withQuery(slug ? `/pipeline/${encodeURIComponent(slug)}` : '/pipeline', query),
  /** answers what a field that names an organization or a contact offers; for scripts, not a page */
  organizationOptions: '/options/organizations',
  contactOptions: '/options/contacts',
  tasks: (query: { view?: string; bucket?: string; assignee?: string } = {}) => withQuery('/tasks', query),
  /** a task as it is typed (`text`), about a record (`about`, "lead:<id>"); `next` is where one goes on */
  newTask: (query: { text?: string; about?: string; next?: string; change?: string } = {}) =>
    withQuery('/tasks/new', query),
  task: (id: string) => `/tasks/${id}`,
  /** a person's tasks for their calendar: a door of the server, not a page */
  calendar: (secret: string) => `/calendar/${secret}.ics`,
  /** what one is told; `show` is unread or archived */
  inbox: (query: { show?: string; after?: string } = {}) => withQuery('/inbox', query),
  /** answers how much is unread; for scripts, not a page */
  inboxUnread: '/inbox/unread',
  /** records of all nouns; `type` is one of them */
  search: (query: { q?: string; type?: string } = {}) => withQuery('/search', query),
  /** answers records that may be the same as one in a form; for scripts, not a page */
  duplicateOptions: '/options/duplicates',
  /** answers records as addresses; for scripts, not a page */
  searchOptions: '/options/search',
  import: '/import',
  /** the same for a file of this noun */
  importOf: (noun: RecordNoun) => withQuery('/import', { noun: noun === 'lead' ? undefined : noun }),
  /** takes a form with a file; a door of the server, not a page */
  importUpload: '/import/upload',
  importStep: (id: string, step: 'map' | 'preview' | 'run' | 'result') => `/import/${id}/${step}`,
  importErrors: (id: string, outcome: 'fail' | 'skip') =>
    withQuery(`/api/imports/${id}/errors.csv`, { outcome: outcome === 'skip' ? outcome : undefined }),
  /** answers a record as it is shown beside its list; for scripts, not a page */
  peek: (noun: RecordNoun, id: string) => `/peek/${noun}/${encodeURIComponent(id)}`,
  /** what is done with lists that are kept; forms are posted there */
  views: (noun: RecordNoun) => `/views/${noun}`,
  /** what is done to many records of a noun; forms are posted there */
  bulk: (noun: RecordNoun, deed?: string) => withQuery(`/bulk/${noun}`, { do: deed }),
  job: (id: string) => `/jobs/${id}`,
  /** the same job as a stream of events, for scripts */
  live: '/api/live',
  jobEvents: (id: string) => `/api/jobs/${id}`,
  adminHealth: (requestId?: string) => withQuery('/admin/health', { request: requestId }),
  /** the API reference: a door of the server, not a page */
  apiDocs: '/api/docs',
  theme: '/theme',
  devUi: '/dev/ui',
  devMail: '/dev/mail',
} as const;

/**
 * `target` if it is a path of this site, else `fallback`. Refused are other origins in every spelling browsers accept:
 * "//evil", "/\evil", "https:evil", a tab or line break in between, and the same once percent-encoded.
 */
export function localPath(target: string | null | undefined, fallback: string): string {
  if (!target?.startsWith('/') || /[\u0000-\u001f\u007f]/.test(target)) return fallback;
  let path: string | undefined = target.split(/[?#]/, 1)[0];
  for (let round = 0; round < 3 && path !== undefined; round += 1) {
    if (/^\/[/\\]|[\\\u0000-\u001f\u007f]/.test(path)) return fallback;
    path = round === 0 ? (tryDecode(path) ?? '//') : tryDecode(path);
  }
  const here = new URL('http://here.invalid');
  return new URL(target, here).origin === here.origin ? target : fallback;
}

function tryDecode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
