// Where a card goes: the stages as buttons, or the reason of one that is lost. The address says which card is meant, so it is
// there without scripts, too.
import type { ReactNode } from 'react';
import type { FormAnswer } from '../../forms.ts';
import { Form, Link, useLocation } from '../../remix.ts';
import { Button } from '../../ui/button.tsx';
import { CloseButton, Dialog, DialogActions } from '../../ui/dialog.tsx';
import { FormErrors, Textarea } from '../../ui/field.tsx';
import type { DealCard, LaneView } from './lanes.ts';

interface MoveDialogProps {
  card: DealCard;
  /** the stage it is in */
  from: LaneView['stage'];
  stages: readonly LaneView['stage'][];
  /** the lost stage whose reason is asked for */
  to: LaneView['stage'] | undefined;
  asksReason: boolean;
  /** this dialog with that stage chosen */
  hrefOf: (stageKey: string) => string;
  answer: FormAnswer | undefined;
  /** where else it may go: shown before the stages */
  children?: ReactNode;
}

export function MoveDialog(props: MoveDialogProps) {
  const { card, from, stages, to, asksReason, hrefOf, answer, children } = props;
  const { pathname, search } = useLocation();
  const reasonErrors = answer?.submission?.error?.['lostReason'] ?? undefined;
  const form = (
    <>
      <input type="hidden" name="intent" value="move" />
      <input type="hidden" name="id" value={card.id} />
      <input type="hidden" name="version" value={card.version} />
      <input type="hidden" name="from" value={from.id} />
    </>
  );
  return (
    <Dialog id="move" title={to ? `${to.name}: ${card.title}` : `Move ${card.title} to…`} open>
      {!to && children && <div className="dialog-body">{children}</div>}
      <Form method="post" action={pathname + search} preventScrollReset>
        {form}
        <div className="dialog-body">
          {!reasonErrors && <FormErrors errors={answer?.refusal && [answer.refusal.message]} />}
          {to ? (
            <Reason errors={reasonErrors} />
          ) : (
            <div>
              {children && <h3 className="move-head">To another stage</h3>}
              <ul className="move-stages">
                {stages.map((stage) => (
                  <li key={stage.id}>
                    {stage.id === from.id ? (
                      <span className="menu-item" aria-current="true">
                        {stage.name}, where it is
                      </span>
                    ) : stage.kind === 'lost' && asksReason ? (
                      <Link to={hrefOf(stage.key)} className="menu-item" preventScrollReset>
                        {stage.name}…
                      </Link>
                    ) : (
                      <button type="submit" name="stageId" value={stage.id} className="menu-item">
                        {stage.name}
                      </button>
                    )}
                  </li>
                ))}
              </ul>
            </div>
          )}
        </div>
        <DialogActions>
          <CloseButton closes="move" />
          {to && (
            <Button kind="primary" name="stageId" value={to.id}>
              {to.name}
            </Button>
          )}
        </DialogActions>
      </Form>
    </Dialog>
  );
}

const Reason = ({ errors }: { errors: string[] | undefined }) => (
  <Textarea
    field={{ id: 'lost-reason', name: 'lostReason', errors, required: true, maxLength: 500 }}
    label="Why it was lost"
    hint="Reports are made of the reasons."
    autoFocus
  />
);
