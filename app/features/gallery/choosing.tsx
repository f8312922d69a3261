// Where something is chosen: one of many, one of a few, a day, on or off.
import { paths } from '../../paths.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup, Radio, Switch } from '../../ui/choices.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { people } from './samples.ts';
import { field, Section } from './parts.tsx';

export const Choosing = () => (
  <Section title="Combobox, DateField, Radio, Switch">
    <div className="form">
      <div className="form-grid">
        <Combobox
          field={field('organization', { initialValue: 'o-1' })}
          text="Harbor & Pine Logistics"
          label="Organization"
          options={organizations}
          creates="organization"
        />
        <Combobox
          field={field('owner', { errors: ['Choose somebody of your tenant.'] })}
          label="Owner"
          options={people.map(({ id, name }) => ({ value: id, label: name }))}
          source={`${paths.devUi}/people.json`}
          placeholder="Name or e-mail"
          hint="Type two letters."
        />
        <DateField
          field={field('due')}
          label="Due"
          words="fri 3pm"
          chips={[
            { value: '2026-04-02', label: 'Tomorrow' },
            { value: '2026-04-06', label: 'Monday' },
          ]}
        />
        <DateField field={field('start', { initialValue: '2026-04-01T15:00' })} label="Start" time optional />
      </div>
      <RadioGroup
        field={field('scope', { initialValue: 'team' })}
        label="Sees"
        options={[
          { value: 'own', label: 'Own records' },
          { value: 'team', label: 'Those of the team', hint: 'And of the teams below it.' },
          { value: 'all', label: 'All records' },
        ]}
      />
      <RadioGroup
        field={field('kind', { errors: ['Choose one.'] })}
        label="Kind"
        inline
        options={[
          { value: 'call', label: 'Call' },
          { value: 'meeting', label: 'Meeting' },
        ]}
      />
      <div className="gallery-row">
        <Switch label="Compact rows" name="switch" />
        <Switch label="On" name="on" defaultChecked />
        <Switch label="Disabled" name="off" disabled />
        <Radio label="Alone" name="alone" />
        <Tooltip text="The weighted sum: amount × probability of the stage.">
          {(described) => (
            <Button type="button" kind="ghost" {...described}>
              Tooltip
            </Button>
          )}
        </Tooltip>
      </div>
    </div>
  </Section>
);

const organizations = [
  { value: 'o-1', label: 'Harbor & Pine Logistics' },
  { value: 'o-2', label: 'Nubarrón Energía' },
  { value: 'o-3', label: 'Fjordlys A/S' },
];
