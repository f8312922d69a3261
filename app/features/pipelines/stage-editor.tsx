// The stages of one pipeline in a form: what each is called and means, their order, one more, and the way to delete one.
import { paths } from '../../paths.ts';
import { Form, Link } from '../../remix.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { FormErrors, Input, Select } from '../../ui/field.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { SettingsPart } from '../settings/settings-frame.tsx';

/** As it is saved, or as it was typed and refused. */
export interface StageDraft {
  key: string;
  name: string;
  kind: string;
  probability: string;
  rotDays: string;
  wipLimit: string;
}

interface StageEditorProps {
  id: string;
  version: number;
  stages: readonly StageDraft[];
  errors: string[] | undefined;
}

const KINDS = [
  { value: 'open', label: 'Open' },
  { value: 'won', label: 'Won' },
  { value: 'lost', label: 'Lost' },
];

export const StageEditor = ({ id, version, stages, errors }: StageEditorProps) => (
  <SettingsPart
    title="Stages"
    lead="The probability weighs amounts. A card rots after so many days in its stage; a lane over its limit says so."
  >
    <Form method="post" preventScrollReset className="stage-editor">
      <FormErrors errors={errors} />
      {/* the first button is the one that Enter presses */}
      <button type="submit" className="sr-only" tabIndex={-1} aria-hidden="true" />
      <input type="hidden" name="intent" value="stages" />
      <input type="hidden" name="version" value={version} />
      {stages.map((stage, at) => (
        <StageRow key={stage.key} id={id} stage={stage} at={at} isLast={at === stages.length - 1} />
      ))}
      <div className="stage-edit">
        <Input
          field={{ id: 'stage-added', name: 'added', maxLength: 80 }}
          label="One more stage"
          placeholder="Name"
          autoComplete="off"
        />
      </div>
      <div className="form-actions">
        <Button kind="primary">Save stages</Button>
      </div>
    </Form>
  </SettingsPart>
);

interface StageRowProps {
  id: string;
  stage: StageDraft;
  at: number;
  isLast: boolean;
}

function StageRow({ id, stage, at, isLast }: StageRowProps) {
  const field = (name: keyof StageDraft) => ({
    id: `stage-${at}-${name}`,
    name: `stages[${at}].${name}`,
    initialValue: stage[name],
  });
  const number = { type: 'number', inputMode: 'numeric', autoComplete: 'off' } as const;
  return (
    <fieldset className="stage-edit">
      <legend className="sr-only">{stage.name}</legend>
      <input type="hidden" name={`stages[${at}].key`} value={stage.key} />
      <Input field={{ ...field('name'), required: true, maxLength: 80 }} label="Name" autoComplete="off" />
      <Select field={field('kind')} label="Kind" options={KINDS} />
      <Input field={field('probability')} label="Probability %" min={0} max={100} {...number} />
      <Input field={field('rotDays')} label="Rot days" min={1} placeholder="Never" {...number} />
      <Input field={field('wipLimit')} label="WIP limit" min={1} placeholder="None" {...number} />
      <div className="stage-tools">
        <Shift name="up" of={stage} label={`Move ${stage.name} up`} disabled={at === 0} icon="arrow-up" />
        <Shift name="down" of={stage} label={`Move ${stage.name} down`} disabled={isLast} icon="arrow-down" />
        <Link to={paths.pipelineSettings(id, stage.key)} className="btn btn-ghost btn-sm">
          Delete<span className="sr-only"> {stage.name}</span>
        </Link>
      </div>
    </fieldset>
  );
}

interface ShiftProps {
  name: 'up' | 'down';
  of: StageDraft;
  label: string;
  disabled: boolean;
  icon: IconName;
}

const Shift = ({ name, of, label, disabled, icon }: ShiftProps) => (
  <button
    type="submit"
    className="btn btn-ghost btn-sm btn-icon"
    name={name}
    value={of.key}
    aria-label={label}
    title={label}
    disabled={disabled}
  >
    <Icon of={icon} />
  </button>
);

interface DeleteStageProps {
  id: string;
  version: number;
  stage: { key: string; name: string; records: number };
  /** where its records can go */
  others: readonly { value: string; label: string }[];
  /** "opportunities" */
  records: string;
  errors: string[] | undefined;
}

export const DeleteStage = ({ id, version, stage, others, records, errors }: DeleteStageProps) => (
  <SettingsPart
    title={`Delete ${stage.name}?`}
    lead={
      stage.records > 0
        ? `${stage.records} ${records} stand in it. Say where they go.`
        : `No ${records} stand in it.`
    }
  >
    <Form method="post" action={paths.pipelineSettings(id, stage.key)} className="form-line">
      <FormErrors errors={errors} />
      <input type="hidden" name="intent" value="delete-stage" />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="key" value={stage.key} />
      {stage.records > 0 && (
        <Select field={{ id: 'stage-to', name: 'to' }} label="They go to" options={others} />
      )}
      <Button kind="danger">Delete stage</Button>
      <LinkButton kind="ghost" to={paths.pipelineSettings(id)}>
        Keep it
      </LinkButton>
    </Form>
  </SettingsPart>
);
