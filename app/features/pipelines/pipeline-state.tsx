// What a pipeline is called, whether it is the default, and whether it is in use.
import { paths } from '../../paths.ts';
import { Form, Link } from '../../remix.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button, LinkButton } from '../../ui/button.tsx';
import { FormErrors, Input } from '../../ui/field.tsx';
import { SettingsPart } from '../settings/settings-frame.tsx';
import { nounLabel } from './pipeline-list.tsx';
import './pipelines.css';

interface PipelineStateProps {
  pipeline: {
    name: string;
    slug: string;
    noun: 'lead' | 'opportunity';
    isDefault: boolean;
    archived: boolean;
    version: number;
  };
  canChange: boolean;
  errors: string[] | undefined;
}

export function PipelineState({ pipeline, canChange, errors }: PipelineStateProps) {
  const { name, slug, noun, isDefault, archived, version } = pipeline;
  const name$ = { id: 'pipeline-name', name: 'name', initialValue: name, required: true, maxLength: 80 };
  return (
    <SettingsPart title={name}>
      <p>
        <Link to={paths.pipelineSettings()} className="link">
          All pipelines
        </Link>{' '}
        · {nounLabel(noun)} {isDefault && <Badge tone="accent">Default</Badge>}
        {archived && <Badge>Put away</Badge>}
      </p>
      <FormErrors errors={errors} />
      {canChange && (
        <Form method="post" className="form-line">
          <input type="hidden" name="version" value={version} />
          <Input key={version} field={name$} label="Name" autoComplete="off" />
          <Button name="intent" value="rename">
            Rename
          </Button>
          {!isDefault && !archived && (
            <Button name="intent" value="default">
              Make it the default
            </Button>
          )}
          {!isDefault && (
            <Button name="intent" value={archived ? 'back' : 'away'}>
              {archived ? 'Use it again' : 'Put away'}
            </Button>
          )}
          {noun === 'opportunity' && !archived && (
            <LinkButton kind="ghost" to={paths.pipeline(slug)}>
              Open the board
            </LinkButton>
          )}
        </Form>
      )}
    </SettingsPart>
  );
}
