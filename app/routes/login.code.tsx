import { loginCodeForm } from '../contracts/account-forms.ts';
import { formAction } from '../edge/form.server.ts';
import { publicLoader } from '../edge/page.server.ts';
import { CODE_LEAD, LoginCodeForm } from '../features/accounts/code-form.tsx';
import { useFormAnswer } from '../forms.ts';
import { localPath, paths } from '../paths.ts';
import { redirect, type MetaFunction } from '../remix.ts';
import { LinkButton } from '../ui/button.tsx';
import { BareFault } from '../ui/fault.tsx';
import { Gate } from '../ui/gate.tsx';

export const meta: MetaFunction = () => [{ title: 'Enter the code · StreamFlow' }];

export const loader = publicLoader(() => Promise.resolve(null));

export const action = formAction(
  loginCodeForm,
  async ({ caller }, { mfaToken, code, next }) => {
    const { user } = await caller.auth.loginByCode({ mfaToken, code });
    return redirect(user.tenantId ? localPath(next, paths.dashboard) : paths.home);
  },
  { public: true },
);

export default function LoginCode() {
  const answer = useFormAnswer();
  const typed = answer?.submission?.initialValue;
  const mfaToken = typeof typed?.mfaToken === 'string' ? typed.mfaToken : '';
  const next = typeof typed?.next === 'string' ? typed.next : undefined;
  if (mfaToken === '') return <StartAgain />;
  return (
    <Gate title="Enter the code" lead={CODE_LEAD}>
      <LoginCodeForm answer={answer} mfaToken={mfaToken} next={next} />
    </Gate>
  );
}

/** Opened by itself: there is no password behind it. */
const StartAgain = () => (
  <Gate title="Sign in first" lead="A code is asked for after your password.">
    <LinkButton to={paths.login()} kind="primary">
      Sign in
    </LinkButton>
  </Gate>
);

export function ErrorBoundary() {
  return <BareFault home={{ to: paths.login(), label: 'Sign in' }} />;
}
