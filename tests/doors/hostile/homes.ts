// Where the words of each mutation are read back from, and which words are nobody's to read again.
type Fields = Record<string, unknown>;
export type Ask = (name: string, input: Fields) => Promise<Fields>;

export interface Home {
  /** calls are made one after another: there is one record for all, or they would wait for one lock */
  isShared?: boolean;
  /** what became of the text fields, by name; a field that is left out is not looked at */
  read: (ask: Ask, answer: Fields, input: Fields) => Promise<Fields>;
}

const recordOf =
  (noun: string): Home['read'] =>
  async (ask, { id }) => {
    const found = await ask(`${noun}.get`, { id });
    const address = (found.address ?? {}) as Fields;
    const lines = ['street', 'city', 'region', 'postalCode', 'country'].map((line) => [
      `address.${line}`,
      address[line] ?? null,
    ]);
    return { ...found, ...(Object.fromEntries(lines) as Fields) };
  };

const filled = (text: unknown): boolean => typeof text === 'string' && text.trim() !== '';

const newOf =
  (noun: string): Home['read'] =>
  async (ask, answer, input) => {
    const found = await recordOf(noun)(ask, answer, input);
    const [external] = found.externalIds as { source: string; id: string }[];
    return {
      ...found,
      ...(filled(input.externalId) && { externalId: external?.id }),
      ...(filled(input.externalId) && filled(input.externalSource) && { externalSource: external?.source }),
    };
  };

const items = async (asked: Promise<Fields>): Promise<Fields[]> => (await asked).items as Fields[];

const entry: Home['read'] = (ask, { id }) => ask('activities.get', { id });
const deal: Home['read'] = async (ask, { id }, input) => {
  const found = await ask('opportunities.get', { id });
  const [external] = found.externalIds as { source: string; id: string }[];
  return {
    ...found,
    ...(filled(input.externalId) && { externalId: external?.id }),
    ...(filled(input.externalId) && filled(input.externalSource) && { externalSource: external?.source }),
  };
};

const stagesOf: Home['read'] = async (ask, { id }) => {
  const { stages, ...pipeline } = await ask('pipelines.get', { id });
  return { ...pipeline, 'stages.name': (stages as Fields[])[0]?.name };
};

const fieldOf: Home['read'] = async (ask, { id }) => {
  const { choices, ...field } = await ask('customFields.get', { id });
  return { ...field, 'choices.label': (choices as Fields[])[0]?.label };
};

const converted: Home['read'] = async (ask, { contactId, organizationId, opportunityId }) => {
  const { firstName, lastName } = await ask('contacts.get', { id: contactId });
  const organization = organizationId ? await ask('organizations.get', { id: organizationId }) : null;
  const opportunity = opportunityId ? await ask('opportunities.get', { id: opportunityId }) : null;
  return {
    firstName,
    lastName,
    organizationName: organization?.name ?? null,
    'opportunity.title': opportunity?.title ?? null,
  };
};

const task: Home['read'] = (ask, { id }) => ask('tasks.get', { id });

const role: Home['read'] = (ask, { id }) => ask('roles.get', { id });

const tagOf: Home['read'] = async (ask, { id }) =>
  (await items(ask('tags.list', {}))).find((tag) => tag.id === id) ?? {};

/** Its list is an address: what is none is refused. */
const viewName: Home['read'] = async (ask, { id }) => ({ name: (await ask('views.get', { id })).name });

/** One word whatever its case and accents: the tag that was there first is put on. */
const asTagged = (name: unknown, sent: unknown): unknown =>
  String(name).localeCompare(String(sent).trim(), 'en', { sensitivity: 'base' }) === 0
    ? String(sent).trim()
    : name;

/** The words of a tag put on a record, and of all it has. */
const tagged = (noun: string): Record<string, Home> => ({
  [`${noun}.addTag`]: {
    read: (_ask, { name }, input) => Promise.resolve({ name: asTagged(name, input.name) }),
  },
  [`${noun}.setTags`]: {
    isShared: true,
    read: (_ask, { items: marks }, input) =>
      Promise.resolve({ tags: asTagged((marks as Fields[])[0]?.name, (input.tags as unknown[])[0]) }),
  },
});

