// Bringing a file: chosen, dropped or pasted. The field itself takes what is dropped on it, so that works without scripts too.
import { useState, type ChangeEvent, type ReactNode } from 'react';
import { paths } from '../../paths.ts';
import { FormKey } from '../../remix.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Progress } from '../../ui/progress.tsx';
import { useUpload, type Refused, type Sending } from '../records/use-upload.ts';
import './upload.css';

interface UploadFormProps {
  /** what the rows of the file become */
  noun: string;
  /** bytes a file may have, and the same in words */
  limit: number;
  limitText: string;
  /** why the last file was refused, when it was sent without scripts */
  refused: Refused | null;
}

const MEGABYTE = 1_000_000;

export function UploadForm({ noun, limit, limitText, refused: earlier }: UploadFormProps) {
  const { sending, refused, refuse, onSubmit, stop } = useUpload();
  const said = refused ?? (sending ? null : earlier);
  const check = ({ currentTarget: { files } }: ChangeEvent<HTMLInputElement>): void => {
    const tooLarge = [...(files ?? [])].some(({ size }) => size > limit);
    refuse(
      tooLarge
        ? {
            message: `The file is larger than ${limitText}.`,
            hint: 'Split it into parts with the same header line.',
          }
        : null,
    );
  };
  return (
    <div className="upload">
      {said && <RefusedNotice {...said} />}
      <p id="upload-limit" className="upload-limit">
        CSV or TSV in any encoding, up to <b>{limitText}</b>, 500 columns and 1 MB a cell. Save Excel files as
        CSV first.
      </p>
      {sending ? (
        <SendingFile {...sending} stop={stop} />
      ) : (
        <form method="post" action={paths.importUpload} encType="multipart/form-data" onSubmit={onSubmit}>
          <FormKey />
          <input type="hidden" name="noun" value={noun} />
          <div className="drop-zone">
            <span className="drop-icon">
              <Icon of="file-up" size={20} />
            </span>
            <label htmlFor="file">Choose a file, or drop it here</label>
            <input
              id="file"
              type="file"
              name="file"
              required
              aria-describedby="upload-limit"
              onChange={check}
            />
          </div>
          <div className="form-actions">
            <Button kind="primary">Upload</Button>
          </div>
        </form>
      )}
      {!sending && <PasteForm noun={noun} onSubmit={onSubmit} />}
    </div>
  );
}

const RefusedNotice = ({ message, hint }: Refused) => (
  <div role="alert" className="notice notice-bad">
    <Icon of="circle-alert" />
    <div>
      <p>
        <b>{message}</b>
      </p>
      {hint && <p>{hint}</p>}
    </div>
  </div>
);

function SendingFile({ sent, total, stop }: Sending & { stop: () => void }) {
  const arrived = total > 0 && sent >= total;
  return (
    <div className="upload-sending">
      <Progress
        label={arrived ? 'Looking at the file' : 'Uploading'}
        done={Math.round(sent / MEGABYTE)}
        total={arrived || total === 0 ? null : Math.max(1, Math.round(total / MEGABYTE))}
        unit="MB"
      />
      <Button type="button" icon="x" onClick={stop}>
        Cancel
      </Button>
    </div>
  );
}

const PASTE_LINES = 8;

function PasteForm({ noun, onSubmit }: Pick<ReturnType<typeof useUpload>, 'onSubmit'> & { noun: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="form-more" open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>Paste rows instead</summary>
      <form
        method="post"
        action={paths.importUpload}
        encType="multipart/form-data"
        onSubmit={onSubmit}
        className="form"
      >
        <FormKey />
        <input type="hidden" name="noun" value={noun} />
        <Labelled>
          <textarea
            id="text"
            name="text"
            className="control paste"
            rows={PASTE_LINES}
            required
            spellCheck={false}
            placeholder={'Name,Email\nAda Lovelace,ada@example.com'}
          />
        </Labelled>
        <div className="form-actions">
          <Button>Use these rows</Button>
        </div>
      </form>
    </details>
  );
}

const Labelled = ({ children }: { children: ReactNode }) => (
  <div className="field">
    <div className="field-label">
      <label htmlFor="text">Rows, copied from a spreadsheet or a CSV file</label>
    </div>
    {children}
  </div>
);
