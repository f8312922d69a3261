import { cancelForm } from '../contracts/import-forms.ts';
import { formAction } from '../edge/form.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { ImportSteps, pageOf } from '../features/imports/steps.tsx';
import { JobProgress } from '../features/jobs/job-progress.tsx';
import { paths } from '../paths.ts';
import { Form, redirect, useLoaderData, useNavigation, type MetaFunction } from '../remix.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { Button } from '../ui/button.tsx';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Importing ${data?.fileName ?? 'rows'} · StreamFlow` },
];

export const loader = pageLoader(async ({ caller, params }) => {
  const found = await caller.imports.get({ id: params.id ?? '' });
  if (found.status !== 'running' || !found.jobId) throw redirect(pageOf(found));
  const now = new Date().toISOString();
  return { id: found.id, fileName: found.fileName, job: await caller.jobs.get({ id: found.jobId }), now };
});

export const action = formAction(cancelForm, async ({ caller, params }) => {
  const id = params.id ?? '';
  await caller.imports.cancel({ id });
  return redirect(paths.importStep(id, 'result'));
});

export default function Run() {
  const { id, fileName, job, now } = useLoaderData<typeof loader>();
  const pending = useNavigation().formData?.get('intent') === 'cancel';
  return (
    <>
      <PageHeader title={fileName} back={{ to: paths.import, label: 'Import' }} />
      <div className="page import-page">
        <ImportSteps id={id} at="run" settled />
        <section aria-labelledby="run-title" className="import-section">
          <h2 id="run-title">Importing the rows</h2>
          <p className="text-fg-2">You may leave this page and come back; the import goes on.</p>
          <JobProgress key={job.id} job={job} now={now} label="Importing" unit="rows" />
          <Form method="post">
            <Button name="intent" value="cancel" pending={pending}>
              Stop
            </Button>
          </Form>
          <p className="text-fg-3">What is in already stays in. A stopped import can go on later.</p>
        </section>
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.import, label: 'All imports' }} />;
}
