// "View as code": the stages as JSON to read, copy, compare and apply. Checking says what applying would change.
import type { StageChanges } from '../../contracts/pipelines.ts';
import { Form } from '../../remix.ts';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Textarea } from '../../ui/field.tsx';
import { SettingsPart } from '../settings/settings-frame.tsx';

export interface Checked extends StageChanges {
  code: string;
}

interface StageCodeFormProps {
  version: number;
  /** who may not sees it alone */
  canChange: boolean;
  /** as it is saved */
  code: string;
  /** what was sent and refused */
  typed: string | undefined;
  checked: Checked | undefined;
  errors: string[] | undefined;
}

export const StageCodeForm = ({ version, canChange, code, typed, checked, errors }: StageCodeFormProps) => (
  <SettingsPart
    title="View as code"
    lead="Keep it beside your other settings, change it there, and apply it here or with PUT /api/pipelines/{id}/stages."
  >
    <CodeBlock text={code} label="These stages" />
    {canChange && (
      <details className="form-more" open={typed !== undefined || checked !== undefined}>
        <summary>Apply code</summary>
        <Form method="post" preventScrollReset className="form">
          <input type="hidden" name="version" value={version} />
          <Textarea
            key={checked?.code ?? typed ?? code}
            field={{ id: 'stage-code', name: 'json', errors, initialValue: checked?.code ?? typed ?? code }}
            label="Stages as JSON"
            hint='A stage is known by its key; one that is left out is deleted. “moves” says where its records go: [{"from": …, "to": …}].'
            rows={12}
            spellCheck={false}
            className="control code-input"
          />
          {checked && <Changes of={checked} />}
          <div className="form-actions">
            <Button name="intent" value="check" kind={checked ? 'secondary' : 'primary'}>
              Check
            </Button>
            {checked && (
              <Button name="intent" value="apply" kind="primary">
                Apply
              </Button>
            )}
          </div>
        </Form>
      </details>
    )}
  </SettingsPart>
);

const WHAT = { added: 'New', changed: 'Changed', deleted: 'Deleted' } as const;

function Changes({ of: { changes, isReordered } }: { of: StageChanges }) {
  const none = changes.length === 0 && !isReordered;
  return (
    <div role="status" className="notice">
      <div>
        <p>
          <b>{none ? 'Nothing would change.' : 'Applying it would change:'}</b>
        </p>
        <ul>
          {changes.map(({ what, key, name, fields, movesTo }) => (
            <li key={key}>
              {WHAT[what]}: {name}
              {what === 'changed' &&
                ` (${fields.map(({ field, before, after }) => `${field}: ${before || 'none'} → ${after || 'none'}`).join(', ')})`}
              {movesTo && `, its records go to ${movesTo}`}
            </li>
          ))}
          {isReordered && <li>The order of the stages</li>}
        </ul>
      </div>
    </div>
  );
}
