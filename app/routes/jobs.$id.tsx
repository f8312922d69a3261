import { editOfJob } from '../edge/bulk.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { BulkOver } from '../features/jobs/bulk-over.tsx';
import { JobProgress } from '../features/jobs/job-progress.tsx';
import { JobOver, titleOf } from '../features/jobs/job-over.tsx';
import { isOver } from '../features/jobs/pace.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? titleOf(data.job) : 'Job'} · StreamFlow` },
];

export const loader = pageLoader(async ({ caller, params }) => {
  const now = new Date().toISOString();
  const job = await caller.jobs.get({ id: params.id ?? '' });
  return { job, now, bulk: job.type === 'bulk.edit' ? await editOfJob(caller, job.id) : null };
});

export default function Job() {
  const { job, now, bulk } = useLoaderData<typeof loader>();
  const { importId } = job;
  return (
    <>
      <PageHeader title={titleOf(job)} />
      <div className="page page-narrow import-page">
        {isOver(job) ? (
          <JobOver job={job} />
        ) : (
          <JobProgress
            key={job.id}
            job={job}
            now={now}
            label={titleOf(job)}
            unit={job.type.startsWith('bulk') ? 'records' : 'rows'}
          />
        )}
        {isOver(job) && bulk && <BulkOver {...bulk} />}
        {importId && (
          <div className="form-actions">
            <LinkButton to={paths.importStep(importId, job.type === 'import.preview' ? 'preview' : 'result')}>
              Open the import
            </LinkButton>
          </div>
        )}
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.home, label: 'Go to StreamFlow' }} />;
}
