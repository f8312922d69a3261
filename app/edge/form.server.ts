// Form actions: read the form by its contract, call the router, and give the form back with what was typed when refused.
import { parseWithZod } from '@conform-to/zod/v4';
import type { SubmissionResult } from '@conform-to/react';
import type { z } from 'zod';
import { AppError, type ErrorEnvelope } from '../../server/errors.ts';
import { data, type ActionFunctionArgs } from '../remix.ts';
import { asPageError, open, refusalOf, SUDO, toSignIn, toSudo, type Page } from './page.server.ts';

/** Never sent back, not even to the form they came from. */
const SECRET_FIELDS = ['password', 'confirm', 'newPassword', 'code'];

/** What a refused form gets back: conform's result, and the envelope with its hint and facts (a duplicate, a conflict). */
export interface FormRefusal {
  submission: SubmissionResult;
  refusal?: ErrorEnvelope;
}

interface Options {
  /** open to people who are not signed in */
  public?: boolean;
}

/**
 * An action for one form. `act` gets the parsed value and answers with a redirect or data. Refusals of 4xx come back
 * to the form with their status; a lost session goes to the sign-in page; faults of ours go to the ErrorBoundary.
 */
export const formAction =
  <S extends z.ZodType, T>(
    schema: S,
    act: (page: Page, value: z.output<S>) => Promise<T>,
    options: Options = {},
  ) =>
  async (args: ActionFunctionArgs): Promise<T | ReturnType<typeof data<FormRefusal>>> => {
    const page = await open(args, 'action');
    if (!options.public && !page.principal) throw toSignIn(page.url);
    const submission = parseWithZod(await readForm(page.request), { schema });
    if (submission.status !== 'success')
      return data<FormRefusal>(
        { submission: submission.reply({ hideFields: SECRET_FIELDS }) },
        { status: 422 },
      );
    try {
      return await act(page, submission.value);
    } catch (thrown) {
      if (thrown instanceof Response) throw thrown;
      const error = refusalOf(thrown, page);
      if (error.slug === SUDO) throw toSudo(page.url);
      const lostSession = error.code === 'Unauthorized' && !options.public;
      if (error.status >= 500 || error.status === 404 || lostSession) throw asPageError(thrown, page);
      const refusal = error.toEnvelope(page.requestId);
      const fieldErrors = Object.fromEntries(
        Object.entries(refusal.details ?? {}).filter(([field]) => field !== '_'),
      );
      const formErrors = Object.keys(fieldErrors).length ? [] : [refusal.message];
      return data<FormRefusal>(
        { submission: submission.reply({ fieldErrors, formErrors, hideFields: SECRET_FIELDS }), refusal },
        { status: error.status },
      );
    }
  };

/** Forms are urlencoded or multipart; anything else reads as an empty form, which its contract refuses field by field. */
async function readForm(request: Request): Promise<FormData> {
  try {
    return refusingDepth(await request.formData());
  } catch {
    return new FormData();
  }
}

/** Field names nest (`address.city`); one nested without end would become an object deep enough to overflow a stack. */
function refusingDepth(form: FormData): FormData {
  for (const name of form.keys()) {
    if (name.length > MAX_NAME || name.split(/[.[]/).length > MAX_NESTING) return new FormData();
  }
  return form;
}

const MAX_NAME = 200;
const MAX_NESTING = 6;

/** One page, several forms: `intent` says which action is meant, '' where there is none. An unknown one is a 400. */
export const actionsByIntent =
  (actions: Record<string, (args: ActionFunctionArgs) => Promise<unknown>>) =>
  async (args: ActionFunctionArgs): Promise<unknown> => {
    const form = await readForm(args.request.clone());
    const intent = form.get('intent') ?? '';
    const action = typeof intent === 'string' && Object.hasOwn(actions, intent) ? actions[intent] : undefined;
    if (!action)
      throw data<ErrorEnvelope>(unknownForm().toEnvelope(args.context.edge.requestId), { status: 400 });
    return action(args);
  };

const unknownForm = (): AppError =>
  new AppError(
    'BadRequest',
    'form.unknown',
    'This page does not know the form that was sent, so nothing was done.',
    {
      hint: 'Open the page again, then make your change once more.',
    },
  );
