import { Keyboard } from 'lucide-react';
import type { KeyBinding } from '../keys.ts';
import { Dialog } from './dialog.tsx';
import { Form } from '../remix.ts';
import { Button } from './button.tsx';

/** "g l" as two keys. */
export const Kbd = ({ keys }: { keys: string }) => (
  <span className="kbd-row">
    {keys.split(' ').map((key) => (
      <kbd key={key}>{key}</kbd>
    ))}
  </span>
);

interface KeySheetProps {
  id: string;
  bindings: readonly KeyBinding[];
  /** single letters can be switched off, because speech input and stray presses trigger them */
  letters: boolean;
  /** where the switch is posted */
  action: string;
  next: string;
}

export function KeySheet({ id, bindings, letters, action, next }: KeySheetProps) {
  const groups = [...new Set(bindings.map(({ group }) => group))];
  return (
    <Dialog id={id} title="Keyboard">
      <div className="key-sheet">
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {bindings
                .filter((binding) => binding.group === group)
                .map((binding) => (
                  <div key={binding.keys}>
                    <dt>{binding.label}</dt>
                    <dd>
                      <Kbd keys={binding.keys} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <Form method="post" action={action} className="key-switch">
        <input type="hidden" name="next" value={next} />
        <span>Single-letter keys are {letters ? 'on' : 'off'}.</span>
        <Button size="sm" icon={Keyboard} name="keys" value={letters ? 'off' : 'on'}>
          {letters ? 'Switch off' : 'Switch on'}
        </Button>
      </Form>
    </Dialog>
  );
}
