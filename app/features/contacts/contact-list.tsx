// The list of contacts: its columns, and what stands there when there are none.
import type { ContactColumn } from '../../contracts/contacts.ts';
import { paths } from '../../paths.ts';
import { LinkButton } from '../../ui/button.tsx';
import { RelTime } from '../../ui/formats.tsx';
import { ListEmpty } from '../records/list-empty.tsx';
import { Person } from '../records/person.tsx';
import { NewButton } from '../records/new-button.tsx';
import type { ListColumn } from '../records/record-list.tsx';
import { TagCell, type TagMark } from '../records/tags.tsx';

export interface ContactListItem {
  id: string;
  name: string;
  title: string | null;
  email: string | null;
  phone: string | null;
  organization: string | null;
  owner: { id: string; name: string } | null;
  tags: readonly TagMark[];
  updatedAt: string;
  createdAt: string;
}

export const contactColumns: readonly [
  ListColumn<ContactListItem, ContactColumn>,
  ...ListColumn<ContactListItem, ContactColumn>[],
] = [
  { key: 'name', header: 'Name', cell: ({ name }) => <span>{name}</span>, sort: 'name' },
  { key: 'organization', header: 'Organization', cell: ({ organization }) => organization },
  { key: 'title', header: 'Title', cell: ({ title }) => title, card: 'end' },
  { key: 'email', header: 'Email', cell: ({ email }) => email, card: 'hidden' },
  { key: 'owner', header: 'Owner', cell: ({ owner }) => owner && <Person {...owner} />, card: 'hidden' },
  {
    key: 'updated',
    header: 'Updated',
    cell: ({ updatedAt }) => <RelTime at={updatedAt} />,
    sort: 'updated_at',
    descendsFirst: true,
    card: 'end',
  },
  { key: 'tags', header: 'Tags', cell: ({ tags }) => <TagCell tags={tags} />, card: 'hidden' },
  { key: 'phone', header: 'Phone', cell: ({ phone }) => phone, card: 'hidden', isExtra: true },
  {
    key: 'created',
    header: 'Created',
    cell: ({ createdAt }) => <RelTime at={createdAt} />,
    sort: 'created_at',
    descendsFirst: true,
    card: 'hidden',
    isExtra: true,
  },
];

interface ActionsProps {
  canCreate: boolean;
  canImport: boolean;
}

/** What one may not do is absent. */
export const ContactActions = ({ canCreate, canImport }: ActionsProps) => (
  <>
    {canImport && (
      <LinkButton to={paths.importOf('contact')} icon="upload">
        Import CSV
      </LinkButton>
    )}
    {canCreate && (
      <NewButton to={paths.newContact()} icon="plus">
        New Contact
      </NewButton>
    )}
  </>
);

/** No contact at all yet. */
export const ContactsEmpty = (actions: ActionsProps) => (
  <ListEmpty
    noun="contact"
    many="contacts"
    icon="contact"
    title="No contacts yet"
    actions={<ContactActions {...actions} />}
  >
    A contact is a person you deal with, most often at an organization.
  </ListEmpty>
);
