import { z } from 'zod';
import { registerForm } from '../contracts/account-forms.ts';
import { actionsByIntent, formAction } from '../edge/form.server.ts';
import { publicLoader } from '../edge/page.server.ts';
import { InviteSteps, inviteTitle } from '../features/accounts/invite-steps.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { redirect, useLoaderData, type MetaFunction } from '../remix.ts';
import { BareFault } from '../ui/fault.tsx';
import { Gate } from '../ui/gate.tsx';

export const meta: MetaFunction = () => [{ title: 'Invitation · StreamFlow' }];

export const loader = publicLoader(async ({ caller, params }) => {
  const token = params.token ?? '';
  return { token, invite: await caller.auth.inviteLink({ token }) };
});

export const action = actionsByIntent({
  join: formAction(z.object({}), async ({ caller, params }) => {
    await caller.auth.acceptInvite({ token: params.token ?? '' });
    return redirect(paths.dashboard);
  }),
  register: formAction(
    registerForm,
    async ({ caller, params }, { name, email, password }) => {
      await caller.auth.register({ name, email, password, tenantInvite: params.token ?? '' });
      return redirect(paths.dashboard);
    },
    { public: true },
  ),
});

/** Looking at the page uses nothing up: mail scanners open links. */
export default function Invite() {
  const { token, invite } = useLoaderData<typeof loader>();
  return (
    <Gate title={inviteTitle(invite)}>
      <InviteSteps token={token} invite={invite} answer={useFormAnswer()} />
    </Gate>
  );
}

export function ErrorBoundary() {
  return <BareFault home={{ to: paths.login(), label: 'Sign in' }} />;
}
