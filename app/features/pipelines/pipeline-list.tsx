// The pipelines of a tenant, and a form for one more.
import { paths } from '../../paths.ts';
import { Form, Link } from '../../remix.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { FormErrors, Input, Select } from '../../ui/field.tsx';
import { SettingsPart } from '../settings/settings-frame.tsx';
import './pipelines.css';

export interface PipelineItem {
  id: string;
  name: string;
  noun: 'lead' | 'opportunity';
  isDefault: boolean;
  archived: boolean;
  stages: readonly string[];
}

const NOUNS = [
  { value: 'opportunity', label: 'Opportunities' },
  { value: 'lead', label: 'Leads' },
] as const;

export const nounLabel = (noun: PipelineItem['noun']): string =>
  NOUNS.find(({ value }) => value === noun)?.label ?? noun;

export const PipelineList = ({ pipelines }: { pipelines: readonly PipelineItem[] }) => (
  <SettingsPart title="Pipelines" lead="The stages that leads and opportunities go through, in order.">
    <ul className="settings-rows">
      {pipelines.map(({ id, name, noun, isDefault, archived, stages }) => (
        <li key={id}>
          <div>
            <Link to={paths.pipelineSettings(id)} className="link">
              {name}
            </Link>
            <small>{stages.join(' → ')}</small>
          </div>
          <span>{nounLabel(noun)}</span>
          {isDefault && <Badge tone="accent">Default</Badge>}
          {archived && <Badge>Put away</Badge>}
        </li>
      ))}
    </ul>
  </SettingsPart>
);

export const NewPipeline = ({ errors }: { errors: string[] | undefined }) => (
  <SettingsPart
    title="New pipeline"
    lead="It begins with the stages of a new tenant; change them afterwards."
  >
    <Form method="post" className="form-line">
      <input type="hidden" name="intent" value="create" />
      <FormErrors errors={errors} />
      <Input field={{ id: 'pipeline-name', name: 'name', required: true, maxLength: 80 }} label="Name" />
      <Select field={{ id: 'pipeline-noun', name: 'noun' }} label="For" options={NOUNS} />
      <Button>Create pipeline</Button>
    </Form>
  </SettingsPart>
);
