import { registerForm } from '../contracts/account-forms.ts';
import { formAction } from '../edge/form.server.ts';
import { awaitingLink } from '../edge/pending.server.ts';
import { RegisterForm } from '../features/accounts/register-form.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { redirect, type MetaFunction } from '../remix.ts';
import { BareFault } from '../ui/fault.tsx';
import { Gate } from '../ui/gate.tsx';

export const meta: MetaFunction = () => [{ title: 'Create account · StreamFlow' }];

export const action = formAction(
  registerForm,
  async ({ caller, secure }, { confirm: _typedAgain, ...person }) => {
    const { checkMail } = await caller.auth.register(person);
    return checkMail ? awaitingLink(person.email, secure) : redirect(paths.dashboard);
  },
  { public: true },
);

export default function Register() {
  const answer = useFormAnswer();
  return (
    <Gate title="Create account">
      <RegisterForm answer={answer} />
    </Gate>
  );
}

export function ErrorBoundary() {
  return <BareFault home={{ to: paths.login(), label: 'Sign in' }} />;
}
