import { loginForm } from '../contracts/account-forms.ts';
import { formAction } from '../edge/form.server.ts';
import { publicLoader } from '../edge/page.server.ts';
import { LoginForm } from '../features/accounts/login-form.tsx';
import { CODE_LEAD, LoginCodeForm, type CodeWanted } from '../features/accounts/code-form.tsx';
import { useFormAnswer } from '../forms.ts';
import { localPath, paths } from '../paths.ts';
import { redirect, useActionData, useLoaderData, type MetaFunction } from '../remix.ts';
import { Fault } from '../ui/fault.tsx';
import { Gate } from '../ui/gate.tsx';

export const meta: MetaFunction = () => [{ title: 'Sign in · StreamFlow' }];

export const loader = publicLoader(async ({ url, principal, caller }) => {
  const next = localPath(url.searchParams.get('next'), paths.home);
  // a session that was ended elsewhere still has its cookies: who has nothing but those stays here
  const isHere = principal !== null && (await caller.auth.me().catch(() => null)) !== null;
  if (isHere) throw redirect(next);
  return { next: next === paths.home ? undefined : next };
});

export const action = formAction(
  loginForm,
  async ({ caller }, { email, password, remember, next }) => {
    const answer = await caller.auth.login({ email, password, remember });
    if ('mfaToken' in answer) return { mfaToken: answer.mfaToken, next };
    const { user } = answer;
    return redirect(user.tenantId ? localPath(next, paths.dashboard) : paths.home);
  },
  { public: true },
);

export default function Login() {
  const { next } = useLoaderData<typeof loader>();
  const answer = useFormAnswer();
  const wanted = useActionData<Partial<CodeWanted>>();
  return wanted?.mfaToken === undefined ? (
    <Gate title="Sign in">
      <LoginForm answer={answer} next={next} />
    </Gate>
  ) : (
    <Gate title="Enter the code" lead={CODE_LEAD}>
      <LoginCodeForm mfaToken={wanted.mfaToken} next={wanted.next} />
    </Gate>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.login(), label: 'Sign in' }} />;
}
