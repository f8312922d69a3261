import { z } from 'zod';
import { formAction } from '../edge/form.server.ts';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { Form, Link, redirect, type MetaFunction } from '../remix.ts';
import { Button } from '../ui/button.tsx';
import { Fault } from '../ui/fault.tsx';
import { FormErrors } from '../ui/field.tsx';
import { Gate } from '../ui/gate.tsx';

export const meta: MetaFunction = () => [{ title: 'Finish signing up · StreamFlow' }];

export const action = formAction(
  z.object({}),
  async ({ caller, params }) => {
    const { user } = await caller.auth.confirmEmail({ token: params.token ?? '' });
    return redirect(user.tenantId ? paths.dashboard : paths.home);
  },
  { public: true },
);

/** One button, because mail scanners open links: looking at the page uses nothing up. */
export default function Confirm() {
  const answer = useFormAnswer();
  return (
    <Gate title="Finish signing up">
      <Form method="post" className="form">
        <FormErrors errors={answer?.refusal && [answer.refusal.message]} />
        <Button kind="primary">Create my account</Button>
      </Form>
      <p className="gate-foot">
        <Link to={paths.register()} className="link">
          Start again
        </Link>
      </p>
    </Gate>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.login(), label: 'Sign in' }} />;
}
