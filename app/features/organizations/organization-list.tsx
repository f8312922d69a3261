// The list of organizations: its columns, and what stands there when there are none.
import type { OrganizationColumn } from '../../contracts/organizations.ts';
import { paths } from '../../paths.ts';
import { LinkButton } from '../../ui/button.tsx';
import { RelTime } from '../../ui/formats.tsx';
import { ListEmpty } from '../records/list-empty.tsx';
import { Person } from '../records/person.tsx';
import { NewButton } from '../records/new-button.tsx';
import type { ListColumn } from '../records/record-list.tsx';
import { TagCell, type TagMark } from '../records/tags.tsx';

export interface OrganizationListItem {
  id: string;
  name: string;
  domain: string | null;
  phone: string | null;
  size: string | null;
  industry: string | null;
  parent: string | null;
  owner: { id: string; name: string } | null;
  tags: readonly TagMark[];
  updatedAt: string;
  createdAt: string;
}

export const organizationColumns: readonly [
  ListColumn<OrganizationListItem, OrganizationColumn>,
  ...ListColumn<OrganizationListItem, OrganizationColumn>[],
] = [
  { key: 'name', header: 'Name', cell: ({ name }) => <span>{name}</span>, sort: 'name' },
  { key: 'domain', header: 'Domain', cell: ({ domain }) => domain },
  { key: 'industry', header: 'Industry', cell: ({ industry }) => industry, card: 'end' },
  { key: 'size', header: 'Size', align: 'end', cell: ({ size }) => size, card: 'hidden' },
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
  { key: 'parent', header: 'Parent', cell: ({ parent }) => parent, card: 'hidden', isExtra: true },
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
export const OrganizationActions = ({ canCreate, canImport }: ActionsProps) => (
  <>
    {canImport && (
      <LinkButton to={paths.importOf('organization')} icon="upload">
        Import CSV
      </LinkButton>
    )}
    {canCreate && (
      <NewButton to={paths.newOrganization} icon="plus">
        New Organization
      </NewButton>
    )}
  </>
);

/** No organization at all yet. */
export const OrganizationsEmpty = (actions: ActionsProps) => (
  <ListEmpty
    noun="organization"
    many="organizations"
    icon="building-2"
    title="No organizations yet"
    actions={<OrganizationActions {...actions} />}
  >
    An organization is a company you sell to. Its people and its deals stand on its page.
  </ListEmpty>
);
