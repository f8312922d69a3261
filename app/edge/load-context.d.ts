import type { PageContext } from '../../server/http/pages.ts';

declare module '@remix-run/server-runtime' {
  interface AppLoadContext {
    readonly edge: PageContext['edge'];
    readonly nonce: PageContext['nonce'];
    readonly cookies: PageContext['cookies'];
    readonly reportError: PageContext['reportError'];
  }
}
