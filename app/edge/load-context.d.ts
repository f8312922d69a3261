import type { PageContext } from '../../server/http/pages.ts';

declare module '@remix-run/server-runtime' {
  // eslint wants no empty interface, and only an interface can be merged: the members are those of PageContext
  interface AppLoadContext extends PageContext {
    readonly edge: PageContext['edge'];
  }
}
