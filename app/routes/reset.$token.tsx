import { resetForm } from '../contracts/account-forms.ts';
import { flashing } from '../edge/flash.server.ts';
import { formAction } from '../edge/form.server.ts';
import { publicLoader } from '../edge/page.server.ts';
import { ResetExpired, ResetPasswordForm } from '../features/accounts/reset-forms.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { BareFault } from '../ui/fault.tsx';
import { Gate } from '../ui/gate.tsx';

export const meta: MetaFunction = () => [{ title: 'New password · StreamFlow' }];

export const loader = publicLoader(async ({ caller, params }) =>
  caller.auth.resetLink({ token: params.token ?? '' }),
);

export const action = formAction(
  resetForm,
  async ({ caller, params, secure }, { newPassword }) => {
    await caller.auth.confirmReset({ token: params.token ?? '', newPassword });
    const text = 'Your password is changed, and every other session was ended. Sign in with the new one.';
    return flashing(paths.login(), { tone: 'ok', text }, secure);
  },
  { public: true },
);

export default function Reset() {
  const { isGood } = useLoaderData<typeof loader>();
  const answer = useFormAnswer();
  return (
    <Gate title={isGood ? 'New password' : 'This link no longer works'}>
      {isGood ? <ResetPasswordForm answer={answer} /> : <ResetExpired />}
    </Gate>
  );
}

export function ErrorBoundary() {
  return <BareFault home={{ to: paths.forgotPassword, label: 'Send a new link' }} />;
}
