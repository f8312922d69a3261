import { sudoForm } from '../contracts/account-forms.ts';
import { formAction } from '../edge/form.server.ts';
import { accountLoader } from '../edge/page.server.ts';
import { SudoForm } from '../features/accounts/sudo-form.tsx';
import { useFormAnswer } from '../forms.ts';
import { localPath, paths } from '../paths.ts';
import { redirect, useLoaderData, type MetaFunction } from '../remix.ts';
import { BareFault } from '../ui/fault.tsx';
import { Gate } from '../ui/gate.tsx';

export const meta: MetaFunction = () => [{ title: 'Confirm that it is you · StreamFlow' }];

export const loader = accountLoader(async ({ caller, url }) => {
  const { email, hasFactor } = await caller.auth.security();
  return { email, hasFactor, next: localPath(url.searchParams.get('next'), paths.security) };
});

export const action = formAction(sudoForm, async ({ caller }, { password, code, next }) => {
  await caller.auth.sudo(password ? { password } : { code });
  return redirect(localPath(next, paths.security));
});

export default function Sudo() {
  const { email, hasFactor, next } = useLoaderData<typeof loader>();
  return (
    <Gate title="Confirm that it is you" lead={`You are signed in as ${email}. This holds for 10 minutes.`}>
      <SudoForm answer={useFormAnswer()} email={email} hasFactor={hasFactor} next={next} />
    </Gate>
  );
}

export function ErrorBoundary() {
  return <BareFault home={{ to: paths.home, label: 'Go to StreamFlow' }} />;
}
