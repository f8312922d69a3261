// The files of a record, on its page: fetched by their names, deleted after a question, and one more attached. All of it
// works without scripts; with them one sees how far an upload is and stays on the page when it is refused.
import type { ChangeEvent } from 'react';
import { paths, type RecordNoun } from '../../paths.ts';
import { FormKey, useRevalidator } from '../../remix.ts';
import { useMay } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { FormErrors } from '../../ui/field.tsx';
import { RelTime } from '../../ui/formats.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Progress } from '../../ui/progress.tsx';
import { placed, useListMark } from './place.tsx';
import { useUpload, type Refused } from './use-upload.ts';
import './attachments.css';

interface FileRow {
  id: string;
  name: string;
  /** "1.2 MB" */
  size: string;
  createdAt: string;
  by: string | null;
}

export interface AttachmentsData {
  /** newest first */
  files: readonly FileRow[];
  /** why the last file was refused, when it was sent without scripts */
  refused: Refused | null;
  limit: { bytes: number; text: string; files: number };
}

interface AttachmentsProps {
  noun: RecordNoun;
  recordId: string;
  attachments: AttachmentsData;
}

export function Attachments({ noun, recordId, attachments }: AttachmentsProps) {
  const { files, limit } = attachments;
  const canEdit = useMay()(`${noun}:update`);
  if (files.length === 0 && !canEdit) return null;
  return (
    <section className="facts attachments" id="attachments" aria-label="Attachments">
      <h3>Attachments</h3>
      {files.length > 0 && (
        <ul>
          {files.map((file) => (
            <li key={file.id}>
              <Attached noun={noun} recordId={recordId} file={file} canEdit={canEdit} />
            </li>
          ))}
        </ul>
      )}
      {canEdit && files.length < limit.files && (
        <Attach key={recordId} action={paths.attach(noun, recordId)} {...attachments} />
      )}
      {canEdit && files.length >= limit.files && (
        <p className="attach-hint">This is as many as a record can have. Delete one to attach another.</p>
      )}
    </section>
  );
}

interface AttachedProps extends Omit<AttachmentsProps, 'attachments'> {
  file: FileRow;
  canEdit: boolean;
}

function Attached({ noun, recordId, file, canEdit }: AttachedProps) {
  const { id, name, size, by, createdAt } = file;
  const action = placed(paths.record(noun, recordId), useListMark());
  const dialog = `delete-file-${id}`;
  return (
    <>
      <div>
        <a href={paths.attachment(noun, recordId, id)} className="link" download>
          {name}
        </a>
        <small>
          {size}
          {by && `, ${by}`}, <RelTime at={createdAt} />
        </small>
      </div>
      {canEdit && (
        <>
          <button
            type="button"
            className="btn btn-ghost btn-sm btn-icon"
            command="show-modal"
            commandfor={dialog}
            aria-label={`Delete ${name}`}
            title={`Delete ${name}`}
          >
            <Icon of="trash-2" />
          </button>
          <Confirm
            id={dialog}
            title={`Delete ${name}?`}
            action={action}
            fields={{ intent: 'delete-file', fileId: id }}
            confirm="Delete"
            danger
          >
            <p>The file is deleted for good. It cannot be taken back.</p>
          </Confirm>
        </>
      )}
    </>
  );
}

function Attach({ action, refused: earlier, limit }: AttachmentsData & { action: string }) {
  const { revalidate } = useRevalidator();
  const { sending, refused, refuse, onSubmit, stop } = useUpload(revalidate);
  const said = refused ?? (sending ? null : earlier);
  const check = ({ currentTarget: { files } }: ChangeEvent<HTMLInputElement>): void => {
    const isTooLarge = [...(files ?? [])].some(({ size }) => size > limit.bytes);
    refuse(isTooLarge ? { message: `The file is larger than ${limit.text}.` } : null);
  };
  return (
    <>
      {said && <FormErrors errors={[said.hint ? `${said.message} ${said.hint}` : said.message]} />}
      {sending ? (
        <Sending {...sending} stop={stop} />
      ) : (
        <form method="post" action={action} encType="multipart/form-data" onSubmit={onSubmit}>
          <FormKey />
          <input
            type="file"
            name="file"
            required
            aria-label="File to attach"
            aria-describedby="attach-limit"
            onChange={check}
          />
          <Button size="sm">Attach</Button>
          <p id="attach-limit" className="attach-hint">
            Any file but a program, up to {limit.text}.
          </p>
        </form>
      )}
    </>
  );
}

const KILOBYTE = 1_000;

function Sending({ sent, total, stop }: { sent: number; total: number; stop: () => void }) {
  const arrived = total > 0 && sent >= total;
  return (
    <div className="attach-sending">
      <Progress
        label={arrived ? 'Keeping the file' : 'Uploading'}
        done={Math.round(sent / KILOBYTE)}
        total={arrived || total === 0 ? null : Math.max(1, Math.round(total / KILOBYTE))}
        unit="KB"
      />
      <Button type="button" size="sm" onClick={stop}>
        Cancel
      </Button>
    </div>
  );
}
