// Loaders: call the router, and turn what it refuses into the page that says so.
// Nothing is decided here about the product; a loader states what it needs and hands the answer on.
import { lacking, notFound, toAppError, type AppError, type ErrorEnvelope } from '../../server/errors.ts';
import type { Caller } from '../../server/trpc/caller.ts';
import type { Principal } from '../../server/trpc/context.ts';
import { id } from '../contracts/fields.ts';
import type { Permission } from '../contracts/permissions.ts';
import { paths } from '../paths.ts';
import { data, redirect, type LoaderFunctionArgs } from '../remix.ts';
import { holds } from '../session.ts';
import { callerOf, type Part } from './request.server.ts';

export interface Page {
  caller: Caller;
  params: Record<string, string>;
  url: URL;
  request: Request;
  principal: Principal | null;
  requestId: string;
  cookies: Readonly<Record<string, string>>;
  /** sends a cookie along with the page, whatever the page says */
  setCookie: (cookie: string) => void;
  /** the configured public origin, never what a request claims */
  origin: string;
  /** cookies carry Secure */
  secure: boolean;
}

/** A loader for signed-in people; anybody else is sent to sign in and comes back. */
export const pageLoader =
  <T>(load: (page: Page) => Promise<T>) =>
  async (args: LoaderFunctionArgs): Promise<T> => {
    const page = await open(args, 'loader');
    if (!page.principal?.tenantId && leadsNowhere(page)) throw nothingHere(page);
    if (!page.principal) throw toSignIn(page.url);
    if (!page.principal.tenantId) throw redirect(paths.chooseTenant());
    return answering(page, load);
  };

/** A loader for a page that is one form: who may not send it is told so before they fill it in. */
export const formLoader = <T>(permission: Permission, load: (page: Page) => Promise<T>) =>
  pageLoader(async (page) => {
    const { permissions } = await page.caller.auth.me();
    if (!holds(permissions, permission)) throw lacking(permission);
    return load(page);
  });

export const isSignedOut = (thrown: unknown): boolean => toAppError(thrown).code === 'Unauthorized';

/** The address is none of ours: the route that takes the rest has taken it. */
const leadsNowhere = ({ params }: Pick<Page, 'params'>): boolean => params['*'] !== undefined;

export const nothingHere = ({ requestId }: Pick<Page, 'requestId'>) =>
  data<ErrorEnvelope>(notFound('page').toEnvelope(requestId), { status: 404 });

/** What was refused and why. An id in the address that is none gets the answer of one that nothing has. */
export function refusalOf(thrown: unknown, { params }: Pick<Page, 'params'>): AppError {
  const error = toAppError(thrown);
  const isNoId = params.id !== undefined && !id.safeParse(params.id).success;
  return isNoId && error.slug === 'input.invalid' ? notFound('page') : error;
}

/** What a page shows beside its record, or null where one may not read it: the page is there all the same. */
export async function ifAllowed<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (thrown) {
    if (toAppError(thrown).code === 'Forbidden') return null;
    throw thrown;
  }
}

/** A list is not filtered by a field that this person's role hides. */
export async function unlessHidden<T>(
  rights: Promise<{ hiddenFields: readonly string[] }>,
  field: string,
  list: () => Promise<T>,
): Promise<T | null> {
  const { hiddenFields } = await rights;
  return hiddenFields.includes(field) ? null : list();
}

/** A loader for any signed-in account, in a tenant or not: operators, and people who have yet to choose one. */
export const accountLoader =
  <T>(load: (page: Page) => Promise<T>) =>
  async (args: LoaderFunctionArgs): Promise<T> => {
    const page = await open(args, 'loader');
    if (!page.principal) throw toSignIn(page.url);
    return answering(page, load);
  };

/** A loader for everybody, signed in or not. */
export const publicLoader =
  <T>(load: (page: Page) => Promise<T>) =>
  async (args: LoaderFunctionArgs): Promise<T> =>
    answering(await open(args, 'loader'), load);

export async function open({ request, params, context }: LoaderFunctionArgs, part: Part): Promise<Page> {
  const { caller, request: opened } = await callerOf(context, part);
  return {
    caller,
    params: Object.fromEntries(Object.entries(params).map(([key, value]) => [key, value ?? ''])),
    url: new URL(request.url),
    request,
    principal: opened.principal,
    requestId: opened.edge.requestId,
    cookies: context.edge.cookies,
    setCookie: (cookie) => void context.cookies.push(cookie),
    origin: context.edge.origin,
    secure: context.edge.origin.startsWith('https:'),
  };
}

async function answering<T>(page: Page, load: (page: Page) => Promise<T>): Promise<T> {
  try {
    return await load(page);
  } catch (thrown) {
    throw asPageError(thrown, page);
  }
}

/** A refusal as the response an ErrorBoundary shows; an ended session goes back to the sign-in page. */
export function asPageError(thrown: unknown, page: Pick<Page, 'url' | 'requestId' | 'params'>): unknown {
  const { url, requestId } = page;
  if (thrown instanceof Response) return thrown;
  // `data(…)` of the framework, thrown by a page for a status of its own
  if (
    thrown !== null &&
    typeof thrown === 'object' &&
    'type' in thrown &&
    thrown.type === 'DataWithResponseInit'
  )
    return thrown;
  const error = refusalOf(thrown, page);
  if (error.code === 'Unauthorized') return toSignIn(url);
  if (error.slug === SUDO) return toSudo(url);
  return data<ErrorEnvelope>(error.toEnvelope(requestId), { status: error.status });
}

/** The refusal that asks for the password again. */
export const SUDO = 'auth.sudo_required';

const pathOf = (url: URL): string => `${url.pathname.replace(/\.data$/, '')}${url.search}`;

/** To where one says again who one is, and back to this page. */
export const toSudo = (url: URL): Response => redirect(paths.sudo(pathOf(url)));

export function toSignIn(url: URL): Response {
  const target = pathOf(url);
  return redirect(paths.login(target === '/' || target === '/_root' ? undefined : target));
}
