// Above the board: which pipeline, whose cards, which words, and how they are shown. The address says all of it.
import { paths } from '../../paths.ts';
import { LinkButton } from '../../ui/button.tsx';
import { FilterBar, type FilterView } from '../../ui/filter-bar.tsx';
import { ViewTabs } from '../../ui/view-tabs.tsx';
import { conditionsOf, type BoardQuery } from './board-query.ts';

interface BoardBarProps {
  slug: string;
  pipelines: readonly { slug: string; name: string }[];
  query: BoardQuery;
  filters: FilterView;
  /** this person may see on which day they close */
  hasMonths: boolean;
}

export function BoardBar({ slug, pipelines, query, filters, hasMonths }: BoardBarProps) {
  const { as, weighted } = query;
  const asked = conditionsOf(query);
  const shown = { ...(as && { as }), ...(weighted && { weighted }) };
  const views = pipelines.map((each) => ({
    label: each.name,
    href: paths.pipeline(each.slug, shown),
    current: each.slug === slug,
  }));
  return (
    <>
      {pipelines.length > 1 && <ViewTabs label="Pipelines" views={views} />}
      <FilterBar
        action={paths.pipeline(slug)}
        searchLabel="Search this board"
        view={filters}
        clearHref={paths.pipeline(slug, shown)}
      >
        <span className="list-tools">
          <LinkButton
            to={paths.pipeline(slug, { ...asked, ...(as && { as }), ...(!weighted && { weighted: '1' }) })}
            kind="ghost"
            size="sm"
            icon="scale"
          >
            {weighted ? 'Hide weighted' : 'Show weighted'}
          </LinkButton>
          {as ? (
            <LinkButton
              to={paths.pipeline(slug, { ...asked, ...(weighted && { weighted }) })}
              kind="ghost"
              size="sm"
              icon="columns-3"
            >
              By stage
            </LinkButton>
          ) : (
            hasMonths && (
              <LinkButton
                to={paths.pipeline(slug, { ...asked, as: 'months', ...(weighted && { weighted }) })}
                kind="ghost"
                size="sm"
                icon="calendar-range"
              >
                By close month
              </LinkButton>
            )
          )}
          <LinkButton
            to={paths.opportunities({ ...asked, pipeline: slug })}
            kind="ghost"
            size="sm"
            icon="list"
          >
            List
          </LinkButton>
        </span>
      </FilterBar>
    </>
  );
}
