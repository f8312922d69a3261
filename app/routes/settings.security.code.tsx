import { z } from 'zod';
import { codeForm } from '../contracts/account-forms.ts';
import { actionsByIntent, formAction } from '../edge/form.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { qrOf } from '../edge/qr.server.ts';
import { FactorSetup, RecoveryCodes, RenewCodes } from '../features/accounts/factor-setup.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { redirect, useActionData, useLoaderData, type MetaFunction } from '../remix.ts';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction = () => [{ title: 'Second factor · StreamFlow' }];

export const loader = pageLoader(async ({ caller, request }) => {
  const { hasFactor, sudoUntil } = await caller.auth.security();
  if (sudoUntil === null) throw redirect(paths.sudo(paths.factor));
  if (hasFactor) return { setup: null };
  // after an action that turned it off elsewhere there is nothing to show here
  const setup = await caller.auth.pendingFactor().catch(() => null);
  if (setup === null && request.method === 'GET') throw redirect(paths.security);
  return { setup: setup && { secret: setup.secret, qr: qrOf(setup.uri) } };
});

export const action = actionsByIntent({
  confirm: formAction(codeForm, async ({ caller }, { code }) => {
    const { codes } = await caller.auth.confirmFactor({ code });
    return { codes };
  }),
  renew: formAction(z.object({}), async ({ caller }) => {
    const { codes } = await caller.auth.renewRecoveryCodes();
    return { codes };
  }),
});

export default function FactorPage() {
  const { setup } = useLoaderData<typeof loader>();
  const answer = useFormAnswer();
  const shown = useActionData<{ codes?: string[] }>();
  if (shown?.codes) return <RecoveryCodes codes={shown.codes} />;
  return setup ? <FactorSetup {...setup} answer={answer} /> : <RenewCodes />;
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.security, label: 'Security' }} />;
}
