// The facts of an organization, with those above and below it and its people.
import type { CustomValues } from '../../contracts/custom-values.ts';
import type { ReactNode } from 'react';
import { paths } from '../../paths.ts';
import { Link } from '../../remix.ts';
import { useMay } from '../../session.ts';
import { LinkButton } from '../../ui/button.tsx';
import { CustomFacts, type CustomSet } from '../records/custom-facts.tsx';
import {
  Fact,
  FactLink,
  Facts,
  FactSite,
  PossibleDuplicates,
  RecordFacts,
  TextFacts,
} from '../records/facts.tsx';
import type { HeadedRecord } from '../records/record-header.tsx';

interface Reference {
  id: string;
  name: string;
}

export interface OrganizationRecord extends HeadedRecord {
  domain: string | null;
  website: string | null;
  phone: string | null;
  size: string | null;
  industry: string | null;
  parent: Reference | null;
  description: string | null;
  /** one line for each part: street, city and so on */
  address: readonly string[];
  /** fields that this person's role hides, and those it may not change */
  hidden: readonly string[];
  locked: readonly string[];
  createdAt: string;
  createdBy: string | null;
  custom: CustomValues;
  updatedAt: string;
  externalIds: readonly { source: string; id: string }[];
  possibleDuplicates: readonly Reference[];
}

export interface Related {
  /** null for those who may not see contacts */
  people: readonly { id: string; name: string; title: string | null; email: string | null }[] | null;
  /** more people than these work there */
  hasMorePeople: boolean;
  children: readonly Reference[];
}

const OrganizationLink = ({ id, name }: Reference) => (
  <Link to={paths.organization(id)} className="link">
    {name}
  </Link>
);

export function OrganizationFacts({
  organization,
  custom,
  related,
}: {
  organization: OrganizationRecord;
  custom?: CustomSet;
  /** left out where only the organization itself is shown */
  related?: Related;
}) {
  const hides = (field: string): boolean => organization.hidden.includes(field);
  const { parent, website, address } = organization;
  return (
    <>
      <PossibleDuplicates noun="organization" of={organization.possibleDuplicates} />
      <Facts title="Company">
        <Fact label="Owner">{organization.owner?.name}</Fact>
        <Fact label="Industry" field="industry" hidden={hides('industry')}>
          {organization.industry}
        </Fact>
        <Fact label="Size" field="size" hidden={hides('size')}>
          {organization.size}
        </Fact>
        <Fact label="Parent" hidden={hides('parent')}>
          {parent && <OrganizationLink {...parent} />}
        </Fact>
      </Facts>
      <Facts title="Reach">
        <Fact label="Domain" field="domain" hidden={hides('domain')}>
          {organization.domain}
        </Fact>
        <Fact label="Website" field="website" hidden={hides('website')}>
          <FactSite>{website}</FactSite>
        </Fact>
        <Fact label="Phone" field="phone" hidden={hides('phone')}>
          {organization.phone && <FactLink scheme="tel">{organization.phone}</FactLink>}
        </Fact>
        <Fact label="Address" field="address" hidden={hides('address')}>
          {address.length > 0 && address.join(', ')}
        </Fact>
      </Facts>
      {related?.people && (
        <People of={related.people} hasMore={related.hasMorePeople} organization={organization.id} />
      )}
      {related && related.children.length > 0 && (
        <RelatedList title="Organizations below">
          {related.children.map((child) => (
            <li key={child.id}>
              <OrganizationLink {...child} />
            </li>
          ))}
        </RelatedList>
      )}
      <TextFacts title="Description" field="description" hidden={hides('description')}>
        {organization.description}
      </TextFacts>
      {custom && <CustomFacts set={custom} custom={organization.custom} />}
      <RecordFacts record={organization} />
    </>
  );
}

interface PeopleProps {
  of: NonNullable<Related['people']>;
  hasMore: boolean;
  /** the id of the one they work for */
  organization: string;
}

function People({ of, hasMore, organization }: PeopleProps) {
  const may = useMay();
  const canAdd = may('contact:create');
  if (of.length === 0 && !canAdd) return null;
  return (
    <section className="facts">
      <h3>Contacts</h3>
      {of.length > 0 && (
        <ul>
          {of.map(({ id, name, title, email }) => (
            <li key={id}>
              <Link to={paths.contact(id)} className="link">
                {name}
              </Link>
              {title && `, ${title}`} {email && <FactLink scheme="mailto">{email}</FactLink>}
            </li>
          ))}
        </ul>
      )}
      {(canAdd || hasMore) && (
        <div className="record-actions">
          {canAdd && (
            <LinkButton to={paths.newContact({ organization })} size="sm" icon="plus">
              Add contact
            </LinkButton>
          )}
          {hasMore && (
            <LinkButton to={paths.contacts({ organization })} kind="ghost" size="sm">
              All contacts
            </LinkButton>
          )}
        </div>
      )}
    </section>
  );
}

const RelatedList = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="facts">
    <h3>{title}</h3>
    <ul>{children}</ul>
  </section>
);
