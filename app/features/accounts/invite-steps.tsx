// What the link of an invitation asks for: an account, a sign-in, another sign-in, or just a yes.
import type { InviteLink } from '../../contracts/invites.ts';
import type { FormAnswer } from '../../forms.ts';
import { paths } from '../../paths.ts';
import { Form, useNavigation } from '../../remix.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { FormErrors } from '../../ui/field.tsx';
import { RegisterForm } from './register-form.tsx';

interface InviteStepsProps {
  token: string;
  invite: InviteLink;
  answer: FormAnswer | undefined;
}

export const inviteTitle = (invite: InviteLink): string =>
  invite.state === 'dead' ? 'This invitation no longer works' : `Join ${invite.tenantName}`;

export function InviteSteps({ token, invite, answer }: InviteStepsProps) {
  const pending = useNavigation().formMethod === 'POST';
  switch (invite.state) {
    case 'dead':
      return (
        <>
          <p>It was used, taken back or is older than 7 days. Ask who invited you for a new one.</p>
          <LinkButton to={paths.login()}>Sign in</LinkButton>
        </>
      );
    case 'new':
      return <RegisterForm answer={answer} invite={{ token, email: invite.email }} />;
    case 'known':
      return (
        <>
          <p>{invite.email} has an account. Sign in with it, then you come back here.</p>
          <LinkButton to={paths.login(paths.invite(token))} kind="primary">
            Sign in
          </LinkButton>
        </>
      );
    case 'other':
      return (
        <>
          <p>
            This invitation is for {invite.email}, and you are signed in as somebody else. Sign out, then open
            the link again.
          </p>
          <Form method="post" action={paths.logout}>
            <Button>Sign out</Button>
          </Form>
        </>
      );
    case 'ready':
      return (
        <Form method="post" className="form">
          <FormErrors errors={answer?.refusal && [answer.refusal.message]} />
          <p>You join as {invite.email}, with the account you are signed in to.</p>
          <Button kind="primary" name="intent" value="join" pending={pending}>
            Join
          </Button>
        </Form>
      );
  }
}
