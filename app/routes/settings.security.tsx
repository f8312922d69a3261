import { z } from 'zod';
import { changePasswordForm, sessionForm } from '../contracts/account-forms.ts';
import { flashing } from '../edge/flash.server.ts';
import { actionsByIntent, formAction } from '../edge/form.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { ChangePassword, Factor, Guarded } from '../features/accounts/security-forms.tsx';
import { SessionList } from '../features/accounts/session-list.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { redirect, useLoaderData, type MetaFunction } from '../remix.ts';
import { Fault } from '../ui/fault.tsx';
import { FormErrors } from '../ui/field.tsx';

export const meta: MetaFunction = () => [{ title: 'Security · StreamFlow' }];

export const loader = pageLoader(async ({ caller }) => {
  const [security, { items }] = await Promise.all([caller.auth.security(), caller.auth.sessions()]);
  return { ...security, sessions: items };
});

const nothing = z.object({});
const said = (text: string, secure: boolean): Response =>
  flashing(paths.security, { tone: 'ok', text }, secure);

export const action = actionsByIntent({
  end: formAction(sessionForm, async ({ caller, secure }, { id }) => {
    await caller.auth.endSession({ id });
    return said('The session has ended.', secure);
  }),
  'end-others': formAction(nothing, async ({ caller, secure }) => {
    const { ended } = await caller.auth.endOtherSessions();
    return said(ended === 1 ? 'One other session has ended.' : `${ended} other sessions have ended.`, secure);
  }),
  password: formAction(changePasswordForm, async ({ caller, secure }, { newPassword }) => {
    await caller.auth.changePassword({ newPassword });
    return said('Your password is changed, and every other session has ended.', secure);
  }),
  'factor-on': formAction(nothing, async ({ caller }) => {
    await caller.auth.setUpFactor();
    return redirect(paths.factor);
  }),
  'factor-off': formAction(nothing, async ({ caller, secure }) => {
    await caller.auth.removeFactor();
    return said('Signing in asks for your password alone again.', secure);
  }),
});

export default function SecurityPage() {
  const { sessions, sudoUntil, hasFactor, recoveryCodesLeft } = useLoaderData<typeof loader>();
  const answer = useFormAnswer();
  const isOpen = sudoUntil !== null;
  const isOfPassword = answer?.submission?.initialValue?.intent === 'password';
  return (
    <>
      {!isOpen && <Guarded />}
      {!isOfPassword && <FormErrors errors={answer?.refusal && [answer.refusal.message]} />}
      {isOpen && <ChangePassword answer={isOfPassword ? answer : undefined} />}
      <Factor hasFactor={hasFactor} recoveryCodesLeft={recoveryCodesLeft} isOpen={isOpen} />
      <SessionList sessions={sessions} />
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.dashboard, label: 'Dashboard' }} />;
}
