import { loginCodeRequestForm, loginForm } from '../contracts/account-forms.ts';
import { actionsByIntent, formAction } from '../edge/form.server.ts';
import { publicLoader } from '../edge/page.server.ts';
import { LoginForm, type CodeSent } from '../features/accounts/login-form.tsx';
import { CODE_LEAD, LoginCodeForm, type CodeWanted } from '../features/accounts/code-form.tsx';
import { useFormAnswer } from '../forms.ts';
import { localPath, paths } from '../paths.ts';
import { redirect, useActionData, useLoaderData, type MetaFunction } from '../remix.ts';
import { BareFault } from '../ui/fault.tsx';
import { Gate } from '../ui/gate.tsx';

export const meta: MetaFunction = () => [{ title: 'Sign in · StreamFlow' }];

export const loader = publicLoader(async ({ url, principal, caller }) => {
  const next = localPath(url.searchParams.get('next'), paths.home);
  // a session that was ended elsewhere still has its cookies: who has nothing but those stays here
  const isHere = principal !== null && (await caller.auth.me().catch(() => null)) !== null;
  if (isHere) throw redirect(next);
  return { next: next === paths.home ? undefined : next };
});

const signIn = formAction(
  loginForm,
  async ({ caller }, { next, ...input }) => {
    const answer = await caller.auth.login(input);
    if ('mfaToken' in answer) return { mfaToken: answer.mfaToken, next };
    const { user } = answer;
    return redirect(user.tenantId ? localPath(next, paths.dashboard) : paths.home);
  },
  { public: true },
);

/** The way past a challenge without scripts. */
const sendCode = formAction(
  loginCodeRequestForm,
  async ({ caller }, { email, challenge, next }) => {
    const asked = await caller.auth.requestLoginCode({ email, challenge });
    return { sent: { email, challenge: asked.challenge }, next };
  },
  { public: true },
);

export const action = actionsByIntent({ '': signIn, code: sendCode });

export default function Login() {
  const { next } = useLoaderData<typeof loader>();
  const answer = useFormAnswer();
  const wanted = useActionData<Partial<CodeWanted> & { sent?: CodeSent }>();
  return wanted?.mfaToken === undefined ? (
    <Gate title="Sign in">
      <LoginForm answer={answer} sent={wanted?.sent} next={wanted?.next ?? next} />
    </Gate>
  ) : (
    <Gate title="Enter the code" lead={CODE_LEAD}>
      <LoginCodeForm mfaToken={wanted.mfaToken} next={wanted.next} />
    </Gate>
  );
}

export function ErrorBoundary() {
  return <BareFault home={{ to: paths.login(), label: 'Sign in' }} />;
}
