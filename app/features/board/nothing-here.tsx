// A board without a card: none yet, or none that matches.
import { paths } from '../../paths.ts';
import { LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { ListEmpty } from '../records/list-empty.tsx';
import { conditionsOf, type BoardQuery } from './board-query.ts';

export function NothingHere({ slug, query }: { slug: string; query: BoardQuery }) {
  if (Object.keys(conditionsOf(query)).length > 0)
    return (
      <EmptyState
        title="No opportunities match"
        actions={<LinkButton to={paths.pipeline(slug)}>Clear filters</LinkButton>}
      />
    );
  return (
    <ListEmpty noun="opportunity" many="opportunities" icon="handshake" title="No opportunities here yet">
      An opportunity is a deal you hope to win. Its card goes from stage to stage.
    </ListEmpty>
  );
}
