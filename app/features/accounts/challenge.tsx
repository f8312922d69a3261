// One more step when too many sign-ins of a network have failed: the browser finds a number by itself, or a code comes by
// mail. Without scripts there is the mail alone.
import { useEffect, useRef, useState, useSyncExternalStore, type RefObject } from 'react';
import type { FormAnswer } from '../../forms.ts';
import { Form } from '../../remix.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { findNumber } from './proof-of-work.ts';

export interface Challenge {
  kind: 'work' | 'mail';
  token: string;
  nonce?: string;
  bits?: number;
}

/** The challenge a refused sign-in brought along. */
export function challengeIn(answer: FormAnswer | undefined): Challenge | undefined {
  const data = answer?.refusal?.data as { challenge?: Challenge } | undefined;
  return data?.challenge;
}

interface Solving {
  /** off: no script has run */
  state: 'off' | 'solving' | 'ready';
  solution: string | undefined;
}

/** Solves it in the page, then sends the form again by itself, once: what is refused after that waits for the person. */
export function useSolution(
  challenge: Challenge | undefined,
  form: RefObject<HTMLFormElement | null>,
): Solving {
  const [found, setFound] = useState<{ token: string; solution: string }>();
  const wasSent = useRef(false);
  useEffect(() => {
    if (!challenge) wasSent.current = false;
    if (challenge?.kind !== 'work') return;
    const { token, nonce = '', bits = 0 } = challenge;
    const leaving = new AbortController();
    void findNumber(nonce, bits, leaving.signal).then((solution) => {
      if (solution !== undefined) setFound({ token, solution });
    });
    return () => leaving.abort();
  }, [challenge]);
  const hasScripts = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
  const solution = found && found.token === challenge?.token ? found.solution : undefined;
  useEffect(() => {
    const password = form.current?.elements.namedItem('password');
    const isFilled = password instanceof HTMLInputElement && password.value !== '';
    if (solution === undefined || !isFilled || wasSent.current) return;
    wasSent.current = true;
    form.current?.requestSubmit();
  }, [solution, form]);
  const isWork = hasScripts && challenge?.kind === 'work';
  return { state: !isWork ? 'off' : solution === undefined ? 'solving' : 'ready', solution };
}

const neverChanges = () => () => undefined;

const WORDS: Readonly<Record<Solving['state'], string>> = {
  off: 'To go on, have a code sent to your e-mail address.',
  solving: 'Your browser is doing a short calculation; this takes about a second.',
  ready: 'Your browser has done what was needed: enter your password and sign in.',
};

interface ChallengeNoticeProps {
  challenge: Challenge;
  state: Solving['state'];
  email: string;
  next?: string | undefined;
}

/** Why there is another step, how far it is, and the way by mail. */
export const ChallengeNotice = ({ challenge, state, email, next }: ChallengeNoticeProps) => (
  <div className="notice notice-warn" role="status">
    <Icon of="info" />
    <div className="gate-step">
      <p>
        <b>One more step</b>
      </p>
      <p>Too many sign-ins from your network have failed. {WORDS[state]}</p>
      <Form method="post">
        <input type="hidden" name="intent" value="code" />
        <input type="hidden" name="email" value={email} />
        <input type="hidden" name="challenge" value={challenge.token} />
        {next && <input type="hidden" name="next" value={next} />}
        <Button size="sm">Send me a code</Button>
      </Form>
    </div>
  </div>
);

/** The same whether the address has an account or not. */
export const CodeSentNotice = ({ email }: { email: string }) => (
  <div className="notice" role="status">
    <Icon of="info" />
    <p>
      If {email} has an account, a code is on its way. It works for 10 minutes, together with your password.
    </p>
  </div>
);
