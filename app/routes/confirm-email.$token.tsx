import { z } from 'zod';
import { flashing } from '../edge/flash.server.ts';
import { formAction } from '../edge/form.server.ts';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { Form, Link, type MetaFunction } from '../remix.ts';
import { Button } from '../ui/button.tsx';
import { Fault } from '../ui/fault.tsx';
import { FormErrors } from '../ui/field.tsx';
import { Gate } from '../ui/gate.tsx';

export const meta: MetaFunction = () => [{ title: 'Confirm your e-mail address · StreamFlow' }];

export const action = formAction(
  z.object({}),
  async ({ caller, params, principal, secure }) => {
    const { email } = await caller.auth.confirmEmailChange({ token: params.token ?? '' });
    const to = principal?.tenantId ? paths.profile : paths.login();
    return flashing(to, { tone: 'ok', text: `${email} is confirmed. Sign in with it from now on.` }, secure);
  },
  { public: true },
);

/** One button, because mail scanners open links: looking at the page uses nothing up. */
export default function ConfirmEmail() {
  const answer = useFormAnswer();
  return (
    <Gate title="Confirm your e-mail address">
      <Form method="post" className="form">
        <FormErrors errors={answer?.refusal && [answer.refusal.message]} />
        <Button kind="primary">Use this address</Button>
      </Form>
      <p className="gate-foot">
        <Link to={paths.profile} className="link">
          Send another link
        </Link>
      </p>
    </Gate>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.login(), label: 'Sign in' }} />;
}
