// What a form component gets back after a refusal, and how it starts conform. The check itself is the server's.
import { useActionData } from './remix.ts';
import { getFormProps, useForm, type SubmissionResult } from '@conform-to/react';

/** The envelope of a refusal, as far as a form says it. */
export interface Refusal {
  message: string;
  hint?: string;
  /** safe facts, for example the lead a duplicate collides with */
  data?: unknown;
  requestId: string;
}

/** What an action answers when it refuses: conform's result and, where a procedure refused, its envelope. */
export interface FormAnswer {
  submission?: SubmissionResult;
  refusal?: Refusal;
}

/** What the page's action answered, if it refused a form. */
export const useFormAnswer = (): FormAnswer | undefined => useActionData<FormAnswer>();

export type Constraints = Readonly<
  Record<
    string,
    {
      required?: boolean;
      minLength?: number;
      maxLength?: number;
      min?: string | number;
      max?: string | number;
    }
  >
>;

interface FormSetup<Values> {
  id: string;
  answer?: FormAnswer | undefined;
  /** from getZodConstraint, made on the server; becomes attributes of the inputs */
  constraints?: Constraints | undefined;
  start?: Partial<Values> | undefined;
}

/** conform's form and fields. Submitting is left to the browser or Remix, checking to the server. */
export function useServerForm<Values extends Record<string, unknown>>({
  id,
  answer,
  constraints,
  start,
}: FormSetup<Values>) {
  const [form, fields] = useForm<Values>({
    id,
    lastResult: answer?.submission ?? null,
    constraint: constraints,
    defaultValue: start as never,
    shouldRevalidate: 'onSubmit',
  });
  return { form, fields, formProps: getFormProps(form) };
}
