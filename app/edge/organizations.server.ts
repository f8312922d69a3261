// Fields that name an organization: what they offer, and which one was meant.
import { AppError, toAppError } from '../../server/errors.ts';
import { isSameName } from '../../server/features/organizations/organizations.rules.ts';
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

const OFFERED = 20;

/** Organizations that match the words, the first of all without any; null for those who may not read them. */
export async function organizationsOffered(caller: Caller, words = ''): Promise<Offered[] | null> {
  const list = caller.organizations.list({ ...(words && { q: words }), sort: 'name', limit: OFFERED });
  const found = await ifAllowed(list);
  return (
    found?.items.map(({ id: value, name: label, domain }) => ({
      value,
      label,
      ...(domain && { note: domain }),
    })) ?? null
  );
}

/**
 * The id of the organization that a form names by id or by its whole name. Throws Unprocessable, for the field
 * `organizationId`, when the words name none or several.
 */
export async function organizationMeant(caller: Caller, given: string): Promise<string> {
  if (id.safeParse(given).success) return requireSeen(caller, given);
  const { items } = await caller.organizations.list({ q: given, sort: 'name', limit: MAX_LIMIT });
  const [meant, another] = items.filter(({ name }) => isSameName(name, given));
  if (!meant)
    throw notMeant(`No organization is called “${given}”. Choose one of the list, or leave it empty.`);
  if (another) throw notMeant(`Several organizations are called “${given}”. Choose one of the list.`);
  return meant.id;
}

/** The id, if it is that of an organization in sight; who may not read any sends back the one that was there. */
async function requireSeen(caller: Caller, given: string): Promise<string> {
  try {
    await ifAllowed(caller.organizations.get({ id: given }));
    return given;
  } catch (thrown) {
    if (toAppError(thrown).code !== 'NotFound') throw thrown;
    throw notMeant('There is no such organization any more. Choose another one.');
  }
}

const notMeant = (message: string): AppError =>
  new AppError('Unprocessable', 'input.invalid', message, { details: { organizationId: [message] } });

/** What an organization is called, null for one that is not in sight. */
export async function organizationName(caller: Caller, given: string): Promise<string | null> {
  try {
    return (await caller.organizations.get({ id: given })).name;
  } catch (thrown) {
    const { status } = toAppError(thrown);
    if (status >= 500 || status === 401) throw thrown;
    return null;
  }
}

/**
 * What a filter by organization offers: the first ones, and those that are chosen; null for those who may not read any.
 * One that is not in sight stays to be unticked.
 */
export async function organizationChoices(
  caller: Caller,
  filters: readonly Filter[],
): Promise<Offered[] | null> {
  const offered = await organizationsOffered(caller);
  if (!offered) return null;
  const chosen = filters.filter(({ field }) => field === 'organization').flatMap(({ values }) => values);
  const further = chosen.filter((one) => !offered.some(({ value }) => value === one));
  const named = await Promise.all(
    [...new Set(further)].map(async (value, at) => ({
      value,
      label: (at < OFFERED && (await organizationName(caller, value))) || 'Another organization',
    })),
  );
  return [...named, ...offered];
}
