// The route tree cut into sections. The framework tries every route it is given, several times per page, and makes an
// expression of each anew; by the first word of an address all but a few are out of the question. Pure: the entry makes
// one handler of each section, and one of the whole for addresses that begin with no such word.

interface RouteLike {
  parentId?: string | undefined;
  path?: string | undefined;
}

export interface BuildLike {
  routes: Readonly<Record<string, RouteLike | undefined>>;
  assets: { routes: Readonly<Record<string, unknown>> };
}

const WORD = /^[a-z][a-z0-9-]*$/;

/** The word an address begins with; data of a page is asked for as `/leads.data`. */
export const firstWord = (pathname: string): string =>
  (pathname.split('/', 2)[1] ?? '').replace(/\.data$/, '');

/** The words that addresses of ours begin with. */
export const wordsOf = ({ routes }: BuildLike): string[] =>
  [...new Set(Object.keys(routes).map((id) => startOf(routes, id)))].filter((start) => WORD.test(start));

/** The same build with the routes that can match where an address begins with `word`, in the same order. */
export function sectionOf<B extends BuildLike>(build: B, word: string): B {
  const isLeft = ([id]: [string, unknown]): boolean => {
    const start = startOf(build.routes, id);
    return start === word || !WORD.test(start);
  };
  const left = <T>(routes: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(routes).filter(isLeft));
  return {
    ...build,
    routes: left(build.routes),
    assets: { ...build.assets, routes: left(build.assets.routes) },
  };
}

/** The first segment of a route's whole path, '' where there is none. */
function startOf(routes: BuildLike['routes'], id: string): string {
  const route = routes[id];
  if (!route) return '';
  const above = route.parentId === undefined ? '' : startOf(routes, route.parentId);
  return above || (route.path ?? '').split('/', 1)[0] || '';
}
