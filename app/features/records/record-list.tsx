// A list page of any noun: header, filters, columns, table, pages, and the panel of one record. A noun brings its
// columns, its words and what stands there when there is nothing.
import type { ReactNode } from 'react';
import type { LiveNoun } from '../../contracts/live.ts';
import { formatCount, formatNumber } from '../../format.ts';
import { paths } from '../../paths.ts';
import { Form, useLocation, useNavigation } from '../../remix.ts';
import { PageHeader } from '../../ui/app-shell.tsx';
import { Button, LinkButton } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { FilterBar, type FilterView } from '../../ui/filter-bar.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { Icon } from '../../ui/icon.tsx';
import { LoadMore, useMore } from '../../ui/load-more.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Pager } from '../../ui/pager.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useAhead } from './ahead.tsx';
import { BULK, BulkTools, useBulk, type BulkNoun } from './bulk-tools.tsx';
import { DensityMenu } from './density-menu.tsx';
import { useListLinks } from './list-links.ts';
import { ListMenu } from './list-menu.tsx';
import { usePeekId } from './peeking.ts';
import { listMark, placed } from './place.tsx';
import { ListViews, type ViewsOfList } from '../views/views.tsx';

export interface ListColumn<Row, Key extends string = string> extends Omit<Column<Row>, 'sort' | 'key'> {
  key: Key;
  /** what the list can be sorted by here; it ascends first unless it says otherwise */
  sort?: string;
  descendsFirst?: true;
  /** shown only when asked for */
  isExtra?: true;
}

/** What a noun is called: "lead", "leads". */
export interface NounWords {
  one: string;
  many: string;
}

/** What the loader of a list page answers; `rows` are display-ready. */
export interface ListData<Row> {
  rows: readonly Row[];
  next: string | null;
  previous: string | null;
  count: number;
  countIsCapped: boolean;
  /** fields that this person's role hides: they have no column */
  hidden: readonly string[];
  sort: { key: string; descending: boolean };
  /** the columns asked for; null for the usual ones */
  cols: readonly string[] | null;
  /** fields that this person's role may not change */
  locked?: readonly string[];
  /** lists that were kept; null for who may not read any */
  views?: ViewsOfList | null;
  filters: FilterView;
}

interface RecordListProps<Row> {
  data: ListData<Row>;
  words: NounWords;
  /** the first names the record and is always there */
  columns: readonly [ListColumn<Row>, ...ListColumn<Row>[]];
  rowHref: (row: Row) => string;
  /** "New Lead", "Import CSV": what one may not do is absent */
  actions?: ReactNode;
  /** while there is nothing yet */
  empty: ReactNode;
  /** sums and the like, beside the count */
  figures?: ReactNode;
  canEdit?: boolean;
  /** the list as a file, where it can be had: "leads" */
  exports?: string;
  /** rows can be ticked, and things done to those that are */
  bulk?: BulkNoun;
  /** what others change that shows here */
  live: readonly LiveNoun[];
  /** the record beside the list, among all rows that are there */
  peek: (rows: readonly Row[]) => ReactNode;
}

const readPage = <Row,>(answer: unknown) => answer as Pick<ListData<Row>, 'rows' | 'next'>;

export function RecordList<Row extends { id: string; version?: number }>(props: RecordListProps<Row>) {
  const {
    data,
    words,
    columns,
    rowHref,
    actions,
    empty,
    figures,
    canEdit = false,
    exports,
    bulk,
    live,
    peek,
  } = props;
  const canTick = useBulk(bulk);
  const formats = useFormats();
  const { pathname, search } = useLocation();
  const { to } = useListLinks();
  const nextHref = data.next && to({ after: data.next });
  const more = useMore(data.rows, nextHref, readPage<Row>);
  const { rows, note } = useAhead(live, { first: data.rows, shown: more.rows }, readPage<Row>);
  const clearHref = data.views?.home ?? pathname;
  const title = capital(words.many);
  const mark = listMark(search);
  const countText = formatCount(data.count, words.one, words.many, formats, data.countIsCapped);
  const busy = useNavigation().location?.pathname === pathname;
  const shown = columnsShown(columns, data, (sort) => to({ sort }));
  return (
    <>
      <PageHeader title={title} count={countText} actions={actions} />
      {data.views && <ListViews of={data.views} many={words.many} />}
      <FilterBar
        action={pathname}
        searchLabel={`Search ${words.many}`}
        view={data.filters}
        clearHref={clearHref}
      >
        <span className="list-tools">
          <ColumnMenu columns={columns} data={data} />
          <DensityMenu />
          <ListMenu many={words.many} exports={exports} views={data.views} />
        </span>
      </FilterBar>
      {note}
      <DataTable
        label={title}
        columns={shown}
        rows={rows}
        rowKey={({ id }) => id}
        rowHref={(row) => placed(rowHref(row), mark)}
        canEdit={canEdit}
        selection={canTick ? { form: BULK, label: nameOf, value: tickOf } : undefined}
        peek={{ start: to({ peek: '' }), id: usePeekId() ?? undefined, label: nameOf }}
        empty={
          data.filters.isFiltered ? (
            <Unmatched words={words} q={data.filters.q} clearHref={clearHref} />
          ) : (
            empty
          )
        }
        busy={busy}
        footer={
          <Pager beforeHref={data.previous && to({ before: data.previous })} afterHref={nextHref}>
            <span role="status">
              {more.nextHref ? `${formatNumber(more.rows.length, formats)} of ${countText}` : countText}
            </span>
            {figures}
            {more.nextHref && <LoadMore href={more.nextHref} isLoading={more.isLoading} load={more.load} />}
          </Pager>
        }
      />
      {peek(more.rows)}
      {bulk && canTick && data.rows.length > 0 && <BulkTools noun={bulk} words={words} data={data} />}
    </>
  );
}

