// The only door through which app code reaches Remix, so that moving to React Router stays one file's work.
// Entries and build configuration are the sole other importers.
import { Form as PlainForm, useRouteLoaderData, type FormProps } from '@remix-run/react';
import { createElement, forwardRef, type ReactNode } from 'react';
import type { FORM_KEY_FIELD } from './contracts/form-key.ts';

export {
  Link,
  Links,
  Meta,
  NavLink,
  Outlet,
  Scripts,
  ScrollRestoration,
  data,
  isRouteErrorResponse,
  redirect,
  useActionData,
  useFetcher,
  useFetchers,
  useLoaderData,
  useLocation,
  useMatches,
  useNavigate,
  useNavigation,
  useNavigationType,
  useRevalidator,
  useRouteError,
  useRouteLoaderData,
  useSearchParams,
  useSubmit,
} from '@remix-run/react';
export type { ShouldRevalidateFunction } from '@remix-run/react';
export type {
  ActionFunctionArgs,
  AppLoadContext,
  HeadersFunction,
  LinksFunction,
  LoaderFunctionArgs,
  MetaFunction,
} from '@remix-run/node';

const KEY_FIELD: typeof FORM_KEY_FIELD = '_key';

/** The same for what is sent without a form. */
export const useFormKey = (): string | undefined => useRouteLoaderData<{ formKey?: string }>('root')?.formKey;

/**
 * The hidden key of a form: sent twice, by a double click or a reload, it does its work once. It is new whenever the
 * page is, also after a change made without leaving it.
 */
export function FormKey(): ReactNode {
  const value = useFormKey();
  return value ? createElement('input', { type: 'hidden', name: KEY_FIELD, value }) : null;
}

/** The framework's form, with such a key where it changes something. */
export const Form = forwardRef<HTMLFormElement, FormProps>(function Form({ children, ...props }, ref) {
  const key = props.method === 'post' && createElement(FormKey);
  return createElement(PlainForm, { ...props, ref }, key, children);
});
