import { loginForm } from '../contracts/account-forms.ts';
import { formAction } from '../edge/form.server.ts';
import { publicLoader } from '../edge/page.server.ts';
import { LoginForm } from '../features/accounts/login-form.tsx';
import { useFormAnswer } from '../forms.ts';
import { localPath, paths } from '../paths.ts';
import { redirect, useLoaderData, type MetaFunction } from '../remix.ts';
import { Fault } from '../ui/fault.tsx';
import { Gate } from '../ui/gate.tsx';

export const meta: MetaFunction = () => [{ title: 'Sign in · StreamFlow' }];

export const loader = publicLoader(({ url, principal }) => {
  const next = localPath(url.searchParams.get('next'), paths.home);
  if (principal) throw redirect(next);
  return Promise.resolve({ next: next === paths.home ? undefined : next });
});

export const action = formAction(
  loginForm,
  async ({ caller }, { email, password, next }) => {
    const { user } = await caller.auth.login({ email, password });
    return redirect(user.tenantId ? localPath(next, paths.dashboard) : paths.home);
  },
  { public: true },
);

export default function Login() {
  const { next } = useLoaderData<typeof loader>();
  return (
    <Gate title="Sign in">
      <LoginForm answer={useFormAnswer()} next={next} />
    </Gate>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.login(), label: 'Sign in' }} />;
}
