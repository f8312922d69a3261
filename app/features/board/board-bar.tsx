// Above the board: which pipeline, whose cards, which words. A GET form, so that the address says it.
import { Search } from 'lucide-react';
import { keysOf } from '../../keys.ts';
import { paths } from '../../paths.ts';
import { Form } from '../../remix.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ViewTabs } from '../../ui/view-tabs.tsx';

interface BoardBarProps {
  slug: string;
  pipelines: readonly { slug: string; name: string }[];
  owners: readonly { id: string; name: string }[];
  owner: string;
  q: string;
}

export function BoardBar({ slug, pipelines, owners, owner, q }: BoardBarProps) {
  const views = pipelines.map((each) => ({
    label: each.name,
    href: paths.pipeline(each.slug),
    current: each.slug === slug,
  }));
  return (
    <>
      {pipelines.length > 1 && <ViewTabs label="Pipelines" views={views} />}
      <div className="filter-bar board-bar">
        <Form method="get" action={paths.pipeline(slug)} role="search" className="filters">
          <div className="search-box">
            <Icon of={Search} />
            <input
              type="search"
              name="q"
              className="control"
              aria-label="Search this board"
              placeholder="Search this board"
              defaultValue={q}
              maxLength={200}
              data-key="search"
              aria-keyshortcuts={keysOf('search')}
            />
          </div>
          <select
            name="owner"
            className="control board-owner"
            aria-label="Owner"
            defaultValue={owner}
            onChange={({ currentTarget }) => currentTarget.form?.requestSubmit()}
            data-key="filter"
            aria-keyshortcuts={keysOf('filter')}
          >
            <option value="">Everybody’s</option>
            <option value="me">Mine</option>
            <option value="none">Nobody’s</option>
            {owners.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
          <Button>Filter</Button>
          {(q !== '' || owner !== '') && (
            <LinkButton to={paths.pipeline(slug)} kind="ghost">
              Clear filters
            </LinkButton>
          )}
        </Form>
      </div>
    </>
  );
}
