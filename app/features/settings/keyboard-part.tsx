// Which keys there are, and the switch for those a character alone presses. Works as any page does, without the sheet.
import { paths } from '../../paths.ts';
import type { Preferences } from '../../preferences.ts';
import { useRouteLoaderData } from '../../remix.ts';
import { KeyList, KeySwitch } from '../../ui/kbd.tsx';
import { SettingsPart } from './settings-frame.tsx';

export function KeyboardPart() {
  const letters = useRouteLoaderData<Preferences>('root')?.letters ?? true;
  return (
    <SettingsPart
      title="Keyboard"
      lead="Single letters help fast typists and hinder those who speak their input."
    >
      <KeySwitch letters={letters} action={paths.theme} next={paths.profile} />
      <details className="form-more">
        <summary>All keys</summary>
        <KeyList />
      </details>
    </SettingsPart>
  );
}