interface Ticked {
  id: string;
  version?: number;
}

/** A row that somebody changes meanwhile is left as it is: what is sent says which version was looked at. */
const tickOf = ({ id, version }: Ticked): string => `${id}.${version ?? ''}`;

/** What a row is called. */
const nameOf = (row: object): string =>
  'name' in row ? String(row.name) : 'title' in row ? String(row.title) : '';

function columnsShown<Row>(
  [first, ...others]: RecordListProps<Row>['columns'],
  { hidden, cols, sort }: ListData<Row>,
  sortHref: (sort: string) => string,
): [Column<Row>, ...Column<Row>[]] {
  const column = ({ sort: by, descendsFirst, isExtra: _, ...shows }: ListColumn<Row>): Column<Row> => {
    if (!by || hidden.includes(by)) return shows;
    const isActive = sort.key === by;
    const descending = isActive ? !sort.descending : (descendsFirst ?? false);
    const direction = sort.descending ? 'descending' : 'ascending';
    return { ...shows, sort: { href: sortHref(descending ? `-${by}` : by), ...(isActive && { direction }) } };
  };
  const isShown = ({ key, isExtra }: ListColumn<Row>): boolean =>
    !hidden.includes(key) && (cols ? cols.includes(key) : !isExtra);
  return [column(first), ...others.filter(isShown).map(column)];
}

interface ColumnMenuProps<Row> {
  columns: readonly ListColumn<Row>[];
  data: ListData<Row>;
}

/** Which columns there are: a GET form, so that the address says it. */
function ColumnMenu<Row>({ columns, data: { cols, hidden, filters } }: ColumnMenuProps<Row>) {
  const { pathname, search } = useLocation();
  const kept = [...new URLSearchParams(search)].filter(
    ([name]) => !['cols', 'after', 'before', 'page'].includes(name),
  );
  const offered = columns.slice(1).filter(({ key }) => !hidden.includes(key));
  return (
    <Menu
      id="columns"
      align="end"
      className="btn btn-ghost btn-sm"
      label={`Columns of ${filters.sentence}`}
      trigger={
        <>
          <Icon of="columns-3" />
          Columns
        </>
      }
    >
      <Form method="get" action={pathname}>
        {kept.map(([name, value]) => (
          <input key={name + value} type="hidden" name={name} value={value} />
        ))}
        <fieldset className="choices">
          <legend className="menu-heading">Columns</legend>
          {offered.map(({ key, header, isExtra }) => (
            <label key={key} className="menu-item">
              <input
                type="checkbox"
                name="cols"
                value={key}
                defaultChecked={cols ? cols.includes(key) : !isExtra}
              />
              <span>{header}</span>
            </label>
          ))}
        </fieldset>
        <div className="popover-foot popover-foot-kept">
          <Button size="sm">Apply</Button>
        </div>
      </Form>
    </Menu>
  );
}

/** Records exist, but none fits. A list finds words as they are spelled; the search of everything finds close ones, too. */
const Unmatched = ({ words: { many }, q, clearHref }: { words: NounWords; q: string; clearHref: string }) => (
  <EmptyState
    title={`No ${many} match`}
    actions={
      <>
        {q && <LinkButton to={paths.search({ q })}>Search everything for “{q}”</LinkButton>}
        <LinkButton to={clearHref} kind={q ? 'ghost' : 'secondary'}>
          Clear filters
        </LinkButton>
      </>
    }
  >
    {q
      ? 'The search of everything also finds names that are spelled a little differently.'
      : 'Fewer filters may find it.'}
  </EmptyState>
);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
