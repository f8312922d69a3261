import { List, Plus } from 'lucide-react';
import { moveCard } from '../edge/board.server.ts';
import { actionsByIntent } from '../edge/form.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { BoardBar } from '../features/board/board-bar.tsx';
import { Board } from '../features/board/board.tsx';
import { laneOf } from '../features/board/lanes.ts';
import { NewButton } from '../features/records/record-list.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import {
  useLoaderData,
  useSearchParams,
  type MetaFunction,
  type ShouldRevalidateFunction,
} from '../remix.ts';
import { useMay } from '../session.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.name ?? 'Pipeline'} · StreamFlow` },
];

export const loader = pageLoader(async ({ caller, params, url }) => {
  const given = (name: string): Record<string, string> => {
    const value = url.searchParams.get(name);
    return value ? { [name]: value } : {};
  };
  const query = { ...given('owner'), ...given('q'), ...given('more') };
  const [board, { owners, pipelines }] = await Promise.all([
    caller.opportunities.board({ slug: params.slug ?? '', ...query }),
    caller.opportunities.options(),
  ]);
  const { slug, name } = board.pipeline;
  return {
    slug,
    name,
    query,
    lanes: board.lanes.map(laneOf),
    owners,
    pipelines: pipelines.map((each) => ({ slug: each.slug, name: each.name })),
    asksReason: !board.lockedFields.includes('lostReason'),
  };
});

export const action = actionsByIntent({ move: moveCard });

/** To ask where a card goes needs nothing new. */
export const shouldRevalidate: ShouldRevalidateFunction = ({
  currentUrl,
  nextUrl,
  formMethod,
  defaultShouldRevalidate,
}) => {
  const opens = nextUrl.searchParams.has('move') && nextUrl.pathname === currentUrl.pathname;
  return opens && formMethod === undefined ? false : defaultShouldRevalidate;
};

export default function Pipeline() {
  const { slug, name, query, lanes, owners, pipelines, asksReason } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const may = useMay();
  const answer = useFormAnswer();
  const move = search.get('move');
  const { owner = '', q = '' } = query;
  return (
    <>
      <PageHeader
        title={name}
        actions={
          <>
            <LinkButton to={paths.opportunities({ pipeline: slug, owner, q })} icon={List}>
              List
            </LinkButton>
            {may('opportunity:create') && (
              <NewButton to={paths.newOpportunity({ stage: lanes[0]?.stage.id })} icon={Plus}>
                New Opportunity
              </NewButton>
            )}
          </>
        }
      />
      <BoardBar {...{ slug, pipelines, owners, owner, q }} />
      <Board
        {...{ slug, name, lanes, query, asksReason, answer }}
        moving={move ? { id: move, to: search.get('to') } : null}
      />
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.opportunities(), label: 'All opportunities' }} />;
}
