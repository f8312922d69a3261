// The facts of a contact.
import type { CustomValues } from '../../contracts/custom-values.ts';
import { paths } from '../../paths.ts';
import { Link } from '../../remix.ts';
import { useMay } from '../../session.ts';
import { CustomFacts, type CustomSet } from '../records/custom-facts.tsx';
import { Fact, FactLink, Facts, PossibleDuplicates, RecordFacts, TextFacts } from '../records/facts.tsx';
import type { HeadedRecord } from '../records/record-header.tsx';

interface Reference {
  id: string;
  name: string;
}

export interface ContactRecord extends HeadedRecord {
  title: string | null;
  email: string | null;
  phone: string | null;
  organization: Reference | null;
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

export function ContactFacts({ contact, custom }: { contact: ContactRecord; custom?: CustomSet }) {
  const hides = (field: string): boolean => contact.hidden.includes(field);
  return (
    <>
      <PossibleDuplicates noun="contact" of={contact.possibleDuplicates} />
      <Facts title="Work">
        <Fact label="Owner">{contact.owner?.name}</Fact>
        <Fact label="Organization" field="organization" hidden={hides('organization')}>
          {contact.organization && <Organization {...contact.organization} />}
        </Fact>
        <Fact label="Title" field="title" hidden={hides('title')}>
          {contact.title}
        </Fact>
      </Facts>
      <Facts title="Reach">
        <Fact label="Email" field="email" hidden={hides('email')}>
          <FactLink scheme="mailto">{contact.email}</FactLink>
        </Fact>
        <Fact label="Phone" field="phone" hidden={hides('phone')}>
          <FactLink scheme="tel">{contact.phone}</FactLink>
        </Fact>
        <Fact label="Address" field="address" hidden={hides('address')}>
          {contact.address.length > 0 && contact.address.join(', ')}
        </Fact>
      </Facts>
      <TextFacts title="Description" field="description" hidden={hides('description')}>
        {contact.description}
      </TextFacts>
      {custom && <CustomFacts set={custom} custom={contact.custom} />}
      <RecordFacts record={contact} />
    </>
  );
}

/** A link for those who may open it. */
function Organization({ id, name }: Reference) {
  const may = useMay();
  if (!may('organization:read')) return <>{name}</>;
  return (
    <Link to={paths.organization(id)} className="link">
      {name}
    </Link>
  );
}
