import { actionsByIntent } from '../edge/form.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { createPipeline } from '../edge/pipelines.server.ts';
import { NewPipeline, PipelineList } from '../features/pipelines/pipeline-list.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { useMay } from '../session.ts';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction = () => [{ title: 'Pipelines · StreamFlow' }];

export const loader = pageLoader(async ({ caller }) => {
  const { items } = await caller.pipelines.list({});
  return {
    pipelines: items.map(({ id, name, noun, isDefault, archived, stages }) => ({
      id,
      name,
      noun,
      isDefault,
      archived,
      stages: stages.map((stage) => stage.name),
    })),
  };
});

export const action = actionsByIntent({ create: createPipeline });

export default function Pipelines() {
  const { pipelines } = useLoaderData<typeof loader>();
  const answer = useFormAnswer();
  const may = useMay();
  return (
    <>
      <PipelineList pipelines={pipelines} />
      {may('pipeline:update') && (
        <NewPipeline errors={Object.values(answer?.submission?.error ?? {}).flatMap((said) => said ?? [])} />
      )}
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.dashboard, label: 'Dashboard' }} headingLevel={2} />;
}
