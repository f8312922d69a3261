// What an import has done: figures that lead to their rows, what could not go in and why, and the way on.
import type { FormAnswer } from '../../forms.ts';
import { formatCount, formatDuration } from '../../format.ts';
import { paths, type RecordNoun } from '../../paths.ts';
import { Form, useNavigation } from '../../remix.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { FormErrors } from '../../ui/field.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { Icon } from '../../ui/icon.tsx';
import { countOf, type Counts, type Words } from './import-words.ts';
import { Figures, Notes, OutcomeRows, type RowView, type Shown } from './outcomes.tsx';
import { ImportSteps, type Status } from './steps.tsx';

interface ResultPageProps {
  id: string;
  noun: RecordNoun;
  words: Words;
  status: Status;
  counts: Counts | null;
  /** of a run that was stopped or failed */
  sofar: Record<string, number> | null;
  error: string | null;
  seconds: number | null;
  notes: readonly string[];
  shown: Shown;
  columns: readonly string[];
  rows: readonly RowView[];
  next: string | null;
  answer?: FormAnswer | undefined;
}

const NOTHING: Counts = { rows: 0, created: 0, updated: 0, skipped: 0, failed: 0, warned: 0 };

export function ResultPage({
  id,
  noun,
  words,
  status,
  error,
  seconds,
  notes,
  shown,
  columns,
  rows,
  next,
  ...rest
}: ResultPageProps) {
  const counts: Counts = rest.counts ?? { ...NOTHING, ...rest.sofar };
  const here = paths.importStep(id, 'result');
  const file = shown === 'fail' || shown === 'skip' ? paths.importErrors(id, shown) : null;
  return (
    <>
      <ImportSteps id={id} at="result" settled />
      <FormErrors errors={rest.answer?.refusal && [rest.answer.refusal.message]} />
      {status === 'done' ? (
        <Done {...{ noun, words, counts, seconds }} />
      ) : (
        <Unfinished status={status} error={error} />
      )}
      <Notes notes={notes} />
      <Figures counts={counts} phase="run" shown={shown} hrefOf={(outcome) => `${here}?show=${outcome}`} />
      <OutcomeRows
        noun={noun}
        words={words}
        phase="run"
        shown={shown}
        columns={columns}
        rows={rows}
        nextHref={next && `${here}?show=${shown}&after=${next}`}
        file={rows.length > 0 ? file : null}
        count={shown === 'warn' ? counts.warned : countOf(counts, shown)}
      />
    </>
  );
}

interface DoneProps extends Pick<ResultPageProps, 'noun' | 'words' | 'seconds'> {
  counts: Counts;
}

function Done({ noun, words, counts, seconds }: DoneProps) {
  const formats = useFormats();
  const rows = formatCount(counts.rows, 'row', 'rows', formats);
  return (
    <div className="import-decision">
      <p className="import-done">
        <Icon of="circle-check" size={20} />
        <span>
          <b>Done.</b> {rows}
          {seconds === null ? '' : ` in ${formatDuration(Math.max(1, seconds))}`}.
        </span>
      </p>
      <div className="form-actions">
        <LinkButton kind="primary" to={`${paths.records(noun)}?sort=-created_at`}>
          Go to {words.many}
        </LinkButton>
        <LinkButton to={paths.importOf(noun)}>Import another file</LinkButton>
      </div>
    </div>
  );
}

function Unfinished({ status, error }: { status: Status; error: string | null }) {
  const pending = useNavigation().formData?.get('intent') === 'run';
  const failed = status === 'failed';
  return (
    <div className="import-decision">
      <p className={failed ? 'import-failed' : 'import-stopped'} role={failed ? 'alert' : undefined}>
        <Icon of={failed ? 'circle-alert' : 'circle-pause'} size={20} />
        <span>
          <b>{failed ? 'The import could not be finished.' : 'The import was stopped.'}</b> {error} What is in
          already stays in; going on begins behind it.
        </span>
      </p>
      <Form method="post" className="form-actions">
        <Button kind="primary" name="intent" value="run" pending={pending}>
          Go on
        </Button>
        <LinkButton to={paths.import}>Import another file</LinkButton>
      </Form>
    </div>
  );
}
