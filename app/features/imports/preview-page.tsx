// Every row checked, before any of them goes in: while it goes on, and what came out.
import type { FormAnswer } from '../../forms.ts';
import { formatCount } from '../../format.ts';
import { paths, type RecordNoun } from '../../paths.ts';
import { Form, useNavigation } from '../../remix.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { FormErrors } from '../../ui/field.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { Icon } from '../../ui/icon.tsx';
import { JobProgress } from '../jobs/job-progress.tsx';
import type { Watched } from '../jobs/pace.ts';
import { countOf, type Counts, type Words } from './import-words.ts';
import { Figures, Notes, OutcomeRows, type RowView, type Shown } from './outcomes.tsx';
import { ImportSteps } from './steps.tsx';

export interface CheckProgressProps {
  id: string;
  job: Watched;
  now: string;
}

export function CheckProgress({ id, job, now }: CheckProgressProps) {
  const map = paths.importStep(id, 'map');
  if (job.status === 'failed') {
    return (
      <>
        <ImportSteps id={id} at="preview" />
        <div role="alert" className="notice notice-bad">
          <Icon of="circle-alert" />
          <p>{job.error ?? 'The rows could not be checked.'}</p>
        </div>
        <div className="form-actions">
          <LinkButton to={map}>Change columns</LinkButton>
        </div>
      </>
    );
  }
  return (
    <>
      <ImportSteps id={id} at="preview" />
      <section aria-labelledby="check-title" className="import-section">
        <h2 id="check-title">Every row is checked before any of them goes in</h2>
        <p className="text-fg-2">You may leave this page and come back.</p>
        <JobProgress key={job.id} job={job} now={now} label="Checking rows" unit="rows" />
        <Form method="post">
          <Button name="intent" value="cancel">
            Stop
          </Button>
        </Form>
      </section>
    </>
  );
}

interface PreviewPageProps {
  id: string;
  noun: RecordNoun;
  words: Words;
  counts: Counts;
  notes: readonly string[];
  shown: Shown;
  columns: readonly string[];
  rows: readonly RowView[];
  next: string | null;
  answer?: FormAnswer | undefined;
}

export function PreviewPage({
  id,
  noun,
  words,
  counts,
  notes,
  shown,
  columns,
  rows,
  next,
  answer,
}: PreviewPageProps) {
  const formats = useFormats();
  const pending = useNavigation().formData?.get('intent') === 'run';
  const here = paths.importStep(id, 'preview');
  const going = counts.created + counts.updated;
  return (
    <>
      <ImportSteps id={id} at="preview" />
      <FormErrors errors={answer?.refusal && [answer.refusal.message]} />
      <div className="import-decision">
        <p>
          {going > 0
            ? `${formatCount(counts.rows, 'row was', 'rows were', formats)} checked. Nothing has been changed yet.`
            : `${formatCount(counts.rows, 'row was', 'rows were', formats)} checked. There is nothing to bring in.`}
        </p>
        <Form method="post" action={here} className="form-actions">
          {going > 0 && (
            <Button kind="primary" name="intent" value="run" pending={pending}>
              Import {formatCount(going, 'row', 'rows', formats)}
            </Button>
          )}
          <LinkButton to={paths.importStep(id, 'map')}>Change columns</LinkButton>
        </Form>
      </div>
      <Notes notes={notes} />
      <Figures
        counts={counts}
        phase="preview"
        shown={shown}
        hrefOf={(outcome) => `${here}?show=${outcome}`}
      />
      <OutcomeRows
        noun={noun}
        words={words}
        phase="preview"
        shown={shown}
        columns={columns}
        rows={rows}
        nextHref={next && `${here}?show=${shown}&after=${next}`}
        file={shown === 'fail' && counts.failed > 0 ? paths.importErrors(id, 'fail') : null}
        count={shown === 'warn' ? counts.warned : countOf(counts, shown)}
      />
    </>
  );
}
