import { useState } from 'react';
import { keyCaps, keyGroups, type KeyBinding } from '../keys.ts';
import { Form } from '../remix.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

/** "g l" as two keys one after the other, "Shift+X" as two together. */
export const Kbd = ({ keys }: { keys: string }) => (
  <span className="kbd-row">
    {keyCaps(keys)
      .flat()
      .map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
  </span>
);

/** The registry as lists, for the sheet and for a page. */
export const KeyList = ({ bindings }: { bindings?: readonly KeyBinding[] }) => (
  <div className="key-sheet">
    {keyGroups(bindings).map(([group, ofGroup]) => (
      <section key={group}>
        <h3>{group}</h3>
        <dl>
          {ofGroup.map((binding) => (
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

/** Every page has it, few are asked for it: what it says comes when it is opened. Keys need scripts, so it may too. */
export function KeySheet({ id, bindings, letters, action, next }: KeySheetProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog id={id} title="Keyboard" onShown={setOpen}>
      {isOpen && <KeyList bindings={bindings} />}
      <KeySwitch {...{ letters, action, next }} />
    </Dialog>
  );
}

/** Switches single-letter keys on and off. */
export const KeySwitch = ({ letters, action, next }: Pick<KeySheetProps, 'letters' | 'action' | 'next'>) => (
  <Form method="post" action={action} className="key-switch">
    <input type="hidden" name="next" value={next} />
    <span>Single-letter keys are {letters ? 'on' : 'off'}.</span>
    <Button size="sm" icon="keyboard" name="keys" value={letters ? 'off' : 'on'}>
      {letters ? 'Switch off' : 'Switch on'}
    </Button>
  </Form>
);
