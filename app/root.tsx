import { useEffect, type ReactNode } from 'react';
import { unlessPeekAlone } from './features/records/peeking.ts';
import { clearFlashCookie, readFlash } from './flash.ts';
import { useNonce } from './nonce.ts';
import { paths } from './paths.ts';
import { readPreferences } from './preferences.ts';
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  data,
  useLocation,
  useRouteLoaderData,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from './remix.ts';
import styles from './styles.css?url';
import { BareFault } from './ui/fault.tsx';
import { Toaster } from './ui/toast.tsx';

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: styles },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
];

export const meta: MetaFunction = () => [{ title: 'StreamFlow' }];

export function loader({ context: { edge } }: LoaderFunctionArgs) {
  const flash = readFlash(edge.cookies);
  const formKey = crypto.randomUUID();
  const answer = { ...readPreferences(edge.cookies), flash, stamp: edge.requestId, formKey };
  return data(answer, flash ? { headers: { 'Set-Cookie': clearFlashCookie } } : {});
}

/** Who looks at a record beside its list stays on the page. */
export const shouldRevalidate = unlessPeekAlone;

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce();
  const { pathname, search } = useLocation();
  useEffect(() => markShown(pathname + search), [pathname, search]);
  const root = useRouteLoaderData<typeof loader>('root');
  const theme = root?.theme === 'system' ? undefined : root?.theme;
  const density = root?.density === 'regular' ? undefined : root?.density;
  return (
    <html lang="en-US" data-theme={theme} data-density={density}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={theme ?? 'light dark'} />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

/**
 * Effects of the outermost run last: from here on the page of this address is on the screen and its keys and buttons
 * answer, which who drives the page may wait for. The address bar is ahead of that.
 */
const markShown = (address: string): void => document.documentElement.setAttribute('data-shown', address);

export default function Root() {
  const root = useRouteLoaderData<typeof loader>('root');
  return (
    <>
      <Outlet />
      <Toaster flash={root?.flash ?? null} stamp={root?.stamp ?? ''} />
    </>
  );
}

/** The last net: pages have boundaries of their own that keep the navigation. */
export function ErrorBoundary() {
  return (
    <BareFault
      home={{ to: paths.home, label: 'Go to StreamFlow' }}
      search={{ action: paths.leads(), label: 'Search leads' }}
    />
  );
}
