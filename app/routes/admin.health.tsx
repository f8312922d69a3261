import { requestIdInput, type HealthReport, type LogLine } from '../contracts/operators.ts';
import { accountLoader } from '../edge/page.server.ts';
import { HealthTables } from '../features/operators/health-tables.tsx';
import { LogSearch } from '../features/operators/log-search.tsx';
import { paths } from '../paths.ts';
import { Form, useLoaderData, type MetaFunction } from '../remix.ts';
import { Mark, PageHeader } from '../ui/app-shell.tsx';
import { Button } from '../ui/button.tsx';
import { Fault } from '../ui/fault.tsx';
import { FormatsContext } from '../ui/formats.tsx';

export const meta: MetaFunction = () => [{ title: 'Health · StreamFlow' }];

interface Answer {
  health: HealthReport;
  wanted: string;
  lines: LogLine[] | null;
  fault: string | null;
  now: string;
}

export const loader = accountLoader(async ({ caller, url }): Promise<Answer> => {
  const wanted = url.searchParams.get('request')?.trim() ?? '';
  const asked = requestIdInput.safeParse({ requestId: wanted });
  const [health, found] = await Promise.all([
    caller.operators.health(),
    asked.success ? caller.operators.logs(asked.data) : null,
  ]);
  const fault = wanted && !asked.success ? (asked.error.issues[0]?.message ?? null) : null;
  return { health, wanted, lines: found?.items ?? null, fault, now: new Date().toISOString() };
});

export default function AdminHealth() {
  const { health, wanted, lines, fault, now } = useLoaderData<typeof loader>();
  return (
    <FormatsContext.Provider value={{ locale: 'en-US', zone: 'UTC', now }}>
      <main id="main" className="main">
        <PageHeader title="Health" back={{ to: paths.home, label: 'StreamFlow' }} actions={<SignOut />} />
        <div className="page">
          <HealthTables health={health} />
          <LogSearch wanted={wanted} lines={lines} fault={fault} />
        </div>
      </main>
    </FormatsContext.Provider>
  );
}

const SignOut = () => (
  <Form method="post" action={paths.logout}>
    <Button size="sm">Sign out</Button>
  </Form>
);

export function ErrorBoundary() {
  return (
    <main className="bare">
      <Mark />
      <Fault home={{ to: paths.home, label: 'Go to StreamFlow' }} />
    </main>
  );
}
