// What one person can see and do, line by line, each with the role that says so.
import type { Access } from '../../contracts/roles.ts';
import { paths } from '../../paths.ts';
import { Form, Link } from '../../remix.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/field.tsx';
import { SettingsPart } from '../settings/settings-frame.tsx';
import { nounLabel, verbOf } from '../../permission-words.ts';
import { ACCESS_LABELS, EVERYTHING, fieldName, groupsOf, SCOPE_LABELS, type NounRow } from './role-words.ts';
import './roles.css';

export const ViewAs = ({
  people,
  chosen,
}: {
  people: readonly { id: string; name: string }[];
  chosen: string;
}) => (
  <SettingsPart
    title="What can this person see and do?"
    lead="As the database decides it right now, with the roles that say so."
  >
    <Form method="get" className="role-view-as">
      <Select
        field={{ id: 'view-as', name: 'user', initialValue: chosen }}
        label="View as"
        options={people.map(({ id, name }) => ({ value: id, label: name }))}
        key={chosen}
      />
      <Button>Show</Button>
    </Form>
    <p>
      <Link to={paths.roles} className="link">
        All roles
      </Link>
    </p>
  </SettingsPart>
);

/** Fields come with the labels that people know them by. */
type Labelled = Omit<Access, 'fields'> & { fields: (Access['fields'][number] & { label: string })[] };

export function AccessReport({ access }: { access: Labelled }) {
  const { user, roles, isActive, permissions } = access;
  const lines = new Map(permissions.map((line) => [line.permission, line]));
  const everything = lines.get(EVERYTHING);
  return (
    <>
      <SettingsPart title={user.name} lead={user.email}>
        <p className="role-badges">
          {roles.map((role) => (
            <Badge key={role}>{role}</Badge>
          ))}
          {roles.length === 0 && <Badge tone="warn">No role</Badge>}
          {!isActive && <Badge tone="bad">{user.status}</Badge>}
        </p>
        {!isActive && <p>Cannot sign in, so sees and may nothing, whatever the roles say.</p>}
        {everything?.allowed && <p>Holds everything, now and in future, by {everything.roles.join(', ')}.</p>}
      </SettingsPart>
      <SettingsPart title="Sees">
        <Table
          head={['Records', 'Whose', 'Because of']}
          rows={access.visibility.map(({ noun, scope, roles: by }) => [
            nounLabel(noun),
            <Badge key={noun} tone={scope === 'none' ? 'bad' : scope === 'all' ? 'ok' : 'neutral'}>
              {SCOPE_LABELS[scope]}
            </Badge>,
            scope === 'none' ? whyNot(isActive, `${noun}:read`) : by.join(', ') || 'No role shows more',
          ])}
        />
      </SettingsPart>
      <SettingsPart
        title="Fields"
        lead={
          access.fields.length === 0
            ? 'No field of what is seen is hidden or read-only.'
            : 'Every other field of what is seen can be changed where the record can.'
        }
      >
        {access.fields.length > 0 && (
          <Table
            head={['Field', 'Is', 'Because of']}
            rows={access.fields.map(({ noun, label, access: is, roles: by }) => [
              fieldName({ noun, label }),
              <Badge key={label} tone={is === 'hidden' ? 'bad' : 'warn'}>
                {ACCESS_LABELS[is]}
              </Badge>,
              by.join(', '),
            ])}
          />
        )}
      </SettingsPart>
      {groupsOf([...lines.keys()]).map(({ title, rows }) => (
        <SettingsPart key={title} title={title}>
          <Table
            head={['Permission', 'May', 'Because of']}
            rows={rows.flatMap(({ label, verbs }: NounRow) =>
              verbs.map(({ permission }) => {
                const line = lines.get(permission);
                return [
                  `${label}: ${verbOf(permission)}`,
                  line?.allowed ? <Yes key="yes" /> : <No key="no" />,
                  line?.allowed ? line.roles.join(', ') : whyNot(isActive, permission),
                ];
              }),
            )}
          />
        </SettingsPart>
      ))}
    </>
  );
}

const whyNot = (isActive: boolean, permission: string) =>
  isActive ? (
    <>
      No role gives <code>{permission}</code>
    </>
  ) : (
    'Not active'
  );

const Yes = () => <Badge tone="ok">Yes</Badge>;
const No = () => <Badge>No</Badge>;

interface TableProps {
  head: readonly [string, string, string];
  rows: readonly (readonly React.ReactNode[])[];
}

const Table = ({ head, rows }: TableProps) => (
  <table className="role-table">
    <thead>
      <tr>
        {head.map((title) => (
          <th key={title} scope="col">
            {title}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map(([what, verdict, because], at) => (
        <tr key={at}>
          <th scope="row">{what}</th>
          <td>{verdict}</td>
          <td>{because}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
