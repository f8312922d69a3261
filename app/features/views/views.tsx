// The saved views of a list as tabs above it, and what is offered while the list is not as its view says.
import type { RecordNoun } from '../../paths.ts';
import { useMay } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { DialogButton } from '../../ui/dialog.tsx';
import { ViewTabs } from '../../ui/view-tabs.tsx';
import { SAVE_VIEW, ViewForm } from './view-dialogs.tsx';

export interface ViewsOfList {
  noun: RecordNoun;
  /** the list one sees, as an address says it */
  list: string;
  current: CurrentView | null;
  /** the list is not as the view says */
  isEdited: boolean;
  /** the list without a view */
  home: string;
  /** one begins with a view: with all again is a choice */
  isBegun: boolean;
  views: readonly { id: string; label: string; href: string }[];
}

export interface CurrentView {
  id: string;
  name: string;
  shared: boolean;
  /** the person made it */
  isMine: boolean;
  isDefault: boolean;
  version: number;
}

interface ListViewsProps {
  of: ViewsOfList;
  /** "leads" */
  many: string;
}

/** Nothing where nobody has kept a list yet. */
export function ListViews({ of, many }: ListViewsProps) {
  const { views, current, isEdited, home } = of;
  if (views.length === 0) return null;
  const tabs = [
    { label: capital(wholeOf(of.noun, many)), href: home, current: current === null },
    ...views.map(({ id, label, href }) => ({ label, href, current: id === current?.id })),
  ];
  const resetHref = views.find(({ id }) => id === current?.id)?.href ?? home;
  const edited = current && isEdited ? { resetHref, actions: <Keep of={of} /> } : undefined;
  return <ViewTabs label={`Views of ${many}`} views={tabs} edited={edited} />;
}

/** What the list is without a view. */
export const wholeOf = (noun: RecordNoun, many: string): string =>
  noun === 'task' ? 'my open tasks' : `all ${many}`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Whether the person may change the view that is shown. */
export function useMayChange({ current }: ViewsOfList): boolean {
  const may = useMay();
  return current !== null && may('view:create') && (!current.shared || may('view:share'));
}

function Keep({ of }: { of: ViewsOfList }) {
  const may = useMay();
  const mayChange = useMayChange(of);
  return (
    <>
      {mayChange && (
        <ViewForm of={of}>
          <Button size="sm" name="do" value="save">
            Save
          </Button>
        </ViewForm>
      )}
      {may('view:create') && (
        <DialogButton opens={SAVE_VIEW} size="sm" kind="ghost">
          Save as
        </DialogButton>
      )}
    </>
  );
}
