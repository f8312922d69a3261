// What the framework is told by type: the context of every loader and action, and that answers travel by single fetch.
import type { PageContext } from '../../server/http/pages.ts';

declare module '@remix-run/server-runtime' {
  interface AppLoadContext {
    readonly edge: PageContext['edge'];
    readonly nonce: PageContext['nonce'];
    readonly cookies: PageContext['cookies'];
    readonly formKey: PageContext['formKey'];
    readonly wait: PageContext['wait'];
    readonly reportError: PageContext['reportError'];
  }
  interface Future {
    v3_singleFetch: true;
  }
}
