import { actionsByIntent } from '../edge/form.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { pipelineActions, recordsOf } from '../edge/pipelines.server.ts';
import { draftsOf, errorsOf } from '../features/pipelines/drafts.ts';
import { PipelineState } from '../features/pipelines/pipeline-state.tsx';
import { StageCodeForm, type Checked } from '../features/pipelines/stage-code-form.tsx';
import { textOf } from '../features/pipelines/stage-code.ts';
import { DeleteStage, StageEditor } from '../features/pipelines/stage-editor.tsx';
import { type FormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { useActionData, useLoaderData, type MetaFunction } from '../remix.ts';
import { useMay } from '../session.ts';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.pipeline.name ?? 'Pipeline'} · StreamFlow` },
];

/** `?delete=` is the key of the stage that is about to be deleted. */
export const loader = pageLoader(async ({ caller, params, url }) => {
  const { stages, ...pipeline } = await caller.pipelines.get({ id: params.id ?? '' });
  const key = url.searchParams.get('delete');
  const deleted = stages.find((stage) => stage.key === key);
  return {
    pipeline,
    records: recordsOf(pipeline),
    stages,
    code: textOf(stages),
    deleted: deleted ? { key: deleted.key, name: deleted.name, records: deleted.records } : null,
    others: stages
      .filter((stage) => stage !== deleted && (stage.kind !== 'lost' || deleted?.kind === 'lost'))
      .map((stage) => ({ value: stage.key, label: stage.name })),
  };
});

export const action = actionsByIntent(pipelineActions);

export default function PipelineSettings() {
  const { pipeline, records, stages, code, deleted, others } = useLoaderData<typeof loader>();
  const answer = useActionData<FormAnswer & { checked?: Checked }>();
  const canChange = useMay()('pipeline:update');
  const sent = answer?.submission?.initialValue;
  const { id, version } = pipeline;
  const intent = sent?.['intent'];
  const errorsFor = (...intents: string[]): string[] | undefined =>
    intents.some((one) => one === intent) ? errorsOf(answer) : undefined;
  const typed = sent?.['json'];
  return (
    <>
      <PipelineState
        pipeline={pipeline}
        canChange={canChange}
        errors={errorsFor('rename', 'default', 'away', 'back')}
      />
      {canChange && deleted && (
        <DeleteStage
          {...{ id, version, others, records }}
          stage={deleted}
          errors={errorsFor('delete-stage')}
        />
      )}
      {canChange && (
        <StageEditor
          key={version}
          {...{ id, version }}
          stages={draftsOf(stages, sent)}
          errors={errorsFor('stages')}
        />
      )}
      <StageCodeForm
        {...{ version, code, canChange }}
        typed={typeof typed === 'string' ? typed : undefined}
        checked={answer?.checked}
        errors={errorsFor('check', 'apply')}
      />
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.pipelineSettings(), label: 'All pipelines' }} headingLevel={2} />;
}
