import { registerForm } from '../contracts/account-forms.ts';
import { formAction } from '../edge/form.server.ts';
import { CheckMail } from '../features/accounts/check-mail.tsx';
import { RegisterForm } from '../features/accounts/register-form.tsx';
import { paths } from '../paths.ts';
import { redirect, useActionData, type MetaFunction } from '../remix.ts';
import { Fault } from '../ui/fault.tsx';
import { Gate } from '../ui/gate.tsx';

export const meta: MetaFunction = () => [{ title: 'Create account · StreamFlow' }];

interface Sent {
  sent: true;
}

export const action = formAction(
  registerForm,
  async ({ caller }, { confirm: _typedAgain, ...person }): Promise<Sent> => {
    const { checkMail } = await caller.auth.register(person);
    if (!checkMail) throw redirect(paths.dashboard);
    return { sent: true };
  },
  { public: true },
);

export default function Register() {
  const answer = useActionData<typeof action>();
  if (answer && 'sent' in answer) {
    return (
      <Gate title="Check your mail">
        <CheckMail />
      </Gate>
    );
  }
  return (
    <Gate title="Create account">
      <RegisterForm answer={answer} />
    </Gate>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.login(), label: 'Sign in' }} />;
}
