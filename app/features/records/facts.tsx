// The left column of a record's page: groups of facts, what is empty, what a role hides.
import { Fragment, type ReactNode } from 'react';
import { paths, type RecordNoun } from '../../paths.ts';
import { Link } from '../../remix.ts';
import { Badge } from '../../ui/badge.tsx';
import { RelTime } from '../../ui/formats.tsx';
import { HiddenByRole } from '../../ui/ruled-field.tsx';
import { EditFact, FactEditor, useFact } from './fact-editing.tsx';

export const Facts = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="facts">
    <h3>{title}</h3>
    <dl>{children}</dl>
  </section>
);

interface FactProps {
  label: string;
  hidden?: boolean;
  /** as the form calls it, where it can be changed in its place */
  field?: string;
  children?: ReactNode;
}

export function Fact({ label, hidden, field, children }: FactProps) {
  const { isEditable, isOpen } = useFact(field);
  if (field && isOpen) {
    return (
      <div className="fact-open">
        <dt className="sr-only">{label}</dt>
        <dd>
          <FactEditor field={field}>{children}</FactEditor>
        </dd>
      </div>
    );
  }
  const said = hidden ? <HiddenByRole /> : children || <span className="text-fg-3">–</span>;
  return (
    <div>
      <dt>{label}</dt>
      {field && isEditable ? (
        <dd className="fact-shown">
          <span>{said}</span>
          <EditFact field={field} label={label} />
        </dd>
      ) : (
        <dd>{said}</dd>
      )}
    </div>
  );
}

interface TextFactsProps {
  title: string;
  hidden: boolean;
  field?: string;
  children: string | null;
}

/** A longer text under its own heading; nothing where there is none, none is hidden and none can be written. */
export function TextFacts({ title, hidden, field, children }: TextFactsProps) {
  const { isEditable, isOpen } = useFact(field);
  if (!children && !hidden && !isEditable) return null;
  return (
    <section className="facts">
      <div className="fact-head">
        <h3>{title}</h3> {field && isEditable && !isOpen && <EditFact field={field} label={title} />}
      </div>
      {field && isOpen ? (
        <FactEditor field={field}>{children}</FactEditor>
      ) : (
        <dl>
          <div>
            <dt className="sr-only">{title}</dt>
            <dd className="prose">
              {hidden ? <HiddenByRole /> : (children ?? <span className="text-fg-3">–</span>)}
            </dd>
          </div>
        </dl>
      )}
    </section>
  );
}

interface FactLinkProps {
  scheme: 'mailto' | 'tel';
  children: string | null;
}

export const FactLink = ({ scheme, children }: FactLinkProps) =>
  children && (
    <a className="link" href={`${scheme}:${children}`}>
      <Breakable>{children}</Breakable>
    </a>
  );

/** A website as it was typed, which a click opens beside this page; what is no address of the web stays text. */
export function FactSite({ children }: { children: string | null }) {
  const [, host] = /^(?:https?:\/\/)?([\w-]+(?:\.[\w-]+)+(?:[/:?#]\S*)?)$/iu.exec(children ?? '') ?? [];
  if (!children || !host) return children;
  const isSecure = !children.toLowerCase().startsWith('http:');
  return (
    <a className="link" href={`${isSecure ? 'https' : 'http'}://${host}`} target="_blank" rel="noreferrer">
      <Breakable>{host}</Breakable>
    </a>
  );
}

/** Where a line is too short for an address, it goes on behind "@" or before a dot, not within a word. */
const Breakable = ({ children }: { children: string }) =>
  children.split(/(?<=@)|(?=\.)/u).map((part, at) => (
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {part}
    </Fragment>
  ));

interface RecordFactsProps {
  record: {
    createdAt: string;
    createdBy: string | null;
    updatedAt: string;
    externalIds: readonly { source: string; id: string }[];
  };
}

/** When and by whom it was made, and what other systems call it. */
export const RecordFacts = ({ record }: RecordFactsProps) => (
  <Facts title="Record">
    <Fact label="Created">
      <RelTime at={record.createdAt} /> {record.createdBy && `by ${record.createdBy}`}
    </Fact>
    <Fact label="Updated">
      <RelTime at={record.updatedAt} />
    </Fact>
    {record.externalIds.map(({ source, id }) => (
      <Fact key={source + id} label={source}>
        <code>{id}</code>
      </Fact>
    ))}
  </Facts>
);

interface PossibleDuplicatesProps {
  noun: RecordNoun;
  of: readonly { id: string; name: string }[];
}

export const PossibleDuplicates = ({ noun, of }: PossibleDuplicatesProps) =>
  of.length > 0 && (
    <section className="facts">
      <h3>
        <Badge tone="warn">Possible duplicates</Badge>
      </h3>
      <ul>
        {of.map(({ id, name }) => (
          <li key={id}>
            <Link to={paths.record(noun, id)} className="link">
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
