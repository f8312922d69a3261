import { forgotPasswordForm } from '../contracts/account-forms.ts';
import { formAction } from '../edge/form.server.ts';
import { ForgotPasswordForm, ResetSent } from '../features/accounts/reset-forms.tsx';
import { paths } from '../paths.ts';
import { useActionData, type MetaFunction } from '../remix.ts';
import { BareFault } from '../ui/fault.tsx';
import { Gate } from '../ui/gate.tsx';

export const meta: MetaFunction = () => [{ title: 'Forgot password · StreamFlow' }];

export const action = formAction(
  forgotPasswordForm,
  async ({ caller }, { email }) => {
    await caller.auth.requestReset({ email });
    return { sent: true as const };
  },
  { public: true },
);

export default function ForgotPassword() {
  const answer = useActionData<typeof action>();
  const sent = answer !== undefined && 'sent' in answer;
  return (
    <Gate title={sent ? 'Check your mail' : 'Forgot password?'}>
      {sent ? <ResetSent /> : <ForgotPasswordForm answer={answer} />}
    </Gate>
  );
}

export function ErrorBoundary() {
  return <BareFault home={{ to: paths.login(), label: 'Sign in' }} />;
}
