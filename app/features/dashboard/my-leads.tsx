import { formatCount } from '../../format.ts';
import { paths } from '../../paths.ts';
import { Link } from '../../remix.ts';
import { RelTime, useFormats } from '../../ui/formats.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { StageStatus, type StageMark } from '../leads/lead-list.tsx';
import { Widget, type WidgetSource } from './widget.tsx';

export interface MyLeadsData {
  items: readonly { id: string; name: string; company: string | null; stage: StageMark; updatedAt: string }[];
  count: number;
  countIsCapped: boolean;
}

export function MyLeads({ from }: { from: WidgetSource<MyLeadsData> }) {
  const formats = useFormats();
  const all = ({ count, countIsCapped }: MyLeadsData): string =>
    `View ${formatCount(count, 'lead', 'leads', formats, countIsCapped)}`;
  return (
    <Widget
      title="My Leads"
      steady
      from={from}
      link={(data) => (data.count > 0 ? { to: paths.leads({ owner: 'me' }), label: all(data) } : null)}
    >
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState icon="users" title="No leads of yours" headingLevel={3}>
            Leads you create or are given stand here.
          </EmptyState>
        ) : (
          <ul className="row-list">
            {items.map((lead) => (
              <li key={lead.id}>
                <div className="row-main">
                  <Link to={paths.lead(lead.id)} className="row-link font-medium">
                    <span>{lead.name}</span>
                  </Link>
                  {lead.company && <small>{lead.company}</small>}
                </div>
                <StageStatus stage={lead.stage} />
                <span className="row-side">
                  <RelTime at={lead.updatedAt} />
                </span>
              </li>
            ))}
          </ul>
        )
      }
    </Widget>
  );
}