/** What every noun with a timeline has in common. */
const recordHomes = (noun: string): Record<string, Home> => ({
  [`${noun}.create`]: { read: newOf(noun) },
  [`${noun}.replace`]: { read: recordOf(noun) },
  [`${noun}.update`]: { read: recordOf(noun) },
  [`${noun}.addNote`]: { read: entry },
  [`${noun}.logActivity`]: { read: entry },
  ...tagged(noun),
});

export const homes: Readonly<Record<string, Home>> = {
  ...recordHomes('leads'),
  'leads.convert': { read: converted },
  ...recordHomes('organizations'),
  ...recordHomes('contacts'),
  'activities.update': { read: entry },
  'opportunities.create': { read: deal },
  'opportunities.replace': { read: deal },
  'opportunities.update': { read: deal },
  'opportunities.move': { read: deal },
  'opportunities.addNote': { read: entry },
  'opportunities.logActivity': { read: entry },
  ...tagged('opportunities'),
  'tags.create': { read: tagOf },
  'tags.update': { read: tagOf },
  'views.create': { read: viewName },
  'views.update': { read: viewName },
  'pipelines.create': { read: stagesOf },
  'pipelines.update': { read: stagesOf },
  'pipelines.saveStages': { read: stagesOf },
  'pipelines.previewStages': {
    read: (_ask, { changes }) =>
      Promise.resolve({ 'stages.name': (changes as Fields[]).find(({ what }) => what !== 'deleted')?.name }),
  },
  'customFields.create': { read: fieldOf },
  'customFields.replace': { read: fieldOf },
  'customFields.update': { read: fieldOf },
  'teams.create': { read: (ask, { id }) => ask('teams.get', { id }) },
  'teams.update': { read: (ask, { id }) => ask('teams.get', { id }) },
  'tasks.create': { read: task },
  'tasks.update': { read: task },
  // words that say a time are kept as one
  'tasks.snooze': { read: () => Promise.resolve({}) },
  'auth.register': {
    read: (_ask, { userId }, { found }) => (found as (id: unknown) => Promise<Fields>)(userId),
  },
  'auth.saveProfile': {
    isShared: true,
    read: async (ask) => (await ask('auth.me', {})).user as Fields,
  },
  'users.update': { read: (ask, { id }) => ask('users.get', { id }) },
  'invites.createMany': {
    read: async (_ask, { items: answers }) => ({ emails: (answers as Fields[])[0]?.email || null }),
  },
  'invites.create': {
    read: async (ask, { id }) =>
      (await items(ask('invites.list', {}))).find((invite) => invite.id === id) ?? {},
  },
  'roles.create': { isShared: true, read: role },
  'roles.replace': { isShared: true, read: role },
  'roles.update': { isShared: true, read: role },
  'apiKeys.create': {
    read: async (ask, { id }) => (await items(ask('apiKeys.list', {}))).find((key) => key.id === id) ?? {},
  },
  'imports.map': { isShared: true, read: (ask, { id }) => ask('imports.get', { id }) },
};

/** What says which records and tag are meant: compared with what there is, and shown by nothing. */
const compared = Object.fromEntries(
  ['leads', 'organizations', 'contacts', 'opportunities'].flatMap((noun) => [
    [`${noun}.bulk`, ['tag']],
    [`${noun}.bulkAll`, ['list', 'tag']],
  ]),
);

/** Sign-in words, links and secrets: taken, compared or hashed, and never shown again. */
export const neverShown: Readonly<Record<string, readonly string[]>> = {
  ...compared,
  'tasks.bulkAll': ['list'],
  'auth.acceptInvite': ['token'],
  'auth.sudo': ['password', 'code'],
  'auth.changePassword': ['newPassword'],
  'auth.changeEmail': ['email'],
  'auth.confirmFactor': ['code'],
  'auth.login': ['email', 'password', 'challenge', 'solution'],
  'auth.requestLoginCode': ['email', 'challenge'],
  'auth.loginByCode': ['mfaToken', 'code'],
  'auth.register': ['email', 'password', 'tenantInvite'],
  'auth.verifyEmail': ['token'],
  'auth.resendVerification': ['email'],
  'auth.refresh': ['refreshToken'],
  'auth.requestReset': ['email'],
  'auth.confirmReset': ['token', 'newPassword'],
};
