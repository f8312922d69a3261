import { formatNumber } from '../../format.ts';
import { Status as StatusMark } from '../../ui/badge.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { RelTime, useFormats } from '../../ui/formats.tsx';
import { STATUS, type Counts } from './import-words.ts';
import { pageOf, type Status } from './steps.tsx';

export interface ImportItem {
  id: string;
  /** what its rows become: "contacts" */
  holds: string;
  fileName: string;
  status: Status;
  hasRun: boolean;
  counts: Counts | null;
  by: string | null;
  createdAt: string;
}

/** The imports made lately, each leading to where it is continued. */
export function ImportList({ imports }: { imports: readonly ImportItem[] }) {
  const formats = useFormats();
  const figure = (name: keyof Counts) =>
    function Figure({ counts }: ImportItem) {
      return <span className="num">{formatNumber(counts?.[name], formats)}</span>;
    };
  const columns: [Column<ImportItem>, ...Column<ImportItem>[]] = [
    { key: 'file', header: 'File', cell: ({ fileName }) => <span>{fileName}</span> },
    { key: 'holds', header: 'Holds', cell: ({ holds }) => holds, card: 'hidden' },
    {
      key: 'status',
      header: 'Status',
      cell: ({ status }) => <StatusMark kind={STATUS[status].kind}>{STATUS[status].word}</StatusMark>,
      card: 'end',
    },
    { key: 'rows', header: 'Rows', align: 'end', cell: figure('rows'), card: 'hidden' },
    { key: 'created', header: 'Created', align: 'end', cell: figure('created'), card: 'hidden' },
    { key: 'updated', header: 'Updated', align: 'end', cell: figure('updated'), card: 'hidden' },
    { key: 'failed', header: 'Failed', align: 'end', cell: figure('failed'), card: 'hidden' },
    { key: 'by', header: 'By', cell: ({ by }) => by },
    { key: 'at', header: 'Started', cell: ({ createdAt }) => <RelTime at={createdAt} />, card: 'end' },
  ];
  return (
    <DataTable
      label="Recent imports"
      columns={columns}
      rows={imports}
      rowKey={({ id }) => id}
      rowHref={pageOf}
      empty={null}
    />
  );
}
