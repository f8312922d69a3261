import { resendForm } from '../contracts/account-forms.ts';
import { formAction } from '../edge/form.server.ts';
import { publicLoader } from '../edge/page.server.ts';
import { awaitingLink, pendingIn, requirePause } from '../edge/pending.server.ts';
import { AskForLink, CheckMail } from '../features/accounts/check-mail.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { BareFault } from '../ui/fault.tsx';
import { Gate } from '../ui/gate.tsx';

export const meta: MetaFunction = () => [{ title: 'Check your mail · StreamFlow' }];

export const loader = publicLoader((page) => Promise.resolve({ pending: pendingIn(page) }));

export const action = formAction(
  resendForm,
  async (page, { email }) => {
    requirePause(page, email);
    await page.caller.auth.resendVerification({ email });
    return awaitingLink(email, page.secure, true);
  },
  { public: true },
);

export default function Pending() {
  const { pending } = useLoaderData<typeof loader>();
  const answer = useFormAnswer();
  return pending ? (
    <Gate title="Check your mail">
      <CheckMail pending={pending} answer={answer} />
    </Gate>
  ) : (
    <Gate title="Confirm your e-mail address" lead="We send you a link that does it, in any browser.">
      <AskForLink answer={answer} />
    </Gate>
  );
}

export function ErrorBoundary() {
  return <BareFault home={{ to: paths.login(), label: 'Sign in' }} />;
}
