import { pageLoader } from '../edge/page.server.ts';
import { leadListRequest } from '../edge/lead-list.server.ts';
import { LeadFilters } from '../features/leads/lead-filters.tsx';
import { LeadActions, LeadTable, LeadsEmpty, LeadsUnmatched } from '../features/leads/lead-list.tsx';
import { formatCount } from '../format.ts';
import { paths } from '../paths.ts';
import { useLoaderData, useLocation, useNavigation, type MetaFunction } from '../remix.ts';
import { useMay } from '../session.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { Fault } from '../ui/fault.tsx';
import { useFormats } from '../ui/formats.tsx';

export const meta: MetaFunction = () => [{ title: 'Leads · StreamFlow' }];

export const loader = pageLoader(async ({ caller, url }) => {
  const { input, state, sort } = leadListRequest(url);
  const [page, options] = await Promise.all([caller.leads.list(input), caller.leads.options()]);
  return {
    leads: page.items.map(({ id, name, company, email, owner, stage, source, score, updatedAt }) => ({
      id,
      name,
      company,
      email,
      owner,
      stage: { name: stage.name, kind: stage.kind },
      source: source?.name ?? null,
      score,
      updatedAt,
    })),
    next: page.next,
    count: page.count,
    countIsCapped: page.countIsCapped,
    hidden: page.hiddenFields,
    state,
    sort,
    options,
  };
});

export default function Leads() {
  const { leads, next, count, countIsCapped, hidden, state, sort, options } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  const formats = useFormats();
  const may = useMay();
  const rights = { canCreate: may('lead:create'), canImport: may('import:create') };
  const busy = useNavigation().location?.pathname === paths.leads();
  const countText = formatCount(count, 'lead', 'leads', formats, countIsCapped);
  const filtered =
    state.q !== '' || [state.owner, state.stage, state.source, state.f].some(({ length }) => length > 0);
  const withParameter = (name: string, value: string): string => {
    const query = new URLSearchParams(search);
    query.delete('after');
    query.set(name, value);
    return `${paths.leads()}?${query}`;
  };
  return (
    <>
      <PageHeader title="Leads" count={countText} actions={<LeadActions {...rights} />} />
      <LeadFilters state={state} options={options} />
      <LeadTable
        leads={leads}
        sort={sort}
        hidden={hidden}
        sortHref={(value) => withParameter('sort', value)}
        nextHref={next && withParameter('after', next)}
        countText={countText}
        busy={busy}
        empty={filtered ? <LeadsUnmatched clearHref={paths.leads()} /> : <LeadsEmpty {...rights} />}
      />
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.leads(), label: 'All leads' }} />;
}
