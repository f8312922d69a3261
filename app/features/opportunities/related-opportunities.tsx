// The opportunities of an organization or a contact, on its page, and the way to a new one.
import type { OpportunityRow } from '../../contracts/opportunities.ts';
import { paths } from '../../paths.ts';
import { Link } from '../../remix.ts';
import { useMay } from '../../session.ts';
import { LinkButton } from '../../ui/button.tsx';
import { Money } from '../../ui/formats.tsx';
import { StageStatus, type Amount, type StageMark } from './opportunity-list.tsx';
import './stages.css';

export interface RelatedDeals {
  deals: readonly { id: string; title: string; stage: StageMark; amount: Amount | null }[];
  hasMore: boolean;
}

export const relatedOf = ({
  items,
  next,
}: {
  items: readonly OpportunityRow[];
  next: string | null;
}): RelatedDeals => ({
  deals: items.map(({ id, title, stage: { name, kind }, amount }) => ({
    id,
    title,
    stage: { name, kind },
    amount,
  })),
  hasMore: next !== null,
});

interface RelatedOpportunitiesProps {
  /** null for those who may not see opportunities */
  of: RelatedDeals | null;
  /** whose they are, as an address says it */
  about: { organization?: string; contact?: string };
}

export function RelatedOpportunities({ of, about }: RelatedOpportunitiesProps) {
  const may = useMay();
  const canAdd = may('opportunity:create');
  if (!of || (of.deals.length === 0 && !canAdd)) return null;
  return (
    <section className="facts">
      <h3>Opportunities</h3>
      {of.deals.length > 0 && (
        <ul>
          {of.deals.map(({ id, title, stage, amount }) => (
            <li key={id} className="related-deal">
              <Link to={paths.opportunity(id)} className="link">
                {title}
              </Link>
              <StageStatus stage={stage} />
              {amount && <Money {...amount} />}
            </li>
          ))}
        </ul>
      )}
      <div className="record-actions">
        {canAdd && (
          <LinkButton to={paths.newOpportunity(about)} size="sm" icon="plus">
            Add opportunity
          </LinkButton>
        )}
        {of.hasMore && (
          <LinkButton to={paths.opportunities(about)} kind="ghost" size="sm">
            All opportunities
          </LinkButton>
        )}
      </div>
    </section>
  );
}
