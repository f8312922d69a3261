// People of the tenant as a table: of the team's page, and with their sessions of the admins'.
import type { UserItem, UserSort, UserStatus } from '../../contracts/users.ts';
import { formatCount } from '../../format.ts';
import { paths } from '../../paths.ts';
import { useLocation } from '../../remix.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Status, type StatusKind } from '../../ui/badge.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { RelTime, useFormats } from '../../ui/formats.tsx';
import { LoadMore, useMore } from '../../ui/load-more.tsx';
import { EmptyState } from '../../ui/states.tsx';
import './users.css';

export interface UserLine extends Pick<UserItem, 'id' | 'name' | 'email' | 'status' | 'lastLoginAt'> {
  /** names of the roles */
  roles: readonly string[];
  /** open sessions; where they are not asked for, absent */
  sessions?: number;
}

export interface UserListData {
  users: readonly UserLine[];
  next: string | null;
  count: number;
  state: { q: string; status: readonly UserStatus[]; sort?: string };
  sort: { key: UserSort; descending: boolean };
}

const STATUS: Readonly<Record<UserStatus, { kind: StatusKind; word: string }>> = {
  active: { kind: 'won', word: 'Active' },
  invited: { kind: 'open', word: 'Invited' },
  disabled: { kind: 'muted', word: 'Disabled' },
};

export const UserStatusMark = ({ status }: { status: UserStatus }) => (
  <Status kind={STATUS[status].kind}>{STATUS[status].word}</Status>
);

interface UserListProps extends UserListData {
  /** the page's own address */
  action: string;
  /** those offered to choose from; all when left out */
  statuses?: readonly UserStatus[];
  withSessions?: boolean;
}

const readPage = (answer: unknown) => {
  const { users, next } = answer as UserListData;
  return { rows: users, next };
};

export function UserList(props: UserListProps) {
  const { users, next, count, action, withSessions = false } = props;
  const { search } = useLocation();
  const withParameter = (name: string, value: string): string => {
    const query = new URLSearchParams(search);
    query.delete('after');
    query.set(name, value);
    return `${action}?${query}`;
  };
  const more = useMore(users, next && withParameter('after', next), readPage);
  const formats = useFormats();
  const columns = columnsOf(props.sort, (sort) => withParameter('sort', sort), withSessions);
  return (
    <>
      <UserFilters {...props} />
      <DataTable
        label="People"
        columns={columns}
        rows={more.rows}
        rowKey={({ id }) => id}
        rowHref={({ id }) => paths.member(id)}
        empty={
          <EmptyState title="Nobody matches" actions={<LinkButton to={action}>Clear filters</LinkButton>}>
            Fewer filters or another spelling may find them.
          </EmptyState>
        }
        footer={
          <>
            <span className="num" role="status">
              {formatCount(count, 'person', 'people', formats)}
            </span>
            {more.nextHref && <LoadMore href={more.nextHref} isLoading={more.isLoading} load={more.load} />}
          </>
        }
      />
    </>
  );
}

type Columns = [Column<UserLine>, ...Column<UserLine>[]];

function columnsOf(
  sort: UserListData['sort'],
  sortHref: (sort: string) => string,
  withSessions: boolean,
): Columns {
  const sorting = (key: UserSort, firstDescending: boolean): NonNullable<Column<UserLine>['sort']> => {
    const active = sort.key === key;
    const descending = active ? !sort.descending : firstDescending;
    const direction = sort.descending ? 'descending' : 'ascending';
    return { href: sortHref(descending ? `-${key}` : key), ...(active && { direction }) };
  };
  const sessions: Column<UserLine> = {
    key: 'sessions',
    header: 'Sessions',
    align: 'end',
    cell: (user) => user.sessions ?? 0,
    card: 'hidden',
  };
  return [
    { key: 'name', header: 'Name', cell: UserName, sort: sorting('name', false) },
    { key: 'email', header: 'Email', cell: ({ email }) => email },
    { key: 'roles', header: 'Roles', cell: ({ roles }) => roles.join(', ') },
    { key: 'status', header: 'Status', cell: UserStatusMark, card: 'end' },
    ...(withSessions ? [sessions] : []),
    {
      key: 'login',
      header: 'Last sign-in',
      cell: ({ lastLoginAt }) => <RelTime at={lastLoginAt} />,
      sort: sorting('last_login_at', true),
      card: 'end',
    },
  ];
}

const UserName = ({ id, name }: UserLine) => (
  <>
    <Avatar id={id} name={name} />
    <span>{name}</span>
  </>
);

const EVERY: readonly UserStatus[] = ['active', 'invited', 'disabled'];

function UserFilters({ state, statuses = EVERY, action }: UserListProps) {
  const words = state.status.map((status) => STATUS[status].word);
  const people = state.q === '' ? 'All people' : `People matching “${state.q}”`;
  return (
    <FilterBar
      action={action}
      searchLabel="Search people"
      clearHref={action}
      view={{
        q: state.q,
        chips: [
          {
            name: 'status',
            label: 'Status',
            choices: statuses.map((value) => ({
              value,
              label: STATUS[value].word,
              checked: state.status.includes(value),
            })),
          },
        ],
        further: [],
        match: 'all',
        keep: state.sort ? [['sort', state.sort]] : [],
        sentence: words.length > 0 ? `${people} whose status is ${words.join(' or ')}` : people,
        isFiltered: state.q !== '' || words.length > 0,
      }}
    />
  );
}
