import { runForm } from '../contracts/import-forms.ts';
import { formAction } from '../edge/form.server.ts';
import { rowColumns, rowViews, shownOutcome } from '../edge/imports.server.ts';
import { importWords } from '../contracts/import-fields.ts';
import { pageLoader } from '../edge/page.server.ts';
import { ResultPage } from '../features/imports/result-page.tsx';
import { pageOf } from '../features/imports/steps.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { redirect, useLoaderData, type MetaFunction } from '../remix.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Result of ${data?.fileName ?? 'the import'} · StreamFlow` },
];

export const loader = pageLoader(async ({ caller, params, url }) => {
  const id = params.id ?? '';
  const found = await caller.imports.get({ id });
  const { status, jobId } = found;
  const over = status === 'done' || status === 'cancelled' || (status === 'failed' && found.hasRun);
  if (!over || !jobId) throw redirect(pageOf(found));
  const shown = shownOutcome(url, found.counts);
  const columns = rowColumns(found);
  const after = url.searchParams.get('after') ?? undefined;
  const [job, rows] = await Promise.all([
    caller.jobs.get({ id: jobId }),
    caller.imports.rows({ id, phase: 'run', outcome: shown, ...(after && { after }) }),
  ]);
  return {
    id,
    noun: found.noun,
    words: importWords[found.noun],
    fileName: found.fileName,
    status,
    counts: found.counts,
    sofar: job.counts,
    error: job.error,
    seconds:
      job.startedAt && job.finishedAt
        ? (Date.parse(job.finishedAt) - Date.parse(job.startedAt)) / 1000
        : null,
    notes: found.notes,
    shown,
    columns: columns.map(({ label }) => label),
    rows: rowViews(rows.items, columns),
    next: rows.next,
  };
});

export const action = formAction(runForm, async ({ caller, params }) => {
  const id = params.id ?? '';
  await caller.imports.run({ id });
  return redirect(paths.importStep(id, 'run'));
});

export default function Result() {
  const data = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={data.fileName} back={{ to: paths.import, label: 'Import' }} />
      <div className="page import-page">
        <ResultPage {...data} answer={useFormAnswer()} />
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.import, label: 'All imports' }} />;
}
