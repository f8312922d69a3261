// What is asked about a view before it is kept, called otherwise or deleted.
import type { ReactNode } from 'react';
import { paths } from '../../paths.ts';
import { Form, useLocation } from '../../remix.ts';
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
  return (
    <>
      {may('view:create') && <SaveDialog of={of} many={many} mayShare={may('view:share')} />}
      {of.current && mayChange && <RenameDialog of={of} view={of.current} />}
      {of.current && mayChange && <DeleteDialog of={of} many={many} view={of.current} />}
    </>
  );
}

const SaveDialog = ({ of, many, mayShare }: { of: ViewsOfList; many: string; mayShare: boolean }) => (
  <Dialog id={SAVE_VIEW} title="Save view">
    <ViewForm of={of}>
      <div className="dialog-body">
        <p>
          {of.noun === 'task'
            ? 'The group and whose tasks these are'
            : 'The search, filters, order and columns of this list'}{' '}
          stay together under a name of your choice.
        </p>
        <NameInput id="view-name" />
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

const RenameDialog = ({ of, view }: { of: ViewsOfList; view: CurrentView }) => (
  <Dialog id={RENAME_VIEW} title={`Rename “${view.name}”`}>
    <ViewForm of={of}>
      <div className="dialog-body">
        <NameInput id="view-new-name" value={view.name} />
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

const NameInput = ({ id, value }: { id: string; value?: string }) => (
  <Input
    field={{ id, name: 'name', required: true, maxLength: LONGEST_NAME, initialValue: value }}
    label="Name"
    autoComplete="off"
  />
);
