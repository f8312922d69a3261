// The head of a record's page: what it is called, and what one can do with it. Forms post to the record's own address with
// `intent` assign, archive, restore or delete; what one may not do is absent.
import type { ReactNode } from 'react';
import { shortcut } from '../../keys.ts';
import { paths, type RecordNoun } from '../../paths.ts';
import { Form } from '../../remix.ts';
import { useMay } from '../../session.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button, LinkButton } from '../../ui/button.tsx';
import { CloseButton, Confirm, Dialog, DialogActions, DialogButton } from '../../ui/dialog.tsx';
import { Select } from '../../ui/field.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { EditedName } from './fact-editing.tsx';
import { placed, useListMark } from './place.tsx';
import { RecordTags, type TagMark } from './tags.tsx';

export interface HeadedRecord {
  id: string;
  version: number;
  name: string;
  owner: { id: string; name: string } | null;
  archived: boolean;
  tags?: readonly TagMark[];
  email?: string | null;
  phone?: string | null;
}

/** What this person may do here. */
export interface RecordRights {
  edit: boolean;
  assign: boolean;
  archive: boolean;
  delete: boolean;
}

export function useRecordRights(noun: RecordNoun): RecordRights {
  const may = useMay();
  return {
    edit: may(`${noun}:update`),
    assign: may(`${noun}:assign`),
    archive: may(`${noun}:archive`),
    delete: may(`${noun}:delete`),
  };
}

interface RecordHeaderProps {
  noun: RecordNoun;
  record: HeadedRecord;
  rights: RecordRights;
  /** who it can be given to */
  owners: readonly { id: string; name: string }[];
  /** the tenant's tags, where records of the noun have some */
  tagNames?: readonly string[];
  /** below the name: title, company, amount */
  subtitle?: ReactNode;
  /** further buttons of the noun */
  children?: ReactNode;
}

export function RecordHeader(props: RecordHeaderProps) {
  const { noun, record, rights, owners, tagNames = [], subtitle, children } = props;
  const home = paths.record(noun, record.id);
  const list = useListMark();
  const action = placed(home, list);
  const canWrite = useMay()('activity:create');
  return (
    <>
      <div className="record-head">
        <Avatar id={record.id} name={record.name} size="lg" />
        <div>
          <EditedName field={noun === 'opportunity' ? 'title' : 'name'}>{record.name}</EditedName>
          {subtitle && <p>{subtitle}</p>}
        </div>
      </div>
      <div className="record-actions">
        {rights.edit && (
          <LinkButton to={placed(`${home}/edit`, list)} size="sm" shortcut={shortcut('edit')}>
            Edit
          </LinkButton>
        )}
        {rights.assign && <Assign action={action} record={record} owners={owners} />}
        {rights.archive &&
          (record.archived ? <Restore action={action} /> : <Archive {...{ action, noun, record }} />)}
        {rights.delete && <Delete {...{ action, noun, record }} />}
        {children}
        {record.email && (
          <Reach href={`mailto:${record.email}`} icon="mail" label={`Write to ${record.email}`} />
        )}
        {record.phone && <Reach href={`tel:${record.phone}`} icon="phone" label={`Call ${record.phone}`} />}
        {canWrite && (
          <a href="#write" className="btn btn-secondary btn-sm to-write">
            <Icon of="pen-line" />
            Log
          </a>
        )}
      </div>
      {record.tags && (
        <RecordTags noun={noun} action={action} tags={record.tags} offered={tagNames} canEdit={rights.edit} />
      )}
      {record.archived && (
        <p className="notice">This {noun} is archived. It is in no list until it is restored.</p>
      )}
    </>
  );
}

const Reach = ({ href, icon, label }: { href: string; icon: IconName; label: string }) => (
  <a href={href} className="btn btn-secondary btn-sm btn-icon" aria-label={label} title={label}>
    <Icon of={icon} />
  </a>
);

interface ActionProps {
  action: string;
  noun: RecordNoun;
  record: HeadedRecord;
}

function Assign({ action, record, owners }: Omit<ActionProps, 'noun'> & Pick<RecordHeaderProps, 'owners'>) {
  const field = { id: 'assign-owner', name: 'ownerId', initialValue: record.owner?.id ?? '' };
  const options = owners.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <DialogButton opens="assign" size="sm" data-key="assign" aria-keyshortcuts={shortcut('assign').keys}>
        Assign
      </DialogButton>
      <Dialog id="assign" title={`Assign ${record.name}`}>
        <Form method="post" action={action}>
          <input type="hidden" name="intent" value="assign" />
          <div className="dialog-body">
            <Select field={field} label="Owner" options={options} none="Nobody" />
          </div>
          <DialogActions>
            <CloseButton closes="assign" />
            <Button kind="primary">Assign</Button>
          </DialogActions>
        </Form>
      </Dialog>
    </>
  );
}

const Archive = ({ action, noun, record }: ActionProps) => (
  <>
    <DialogButton opens="archive" size="sm">
      Archive
    </DialogButton>
    <Confirm
      id="archive"
      title={`Archive ${record.name}?`}
      action={action}
      fields={{ intent: 'archive', version: String(record.version) }}
      confirm="Archive"
    >
      <p>The {noun} leaves all lists and keeps its history. It can be restored at any time.</p>
    </Confirm>
  </>
);

const Delete = ({ action, noun, record }: ActionProps) => (
  <>
    <DialogButton opens="delete" size="sm">
      Delete
    </DialogButton>
    <Confirm
      id="delete"
      title={`Delete ${record.name}?`}
      action={action}
      fields={{ intent: 'delete', version: String(record.version) }}
      confirm="Delete"
    >
      <p>The {noun} goes to the trash and can be taken back for 30 days.</p>
    </Confirm>
  </>
);

const Restore = ({ action }: { action: string }) => (
  <Form method="post" action={action}>
    <input type="hidden" name="intent" value="restore" />
    <Button size="sm">Restore</Button>
  </Form>
);
