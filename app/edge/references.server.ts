// Fields that name another record: what they offer, and which one was meant.
import { AppError, toAppError } from '../../server/errors.ts';
import { isSameName } from '../../server/features/organizations/organizations.rules.ts';
import { fold } from '../../server/features/search/search.rules.ts';
import { id } from '../contracts/fields.ts';
import { MAX_LIMIT, type Filter } from '../contracts/list.ts';
import { ifAllowed, type Page } from './page.server.ts';

type Caller = Page['caller'];

interface Offered {
  value: string;
  label: string;
  /** tells two of the same name apart */
  note?: string;
}

interface Named {
  id: string;
  name: string;
  note: string | null;
}

interface Referred {
  /** as the name of its filter: "organization" */
  noun: 'organization' | 'contact';
  list: (caller: Caller, input: { q?: string; limit: number }) => Promise<Named[]>;
  get: (caller: Caller, id: string) => Promise<{ name: string }>;
  isSame: (one: string, other: string) => boolean;
}

const OFFERED = 20;

export type Reference = ReturnType<typeof referenceTo>;

function referenceTo({ noun, list, get, isSame }: Referred) {
  const notMeant = (message: string): AppError =>
    new AppError('Unprocessable', 'input.invalid', message, { details: { [`${noun}Id`]: [message] } });

  /** Those that match the words, the first of all without any; null for those who may not read them. */
  async function offered(caller: Caller, words = ''): Promise<Offered[] | null> {
    const found = await ifAllowed(list(caller, { ...(words && { q: words }), limit: OFFERED }));
    return (
      found?.map(({ id: value, name: label, note }) => ({ value, label, ...(note && { note }) })) ?? null
    );
  }

  /** The id of the one that a form names by id or by its whole name. Throws Unprocessable when the words name none or several. */
  async function meant(caller: Caller, given: string): Promise<string> {
    if (id.safeParse(given).success) return requireSeen(caller, given);
    const found = await list(caller, { q: given, limit: MAX_LIMIT });
    const [one, another] = found.filter(({ name }) => isSame(name, given));
    if (!one) throw notMeant(`No ${noun} is called “${given}”. Choose one of the list, or leave it empty.`);
    if (another) throw notMeant(`Several ${noun}s are called “${given}”. Choose one of the list.`);
    return one.id;
  }

  /** The id, if it is that of one in sight; who may not read any sends back the one that was there. */
  async function requireSeen(caller: Caller, given: string): Promise<string> {
    try {
      await ifAllowed(get(caller, given));
      return given;
    } catch (thrown) {
      if (toAppError(thrown).code !== 'NotFound') throw thrown;
      throw notMeant(`There is no such ${noun} any more. Choose another one.`);
    }
  }

  /** What it is called, null for one that is not in sight. */
  async function nameOf(caller: Caller, given: string): Promise<string | null> {
    try {
      return (await get(caller, given)).name;
    } catch (thrown) {
      const { status } = toAppError(thrown);
      if (status >= 500 || status === 401) throw thrown;
      return null;
    }
  }

  /** The one that `?organization=` or `?contact=` of an address names, for a form to start with. */
  async function givenIn(
    caller: Caller,
    { searchParams }: URL,
  ): Promise<{ id: string; name: string } | null> {
    const given = searchParams.get(noun);
    const name = given ? await nameOf(caller, given) : null;
    return given && name !== null ? { id: given, name } : null;
  }

  /**
   * What a filter offers: the first ones, and those that are chosen; null for those who may not read any. One that is not
   * in sight stays to be unticked.
   */
  async function choices(caller: Caller, filters: readonly Filter[]): Promise<Offered[] | null> {
    const first = await offered(caller);
    if (!first) return null;
    const chosen = filters.filter(({ field }) => field === noun).flatMap(({ values }) => values);
    const further = chosen.filter((one) => !first.some(({ value }) => value === one));
    const named = await Promise.all(
      [...new Set(further)].map(async (value, at) => ({
        value,
        label: (at < OFFERED && (await nameOf(caller, value))) || `Another ${noun}`,
      })),
    );
    return [...named, ...first];
  }

  return { noun, offered, meant, nameOf, givenIn, choices };
}

export const organizations = referenceTo({
  noun: 'organization',
  list: async (caller, input) => {
    const { items } = await caller.organizations.list({ ...input, sort: 'name' });
    return items.map(({ id, name, domain }) => ({ id, name, note: domain }));
  },
  get: (caller, id) => caller.organizations.get({ id }),
  isSame: isSameName,
});

export const contacts = referenceTo({
  noun: 'contact',
  list: async (caller, input) => {
    const { items } = await caller.contacts.list({ ...input, sort: 'name' });
    return items.map(({ id, name, organization, email }) => ({
      id,
      name,
      note: organization?.name ?? email,
    }));
  },
  get: (caller, id) => caller.contacts.get({ id }),
  isSame: (one, other) => fold(one) === fold(other),
});
