// What was found, by noun: the name with what was looked for marked, and why it is there where the name does not say it.
import type { SearchGroup, SearchHit } from '../../contracts/search.ts';
import { paths } from '../../paths.ts';
import { Link } from '../../remix.ts';
import { Badge } from '../../ui/badge.tsx';
import { countOf, MANY, REASONS, titleOf, type Part } from './search-words.ts';
import './search.css';

export interface MarkedHit extends SearchHit {
  parts: Part[];
}

export type MarkedGroup = Omit<SearchGroup, 'items'> & { items: MarkedHit[] };

interface FoundProps {
  q: string;
  groups: readonly MarkedGroup[];
}

export const Found = ({ q, groups }: FoundProps) => (
  <>
    {groups.map((group) => (
      <section key={group.noun} className="found" aria-label={titleOf(group.noun)}>
        <h2>
          {titleOf(group.noun)} <span className="num">{countOf(group)}</span>
        </h2>
        <ul>
          {group.items.map((hit) => (
            <li key={hit.id}>
              <Link to={paths.record(group.noun, hit.id)}>
                <Marked parts={hit.parts} />
                {hit.detail && <span className="found-detail">{hit.detail}</span>}
              </Link>
              {hit.archived && <Badge>Archived</Badge>}
              {hit.reason && <small>{REASONS[hit.reason]}</small>}
            </li>
          ))}
        </ul>
        {group.count > group.items.length && (
          <Link to={paths.search({ q, type: group.noun })} className="link">
            More {MANY[group.noun]}
          </Link>
        )}
      </section>
    ))}
  </>
);

const Marked = ({ parts }: { parts: readonly Part[] }) => (
  <span className="found-name">
    {parts.map(({ text, isMatch }, at) => (isMatch ? <mark key={at}>{text}</mark> : text))}
  </span>
);
