// Waiting for the link that proves an e-mail address. Says the same whether the address was new, taken or nobody's.
import { useEffect, useState } from 'react';
import { useServerForm, type FormAnswer } from '../../forms.ts';
import { paths } from '../../paths.ts';
import { Form, Link, useNavigation } from '../../remix.ts';
import { Button } from '../../ui/button.tsx';
import { FormErrors, Input } from '../../ui/field.tsx';

interface CheckMailProps {
  pending: { email: string; wait: number };
  answer?: FormAnswer | undefined;
}

export function CheckMail({ pending: { email, wait }, answer }: CheckMailProps) {
  const { left, isCounting } = useCountdown(wait);
  const isSending = useNavigation().formMethod === 'POST';
  return (
    <>
      <p>
        Open the link in our mail to <b className="wrap-anywhere">{email}</b>, in this browser or any other.
        It works for 24 hours.
      </p>
      <Form method="post" className="form">
        <FormErrors errors={answer?.refusal && [answer.refusal.message]} />
        <input type="hidden" name="email" value={email} />
        <Button pending={isSending} disabled={isCounting}>
          Send it again
        </Button>
        <p className="field-hint">
          {left > 0 ? `Nothing yet? Look into spam too. You can send it again in ${left} seconds.` : AGAIN}
        </p>
      </Form>
      <Foot other />
    </>
  );
}

const AGAIN = 'Nothing yet? Look into spam too. An address gets three mails an hour at most.';

/** Seconds from `wait` down to 0. Without scripts it stays what the server said. */
function useCountdown(wait: number): { left: number; isCounting: boolean } {
  const [gone, setGone] = useState(0);
  const [from, setFrom] = useState(wait);
  if (from !== wait) {
    setFrom(wait);
    setGone(0);
  }
  useEffect(() => {
    const started = performance.now();
    const timer = setInterval(() => setGone(Math.floor((performance.now() - started) / 1000)), 1000);
    return () => clearInterval(timer);
  }, [wait]);
  const left = Math.max(0, wait - gone);
  return { left, isCounting: gone > 0 && left > 0 };
}

/** For a browser that has not asked yet. */
export function AskForLink({ answer }: { answer?: FormAnswer | undefined }) {
  const { form, fields, formProps } = useServerForm<{ email: string }>({ id: 'resend', answer });
  const isSending = useNavigation().formMethod === 'POST';
  return (
    <>
      <Form method="post" className="form" {...formProps}>
        <FormErrors errors={form.errors} />
        <Input field={fields.email} label="Email" type="email" autoComplete="username" required autoFocus />
        <Button kind="primary" pending={isSending}>
          Send link
        </Button>
      </Form>
      <Foot />
    </>
  );
}

const Foot = ({ other = false }: { other?: boolean }) => (
  <p className="gate-foot">
    {other && (
      <>
        Wrong address?{' '}
        <Link to={paths.register()} className="link">
          Start again
        </Link>{' '}
        ·{' '}
      </>
    )}
    <Link to={paths.login()} className="link">
      Back to sign in
    </Link>
  </p>
);
