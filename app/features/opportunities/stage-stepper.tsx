// The stages of an opportunity's pipeline, in order; each is a button that moves it there. A lost one asks for the reason.
import type { FormAnswer } from '../../forms.ts';
import { stageKey } from '../../keys.ts';
import { paths } from '../../paths.ts';
import { Form } from '../../remix.ts';
import { Button } from '../../ui/button.tsx';
import { CloseButton, Dialog, DialogActions } from '../../ui/dialog.tsx';
import { FormErrors, Select, Textarea } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { StageMark } from './opportunity-list.tsx';
import './stages.css';

export interface StageChoice extends StageMark {
  id: string;
}

interface StageStepperProps {
  opportunity: { id: string; version: number; name: string; stage: { id: string } };
  stages: readonly StageChoice[];
  /** stages of other pipelines, as "Renewals: Talking"; none is lost */
  elsewhere: readonly { value: string; label: string }[];
  canMove: boolean;
  /** its role lets this person say why it was lost */
  asksReason: boolean;
  /** why a move was refused */
  answer?: FormAnswer | undefined;
}

export function StageStepper(props: StageStepperProps) {
  const { opportunity, stages, elsewhere, canMove, asksReason } = props;
  const at = stages.findIndex(({ id }) => id === opportunity.stage.id);
  const answer = moveAnswer(props.answer);
  const asked = answer?.submission?.initialValue?.['stageId'];
  return (
    <section className="stages" aria-label="Stage">
      {answer?.refusal && !reasonErrors(answer) && (
        <FormErrors errors={[answer.refusal.message]}>
          <a href={paths.opportunity(opportunity.id)}>Look at it as it is now</a>
        </FormErrors>
      )}
      <Form method="post" action={paths.opportunity(opportunity.id)} preventScrollReset>
        <input type="hidden" name="intent" value="move" />
        <input type="hidden" name="version" value={opportunity.version} />
        <ol className="stepper">
          {stages.map((stage, place) => (
            <li key={stage.id} className={stepClass(stage, place, at)}>
              <Step
                stage={stage}
                place={place}
                isCurrent={place === at}
                isPast={place < at && stages[at]?.kind === 'open'}
                canMove={canMove}
                asks={asksReason && stage.kind === 'lost'}
              />
            </li>
          ))}
        </ol>
      </Form>
      {canMove && elsewhere.length > 0 && <Elsewhere {...{ opportunity, elsewhere }} />}
      {canMove &&
        asksReason &&
        stages
          .filter(({ id, kind }) => kind === 'lost' && id !== opportunity.stage.id)
          .map((stage) => (
            <LostDialog
              key={stage.id}
              {...{ opportunity, stage }}
              errors={asked === stage.id ? reasonErrors(answer) : undefined}
            />
          ))}
    </section>
  );
}

const stepClass = ({ kind }: StageChoice, place: number, at: number): string =>
  `step step-${kind}${place === at ? ' step-now' : ''}`;

const moveAnswer = (answer: FormAnswer | undefined): FormAnswer | undefined =>
  answer?.submission?.initialValue?.['intent'] === 'move' ? answer : undefined;

const reasonErrors = (answer: FormAnswer | undefined): string[] | undefined =>
  answer?.submission?.error?.['lostReason'] ?? undefined;

interface StepProps {
  stage: StageChoice;
  place: number;
  isCurrent: boolean;
  isPast: boolean;
  canMove: boolean;
  asks: boolean;
}

function Step({ stage, place, isCurrent, isPast, canMove, asks }: StepProps) {
  const words = (
    <>
      {isPast && <Icon of="check" size={14} />}
      {stage.name}
    </>
  );
  if (isCurrent || !canMove) return <span aria-current={isCurrent ? 'step' : undefined}>{words}</span>;
  const how = asks
    ? ({ type: 'button', command: 'show-modal', commandfor: `lost-${stage.id}` } as const)
    : ({ type: 'submit', name: 'stageId', value: stage.id } as const);
  return (
    <button {...how} {...stageKey(place)}>
      {words}
    </button>
  );
}

interface LostDialogProps {
  opportunity: StageStepperProps['opportunity'];
  stage: StageChoice;
  errors: string[] | undefined;
}

function LostDialog({ opportunity: { id, version, name }, stage, errors }: LostDialogProps) {
  const dialog = `lost-${stage.id}`;
  const field = { id: `${dialog}-reason`, name: 'lostReason', errors, required: true, maxLength: 500 };
  return (
    <Dialog id={dialog} title={`${stage.name}: ${name}`} open={errors !== undefined}>
      <Form method="post" action={paths.opportunity(id)} preventScrollReset>
        <input type="hidden" name="intent" value="move" />
        <input type="hidden" name="version" value={version} />
        <input type="hidden" name="stageId" value={stage.id} />
        <div className="dialog-body">
          <Textarea field={field} label="Why it was lost" hint="Reports are made of the reasons." />
        </div>
        <DialogActions>
          <CloseButton closes={dialog} />
          <Button kind="primary">{stage.name}</Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}

/** Into another pipeline. */
const Elsewhere = ({
  opportunity: { id, version },
  elsewhere,
}: Pick<StageStepperProps, 'opportunity' | 'elsewhere'>) => (
  <details className="form-more">
    <summary>Another pipeline</summary>
    <Form method="post" action={paths.opportunity(id)} className="form-line" preventScrollReset>
      <input type="hidden" name="intent" value="move" />
      <input type="hidden" name="version" value={version} />
      <Select field={{ id: 'elsewhere', name: 'stageId' }} label="Move to…" options={elsewhere} />
      <Button>Move</Button>
    </Form>
  </details>
);
