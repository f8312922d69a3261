import { moveCard, moveDay } from '../edge/board.server.ts';
import { boardRequest } from '../edge/board-view.server.ts';
import { actionsByIntent } from '../edge/form.server.ts';
import { pageLoader, type Page } from '../edge/page.server.ts';
import { tagChoices } from '../edge/tags.server.ts';
import { BoardBar } from '../features/board/board-bar.tsx';
import { Board } from '../features/board/board.tsx';
import { laneOf, monthOf, openWorth, stageOf, type LaneView } from '../features/board/lanes.ts';
import { MonthsBoard } from '../features/board/months-board.tsx';
import { OpenWorth } from '../features/board/open-worth.tsx';
import { NewButton } from '../features/records/new-button.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import {
  redirect,
  useLoaderData,
  useSearchParams,
  type MetaFunction,
  type ShouldRevalidateFunction,
} from '../remix.ts';
import { useMay } from '../session.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.name ?? 'Pipeline'} · StreamFlow` },
];

export const loader = pageLoader(async ({ caller, params, url }) => {
  const slug = params['slug'] ?? '';
  const { view, asked, query, filters } = boardRequest(url);
  if (view === 'list') throw redirect(paths.opportunities({ ...asked, pipeline: slug }));
  const input = { slug, ...asked, ...(query.more && { more: query.more }) };
  const [shown, { owners, pipelines }, tag] = await Promise.all([
    view === 'months' ? monthsOf(caller, input) : lanesOf(caller, input),
    caller.opportunities.options(),
    tagChoices(caller),
  ]);
  const { hiddenFields, lockedFields, ...board } = shown;
  // one field is called otherwise in addresses
  const hidden = hiddenFields.map((field) => (field === 'closeDate' ? 'close_date' : field));
  const owner = owners.map(({ id, name }) => ({ value: id, label: name }));
  return {
    ...board,
    slug,
    query,
    filters: filters({ owner, tag }, hidden),
    pipelines: pipelines.map((each) => ({ slug: each.slug, name: each.name })),
    hasMonths: !hiddenFields.includes('closeDate'),
    asksReason: !lockedFields.includes('lostReason'),
    keepsDays: lockedFields.includes('closeDate'),
  };
});

type Caller = Page['caller'];
type Asked = Parameters<Caller['opportunities']['board']>[0];

const NO_LANES: LaneView[] = [];

async function lanesOf(caller: Caller, input: Asked) {
  const { pipeline, lanes, ...rights } = await caller.opportunities.board(input);
  return { name: pipeline.name, lanes: lanes.map(laneOf), months: null, ...rights };
}

async function monthsOf(caller: Caller, input: Asked) {
  const { pipeline, stages, months, ...rights } = await caller.opportunities.months(input);
  const shown = { stages: stages.map(stageOf), columns: months.map(monthOf) };
  return { name: pipeline.name, lanes: NO_LANES, months: shown, ...rights };
}

export const action = actionsByIntent({ move: moveCard, day: moveDay });

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
  const { slug, name, query, lanes, months, filters, pipelines, hasMonths, asksReason, keepsDays } =
    useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const may = useMay();
  const move = search.get('move');
  const shared = { slug, name, query, asksReason, answer: useFormAnswer() };
  const moving = move ? { id: move, to: search.get('to') } : null;
  const open = months ? months.columns : lanes.filter(({ stage }) => stage.kind === 'open');
  const first = (months ? months.stages : lanes.map(({ stage }) => stage))[0];
  return (
    <>
      <PageHeader
        title={name}
        actions={
          may('opportunity:create') && (
            <NewButton to={paths.newOpportunity({ stage: first?.id })} icon="plus">
              New Opportunity
            </NewButton>
          )
        }
      />
      <BoardBar {...{ slug, pipelines, query, filters, hasMonths }} />
      <OpenWorth of={openWorth(open)} isWeighted={query.weighted !== undefined} />
      {months ? (
        <MonthsBoard {...{ ...shared, moving, keepsDays }} months={months.columns} stages={months.stages} />
      ) : (
        <Board {...{ ...shared, moving, lanes }} />
      )}
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.opportunities(), label: 'All opportunities' }} />;
}
