// Rows of one noun: a table on wide screens, cards on phones, from the same HTML. Sorting and paging are links.
import type { ChangeEvent, MouseEvent, ReactNode } from 'react';
import { Link, useNavigate } from '../remix.ts';
import { Icon } from './icon.tsx';
import { lookAt } from './row-keys.ts';

export interface Column<Row> {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** numbers stand right */
  align?: 'end';
  /** the link that sorts by this column, and how it is sorted now */
  sort?: { href: string; direction?: 'ascending' | 'descending' };
  /** on the cards of phones: left out, or standing right */
  card?: 'hidden' | 'end';
}

interface DataTableProps<Row> {
  /** names the table for screen readers: "Leads" */
  label: string;
  columns: readonly [Column<Row>, ...Column<Row>[]];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** where a row leads; its first cell becomes the link */
  rowHref: (row: Row) => string;
  /** rows can be ticked: the id of the BulkBar they belong to, what a row is called, and what is sent for it if not its key */
  selection?: { form: string; label: (row: Row) => string; value?: (row: Row) => string } | undefined;
  /** the record that a panel shows beside the list, the start of the address that shows another, "/leads?peek=", and what a row is called */
  peek?: { start: string; id?: string | undefined; label: (row: Row) => string } | undefined;
  /** a record's address followed by "/edit" is its form */
  canEdit?: boolean;
  /** shown instead of the table when there are no rows */
  empty: ReactNode;
  /** below the rows: counts, "Load more" */
  footer?: ReactNode;
  busy?: boolean;
}

export function DataTable<Row>({
  label,
  columns,
  rows,
  rowKey,
  rowHref,
  selection,
  peek,
  canEdit,
  empty,
  footer,
  busy,
}: DataTableProps<Row>) {
  const follow = useRowLinks();
  if (rows.length === 0) return <div className="table-empty">{empty}</div>;
  const [first, ...others] = columns;
  return (
    <div className="table-region" role="region" aria-label={label} aria-busy={busy} tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            {selection && <SelectAll form={selection.form} />}
            {columns.map((column) => (
              <HeaderCell key={column.key} column={column} />
            ))}
          </tr>
        </thead>
        <tbody onClick={follow} data-peek={peek?.start} data-edit={canEdit ? '' : undefined}>
          {rows.map((row, at) => (
            <tr key={rowKey(row)} aria-current={peek?.id === rowKey(row) || undefined}>
              {selection && (
                <td className="cell-check">
                  <label className="row-check">
                    <input
                      type="checkbox"
                      className="row-box"
                      name="id"
                      value={selection.value?.(row) ?? rowKey(row)}
                      form={selection.form}
                      aria-label={`Select ${selection.label(row)}`}
                    />
                  </label>
                </td>
              )}
              <th scope="row" aria-label={peek?.label(row)}>
                {/* all rows lead to one route: asking the server about the first link's is enough */}
                <a href={rowHref(row)} className="row-link" data-discover={at === 0 || undefined}>
                  {first.cell(row)}
                </a>
                {peek && (
                  <button type="button" className="row-peek" aria-label={`Peek at ${peek.label(row)}`}>
                    {PEEK}
                  </button>
                )}
              </th>
              {others.map((column) => (
                <td key={column.key} className={cellClass(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {footer && <div className="table-foot">{footer}</div>}
    </div>
  );
}

/** One drawing for all rows. */
const PEEK = <Icon of="panel-right" />;

/** Ticks every row of the page; needs scripts, so it is not there without them. */
function SelectAll({ form }: { form: string }) {
  const onChange = ({ currentTarget }: ChangeEvent<HTMLInputElement>): void => {
    for (const box of document.querySelectorAll<HTMLInputElement>('input.row-box'))
      if (box.checked !== currentTarget.checked) box.click();
  };
  return (
    <td className="cell-check">
      <label className="row-check scripted">
        <input type="checkbox" form={form} aria-label="Select all rows of this page" onChange={onChange} />
      </label>
    </td>
  );
}

/**
 * Follows a row's link, or opens its panel, without leaving the page. One listener for all rows: a framework link in
 * each of them was a tenth of the page's work. Clicks that mean another tab or window stay the browser's.
 */
function useRowLinks(): (event: MouseEvent) => void {
  const navigate = useNavigate();
  return (event) => {
    if (!(event.target instanceof Element)) return;
    const eye = event.target.closest('.row-peek');
    if (eye) return lookAt(eye, (to, replace = false) => navigate(to, { replace, preventScrollReset: true }));
    const link = event.target.closest<HTMLAnchorElement>('a.row-link');
    const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!link || !isPlain || event.defaultPrevented) return;
    event.preventDefault();
    navigate(link.pathname + link.search);
  };
}

function cellClass<Row>({ align, card }: Column<Row>): string | undefined {
  const names = [align === 'end' ? 'cell-end' : '', card ? `card-${card}` : ''].filter(Boolean);
  return names.length > 0 ? names.join(' ') : undefined;
}

function HeaderCell<Row>({ column }: { column: Column<Row> }) {
  const { header, sort } = column;
  return (
    <th scope="col" className={cellClass(column)} aria-sort={sort?.direction}>
      {sort ? (
        <Link to={sort.href} className="sort-link">
          {header}
          {sort.direction && (
            <Icon of={sort.direction === 'ascending' ? 'arrow-up' : 'arrow-down'} size={14} />
          )}
        </Link>
      ) : (
        header
      )}
    </th>
  );
}
