// The address of a list of people → a request to the router. Unknown parameters are a 400, never ignored.
import { GrammarError, listInput, parseSort, type ListInput } from '../contracts/list.ts';
import { USER_STATUSES, userGrammar, userSorts, type UserSort, type UserStatus } from '../contracts/users.ts';

const PARAMETERS = new Set(['q', 'status', 'sort', 'after', 'limit']);

export interface UserListRequest {
  input: ListInput;
  state: { q: string; status: UserStatus[]; sort?: string };
  sort: { key: UserSort; descending: boolean };
}

/** `offered`: the statuses shown where none is chosen. */
export function userListRequest(
  { searchParams }: URL,
  offered: readonly UserStatus[] = USER_STATUSES,
): UserListRequest {
  for (const name of searchParams.keys()) {
    // the framework's own parameters begin with an underscore or name a route
    if (!PARAMETERS.has(name) && name !== '_routes' && name !== 'index')
      throw new GrammarError(name, `Unknown parameter "${name}". Allowed: ${[...PARAMETERS].join(', ')}.`);
  }
  const one = (name: string): string | undefined => searchParams.get(name) || undefined;
  const status = searchParams.getAll('status').filter(Boolean);
  const wanted = status.length > 0 ? status : offered;
  const sort = parseSort(one('sort'), userSorts, userGrammar.defaultSort);
  return {
    input: listInput.parse({
      q: one('q'),
      f: [`status.in.${wanted.join(',')}`],
      sort: one('sort'),
      after: one('after'),
      limit: one('limit'),
    }),
    state: {
      q: one('q') ?? '',
      status: USER_STATUSES.filter((known) => status.includes(known)),
      ...(one('sort') && { sort: one('sort') }),
    },
    sort: { key: sort.key as UserSort, descending: sort.descending },
  };
}
