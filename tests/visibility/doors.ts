// The doors to records, both in the same words: what is asked of a noun, and the status of the answer.
import type { Api } from '../support/api.ts';
import type { TestPerson } from '../support/factories.ts';
import { PLURAL, type Noun } from './world.ts';

export interface Listed {
  items: { id: string; version: number }[];
  next: string | null;
  count?: number;
  sums?: { currency: string; minor: number }[];
  counts?: Record<string, number>;
}

export const ACTIONS = [
  'get',
  'update',
  'assign',
  'archive',
  'restore',
  'delete',
  'timeline',
  'files',
  'note',
  'convert',
] as const;
export type Action = (typeof ACTIONS)[number];

/** What is asked of one record; the version is right, so that nothing but sight can refuse. */
export interface Asked {
  id: string;
  version: number;
  ownerId: string;
}

export interface Door {
  name: 'REST' | 'tRPC';
  list(noun: Noun, input: Record<string, unknown>): Promise<Listed>;
  trash(noun: Noun): Promise<Listed>;
  /** the status of the answer */
  act(noun: Noun, action: Action, asked: Asked): Promise<number>;
}

export const isOffered = (noun: Noun, action: Action): boolean =>
  action === 'convert'
    ? noun === 'lead'
    : noun !== 'task' || !['archive', 'timeline', 'note'].includes(action);

/** a text that need not be its only one */
const FIELD: Readonly<Record<Noun, string>> = {
  lead: 'company',
  contact: 'title',
  organization: 'industry',
  opportunity: 'title',
  task: 'title',
};
const assigneeOf = (noun: Noun): string => (noun === 'task' ? 'assigneeId' : 'ownerId');

const BODIES: Readonly<Record<Action, (noun: Noun, asked: Asked) => Record<string, unknown>>> = {
  get: () => ({}),
  update: (noun, { version }) => ({ version, [FIELD[noun]]: 'Changed' }),
  assign: (noun, { ownerId }) => ({ [assigneeOf(noun)]: ownerId }),
  archive: (_, { version }) => ({ version }),
  restore: () => ({}),
  delete: (_, { version }) => ({ version }),
  timeline: () => ({}),
  files: () => ({}),
  note: () => ({ body: 'Seen by me.' }),
  convert: (_, { version }) => ({ version, organizationName: null, opportunity: null }),
};

const METHODS: Readonly<Record<Action, readonly [method: string, rest: string]>> = {
  get: ['GET', ''],
  update: ['PATCH', ''],
  assign: ['POST', '/assign'],
  archive: ['POST', '/archive'],
  restore: ['POST', '/restore'],
  delete: ['DELETE', ''],
  timeline: ['GET', '/activities'],
  files: ['GET', '/files'],
  note: ['POST', '/notes'],
  convert: ['POST', '/convert'],
};

export function restDoor(api: Api, person: TestPerson): Door {
  const rest = api.rest(person);
  const read = async (path: string): Promise<Listed> => {
    const { status, body } = await rest<Listed>('GET', path);
    if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
    return body;
  };
  return {
    name: 'REST',
    list(noun, input) {
      const query = new URLSearchParams(
        Object.entries(input).flatMap(([key, value]) => [value].flat().map((one) => [key, String(one)])),
      );
      return read(`/${PLURAL[noun]}?${query}`);
    },
    trash: (noun) => read(`/trash?noun=${noun}`),
    async act(noun, action, asked) {
      const [method, tail] = METHODS[action];
      const body = BODIES[action](noun, asked);
      const inUrl = method === 'DELETE' ? `?version=${asked.version}` : '';
      const sent = method === 'GET' || method === 'DELETE' ? undefined : body;
      const { status } = await rest(method, `/${PLURAL[noun]}/${asked.id}${tail}${inUrl}`, sent);
      return status;
    },
  };
}

const PROCEDURES: Readonly<Partial<Record<Action, string>>> = { note: 'addNote', timeline: 'activities' };

const READS: readonly Action[] = ['get', 'timeline', 'files'];

type Caller = Record<'query' | 'mutate', (input: unknown) => Promise<unknown>>;

export function trpcDoor(api: Api, person: TestPerson): Door {
  const client = api.client(person) as unknown as Record<string, Record<string, Caller>>;
  const called = (router: string, name: string): Caller => {
    const found = client[router]?.[name];
    if (!found) throw new Error(`There is no ${router}.${name}`);
    return found;
  };
  const procedure = (noun: Noun, name: string): Caller => called(PLURAL[noun], name);
  return {
    name: 'tRPC',
    list: (noun, input) => procedure(noun, 'list').query(input) as Promise<Listed>,
    trash: (noun) => called('trash', 'list').query({ noun }) as Promise<Listed>,
    async act(noun, action, asked) {
      const asks = procedure(noun, PROCEDURES[action] ?? action);
      const input = { id: asked.id, ...BODIES[action](noun, asked) };
      try {
        await (READS.includes(action) ? asks.query(input) : asks.mutate(input));
        return 200;
      } catch (error) {
        return (error as { data?: { httpStatus?: number } }).data?.httpStatus ?? 0;
      }
    },
  };
}
