import { useRef } from 'react';
import { useServerForm, type FormAnswer } from '../../forms.ts';
import { paths } from '../../paths.ts';
import { Form, Link, useNavigation } from '../../remix.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox, FormErrors, Input } from '../../ui/field.tsx';
import { challengeIn, ChallengeNotice, CodeSentNotice, useSolution, type Challenge } from './challenge.tsx';

/** A code was asked for: to whom it goes, and the challenge it solves. */
export interface CodeSent {
  email: string;
  challenge: string;
}

interface LoginFormProps {
  answer?: FormAnswer | undefined;
  sent?: CodeSent | undefined;
  /** where to go afterwards; a path of this site */
  next?: string | undefined;
}

export function LoginForm({ answer, sent, next }: LoginFormProps) {
  const element = useRef<HTMLFormElement>(null);
  const challenge: Challenge | undefined = sent
    ? { kind: 'mail', token: sent.challenge }
    : challengeIn(answer);
  const { state, solution } = useSolution(challenge, element);
  const typed = answer?.submission?.initialValue?.['email'];
  const email = sent?.email ?? (typeof typed === 'string' ? typed : '');
  const { form, fields, formProps } = useServerForm<{ email: string; password: string; solution: string }>({
    id: 'login',
    answer,
    start: { email },
  });
  const pending = useNavigation().formMethod === 'POST' || state === 'solving';
  const isByMail = challenge?.kind === 'mail';
  return (
    <>
      {challenge?.kind === 'work' && <ChallengeNotice {...{ challenge, state, email, next }} />}
      {sent && <CodeSentNotice email={sent.email} />}
      <Form method="post" className="form" {...formProps} ref={element}>
        <FormErrors errors={form.errors} />
        {next && <input type="hidden" name="next" value={next} />}
        {challenge && <input type="hidden" name="challenge" value={challenge.token} />}
        {solution && <input type="hidden" name="solution" value={solution} />}
        <Input
          field={fields.email}
          label="Email"
          type="email"
          autoComplete="username"
          required
          autoFocus={!answer && !sent}
        />
        {isByMail && (
          <Input
            field={fields.solution}
            label="Code from the mail"
            autoComplete="one-time-code"
            inputMode="numeric"
            required
            autoFocus
          />
        )}
        <Input
          field={fields.password}
          label="Password"
          type="password"
          autoComplete="current-password"
          required
          autoFocus={answer !== undefined && !isByMail}
          aside={
            <Link to={paths.forgotPassword} className="link">
              Forgot password?
            </Link>
          }
        />
        <Checkbox name="remember" label="Keep me signed in on this device" />
        <Button kind="primary" pending={pending}>
          Sign in
        </Button>
      </Form>
      <p className="gate-foot">
        New here?{' '}
        <Link to={paths.register()} className="link">
          Create account
        </Link>
      </p>
    </>
  );
}
