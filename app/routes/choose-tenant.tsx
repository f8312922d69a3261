import { z } from 'zod';
import { id } from '../contracts/fields.ts';
import { formAction } from '../edge/form.server.ts';
import { accountLoader } from '../edge/page.server.ts';
import { TenantChooser } from '../features/accounts/tenant-chooser.tsx';
import { localPath, paths } from '../paths.ts';
import { redirect, useLoaderData, type MetaFunction } from '../remix.ts';
import { BareFault } from '../ui/fault.tsx';
import { Gate } from '../ui/gate.tsx';
import { EmptyState } from '../ui/states.tsx';

export const meta: MetaFunction = () => [{ title: 'Choose a tenant · StreamFlow' }];

export const loader = accountLoader(async ({ caller, url, principal }) => {
  const { items } = await caller.auth.tenants();
  const next = url.searchParams.get('next') ?? undefined;
  return { tenants: items.map(({ id, name }) => ({ id, name })), current: principal?.tenantId ?? null, next };
});

export const action = formAction(
  z.object({ tenantId: id, next: z.string().max(2_000).optional() }),
  async ({ caller }, { tenantId, next }) => {
    await caller.auth.chooseTenant({ tenantId });
    return redirect(localPath(next, paths.dashboard));
  },
);

export default function ChooseTenant() {
  const { tenants, current, next } = useLoaderData<typeof loader>();
  return (
    <Gate title="Where to?">
      {tenants.length === 0 ? (
        <EmptyState title="No tenant yet">Ask an admin of your company to invite this address.</EmptyState>
      ) : (
        <TenantChooser tenants={tenants} current={current} next={next} />
      )}
    </Gate>
  );
}

export function ErrorBoundary() {
  return <BareFault home={{ to: paths.home, label: 'Go to StreamFlow' }} />;
}
