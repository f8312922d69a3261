import { cancelForm, runForm } from '../contracts/import-forms.ts';
import { actionsByIntent, formAction } from '../edge/form.server.ts';
import { rowColumns, rowViews, shownOutcome } from '../edge/imports.server.ts';
import { importWords } from '../contracts/import-fields.ts';
import { pageLoader } from '../edge/page.server.ts';
import { CheckProgress, PreviewPage } from '../features/imports/preview-page.tsx';
import { pageOf } from '../features/imports/steps.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { redirect, useLoaderData, type MetaFunction } from '../remix.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Preview of ${data?.fileName ?? 'the file'} · StreamFlow` },
];

export const loader = pageLoader(async ({ caller, params, url }) => {
  const id = params.id ?? '';
  const found = await caller.imports.get({ id });
  const { fileName, counts, notes, jobId } = found;
  if (found.hasRun || !jobId || found.status === 'uploaded' || found.status === 'mapped')
    throw redirect(pageOf(found));
  const now = new Date().toISOString();
  const shown = shownOutcome(url, counts);
  const columns = rowColumns(found);
  const after = url.searchParams.get('after') ?? undefined;
  const [job, rows] = await Promise.all([
    caller.jobs.get({ id: jobId }),
    caller.imports.rows({ id, phase: 'preview', outcome: shown, ...(after && { after }) }),
  ]);
  return {
    id,
    noun: found.noun,
    words: importWords[found.noun],
    fileName,
    status: found.status,
    counts,
    notes,
    job,
    now,
    shown,
    columns: columns.map(({ label }) => label),
    rows: rowViews(rows.items, columns),
    next: rows.next,
  };
});

export const action = actionsByIntent({
  run: formAction(runForm, async ({ caller, params }) => {
    const id = params.id ?? '';
    await caller.imports.run({ id });
    return redirect(paths.importStep(id, 'run'));
  }),
  cancel: formAction(cancelForm, async ({ caller, params }) => {
    const id = params.id ?? '';
    await caller.imports.cancel({ id });
    return redirect(paths.importStep(id, 'map'));
  }),
});

export default function Preview() {
  const data = useLoaderData<typeof loader>();
  const answer = useFormAnswer();
  const { counts } = data;
  return (
    <>
      <PageHeader title={data.fileName} back={{ to: paths.import, label: 'Import' }} />
      <div className="page import-page">
        {data.status === 'previewed' && counts ? (
          <PreviewPage {...data} counts={counts} answer={answer} />
        ) : (
          <CheckProgress {...data} />
        )}
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.import, label: 'All imports' }} />;
}
