// What is asked about a view before it is kept, called otherwise or deleted.
import { useState, type ReactNode } from 'react';
import type { Flash } from '../../flash.ts';
import { paths } from '../../paths.ts';
import { Form, useLocation, useRouteLoaderData } from '../../remix.ts';
import { useMay } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { CloseButton, Dialog, DialogActions } from '../../ui/dialog.tsx';
import { Checkbox, Input } from '../../ui/field.tsx';
import type { CurrentView, ViewsOfList } from './views.tsx';

/** The dialogs, as buttons name them. */
export const SAVE_VIEW = 'save-view';
export const RENAME_VIEW = 'rename-view';
export const DELETE_VIEW = 'delete-view';

const LONGEST_NAME = 60;

interface ViewFormProps {
  of: Pick<ViewsOfList, 'noun' | 'list' | 'current'>;
  children: ReactNode;
}

/** A form about the list one sees and its view. The button that sends it says what is done. */
export function ViewForm({ of: { noun, list, current }, children }: ViewFormProps) {
  const { pathname, search } = useLocation();
  return (
    <Form method="post" action={paths.views(noun)} preventScrollReset>
      <input type="hidden" name="list" value={list} />
      <input type="hidden" name="back" value={pathname + search} />
      {current && <input type="hidden" name="id" value={current.id} />}
      {current && <input type="hidden" name="version" value={current.version} />}
      {children}
    </Form>
  );
}

interface ViewDialogsProps {
  of: ViewsOfList;
  /** "leads" */
  many: string;
  mayChange: boolean;
}

export function ViewDialogs({ of, many, mayChange }: ViewDialogsProps) {
  const may = useMay();
  const refused = useRefusedName();
  return (
    <>
      {may('view:create') && (
        <SaveDialog of={of} many={many} mayShare={may('view:share')} refused={refused('create')} />
      )}
      {of.current && mayChange && <RenameDialog of={of} view={of.current} refused={refused('rename')} />}
      {of.current && mayChange && <DeleteDialog of={of} many={many} view={of.current} />}
    </>
  );
}

/** A name that was refused, and why. */
interface RefusedName {
  typed: string;
  why: string;
}

/** Answers the one of a form, on the page that came from it alone: the next step is a new one. */
function useRefusedName(): (into: string) => RefusedName | undefined {
  const root = useRouteLoaderData<{ flash: Flash | null; stamp: string }>('root');
  const { key } = useLocation();
  const stamp = root?.stamp;
  const [came, setCame] = useState({ stamp, key });
  if (came.stamp !== stamp) setCame({ stamp, key });
  const flash = came.stamp === stamp && came.key === key ? root?.flash : null;
  return (into) => (flash?.typed?.into === into ? { typed: flash.typed.text, why: flash.text } : undefined);
}

interface SaveDialogProps extends Omit<ViewDialogsProps, 'mayChange'> {
  mayShare: boolean;
  refused: RefusedName | undefined;
}

const SaveDialog = ({ of, many, mayShare, refused }: SaveDialogProps) => (
  <Dialog id={SAVE_VIEW} title="Save view" open={refused !== undefined}>
    <ViewForm of={of}>
      <div className="dialog-body">
        <p>
          {of.noun === 'task'
            ? 'The group and whose tasks these are'
            : 'The search, filters, order and columns of this list'}{' '}
          stay together under a name of your choice.
        </p>
        <NameInput id="view-name" refused={refused} />
        {mayShare && <Checkbox label={`Share with everybody who sees ${many}`} name="shared" value="yes" />}
      </div>
      <DialogActions>
        <CloseButton closes={SAVE_VIEW} />
        <Button kind="primary" name="do" value="create">
          Save view
        </Button>
      </DialogActions>
    </ViewForm>
  </Dialog>
);

interface RenameDialogProps {
  of: ViewsOfList;
  view: CurrentView;
  refused: RefusedName | undefined;
}

const RenameDialog = ({ of, view, refused }: RenameDialogProps) => (
  <Dialog id={RENAME_VIEW} title={`Rename “${view.name}”`} open={refused !== undefined}>
    <ViewForm of={of}>
      <div className="dialog-body">
        <NameInput id="view-new-name" value={view.name} refused={refused} />
      </div>
      <DialogActions>
        <CloseButton closes={RENAME_VIEW} />
        <Button kind="primary" name="do" value="rename">
          Rename
        </Button>
      </DialogActions>
    </ViewForm>
  </Dialog>
);

const DeleteDialog = ({ of, many, view }: { of: ViewsOfList; many: string; view: CurrentView }) => (
  <Dialog id={DELETE_VIEW} title={`Delete the view “${view.name}”?`}>
    <ViewForm of={of}>
      <div className="dialog-body">
        <p>
          {view.shared
            ? `Everybody loses this view. The ${many} in it stay as they are.`
            : `The ${many} in it stay as they are.`}
        </p>
      </div>
      <DialogActions>
        <CloseButton closes={DELETE_VIEW} />
        <Button kind="danger" name="do" value="delete">
          Delete view
        </Button>
      </DialogActions>
    </ViewForm>
  </Dialog>
);

interface NameInputProps {
  id: string;
  value?: string;
  refused: RefusedName | undefined;
}

const NameInput = ({ id, value, refused }: NameInputProps) => (
  <Input
    field={{
      id,
      name: 'name',
      required: true,
      maxLength: LONGEST_NAME,
      initialValue: refused?.typed ?? value,
      errors: refused && [refused.why],
    }}
    label="Name"
    autoComplete="off"
  />
);
