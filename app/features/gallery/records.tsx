// What stands on a record's page, and small parts that larger ones are made of.
import { paths } from '../../paths.ts';
import { Mark } from '../../ui/app-shell.tsx';
import { IconLink } from '../../ui/button.tsx';
import { Composer } from '../../ui/composer.tsx';
import { CloseButton, Dialog, DialogActions, DialogButton } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { KeyList, KeySwitch } from '../../ui/kbd.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { HiddenByRole, RuledField } from '../../ui/ruled-field.tsx';
import { ThemeSwitch } from '../../ui/theme-switch.tsx';
import { Timeline, type TimelineItem } from '../../ui/timeline.tsx';
import { field, Section } from './parts.tsx';
import { hoursAgo, people } from './samples.ts';

const items: TimelineItem[] = [
  {
    id: 'sample-1',
    at: hoursAgo(1),
    actor: people[0],
    icon: 'sticky-note',
    did: 'wrote a note',
    body: 'Budget is approved.',
  },
  { id: 'sample-2', at: hoursAgo(30), actor: people[1], icon: 'phone', did: 'called' },
  {
    id: 'sample-3',
    at: hoursAgo(220),
    actor: null,
    icon: 'sticky-note',
    did: 'Lead created from the website',
  },
];

const ACCESS = ['editable', 'read_only', 'hidden'] as const;

export const Records = () => (
  <>
    <Section title="Composer, Timeline, LoadMore">
      <div className="gallery-stack">
        <Composer
          action={paths.theme}
          field={field('body')}
          label="Sample note"
          placeholder="What happened?"
          submit="Add note"
          draftKey="sample"
        />
        <Timeline label="Sample timeline" items={items} />
        <div className="gallery-row">
          <LoadMore href={paths.devUi} isLoading={false} load={() => undefined} />
          <LoadMore href={paths.devUi} isLoading load={() => undefined} />
        </div>
      </div>
    </Section>
    <Section title="RuledField, HiddenByRole, Field">
      <div className="form-grid">
        {ACCESS.map((access) => (
          <RuledField key={access} access={access} label={`Revenue, ${access}`}>
            <Input
              field={field(`revenue-${access}`, { initialValue: '120000' })}
              label={`Revenue, ${access}`}
            />
          </RuledField>
        ))}
        <Field field={field('bare')} label="A field around any control" hint="And its hint.">
          <input id="sample-bare" name="bare" className="control" aria-describedby="sample-bare-hint" />
        </Field>
      </div>
      <p>
        In a fact: <HiddenByRole />
      </p>
    </Section>
    <Section title="Dialog, IconLink, Icon, Mark, ThemeSwitch">
      <div className="gallery-row">
        <DialogButton opens="sample-dialog">Dialog</DialogButton>
        <IconLink icon="phone" label="Calls" to={paths.devUi} />
        <Icon of="phone" size={14} />
        <Icon of="phone" size={20} />
        <Mark />
        <ThemeSwitch theme="system" action={paths.theme} />
      </div>
      <Dialog id="sample-dialog" title="A dialog">
        <div className="dialog-body">
          <p>Something to read.</p>
        </div>
        <DialogActions>
          <CloseButton closes="sample-dialog">Done</CloseButton>
        </DialogActions>
      </Dialog>
    </Section>
    <Section title="KeyList, KeySwitch">
      <div className="gallery-stack">
        <KeyList />
        <KeySwitch letters action={paths.theme} next={paths.devUi} />
      </div>
    </Section>
  </>
);
