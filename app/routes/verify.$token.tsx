import { z } from 'zod';
import { flashing } from '../edge/flash.server.ts';
import { formAction } from '../edge/form.server.ts';
import { publicLoader } from '../edge/page.server.ts';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { Form, Link, redirect, useLoaderData, type MetaFunction } from '../remix.ts';
import { Button } from '../ui/button.tsx';
import { BareFault } from '../ui/fault.tsx';
import { FormErrors } from '../ui/field.tsx';
import { Gate } from '../ui/gate.tsx';

export const meta: MetaFunction = () => [{ title: 'Confirm your e-mail address · StreamFlow' }];

/** Where another link is asked for: who is signed in changes an address on the profile. */
export const loader = publicLoader(({ principal }) =>
  Promise.resolve({ another: principal?.tenantId ? paths.profile : paths.verifyPending }),
);

export const action = formAction(
  z.object({}),
  async ({ caller, params, principal, secure }) => {
    const { email, user } = await caller.auth.verifyEmail({ token: params.token ?? '' });
    if (user) return redirect(user.tenantId ? paths.dashboard : paths.home);
    const to = principal?.tenantId ? paths.profile : paths.login();
    return flashing(to, { tone: 'ok', text: `${email} is confirmed. Sign in with it from now on.` }, secure);
  },
  { public: true },
);

/** One button, because mail scanners open links: looking at the page uses nothing up. */
export default function Verify() {
  const { another } = useLoaderData<typeof loader>();
  const answer = useFormAnswer();
  return (
    <Gate title="Confirm your e-mail address" lead="One press, and the address is yours here.">
      <Form method="post" className="form">
        <FormErrors errors={answer?.refusal && [answer.refusal.message]} />
        <Button kind="primary">Confirm</Button>
      </Form>
      <p className="gate-foot">
        Does the link no longer work?{' '}
        <Link to={another} className="link">
          Send another one
        </Link>
      </p>
    </Gate>
  );
}

export function ErrorBoundary() {
  return <BareFault home={{ to: paths.login(), label: 'Sign in' }} />;
}
