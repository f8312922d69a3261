// The components of app/ui, each in every state it can be in.
import type { ReactNode } from 'react';
import { paths } from '../../paths.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Badge, Status, Tag } from '../../ui/badge.tsx';
import { Button, IconButton, LinkButton } from '../../ui/button.tsx';
import { Confirm, DialogButton } from '../../ui/dialog.tsx';
import { Checkbox, FormErrors, Input, Select, Textarea } from '../../ui/field.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { DateText, DayText, DueTime, Money, Num, Phone, RelTime } from '../../ui/formats.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Menu, MenuButton, MenuHeading, MenuLine, MenuLink } from '../../ui/menu.tsx';
import { Toast } from '../../ui/toast.tsx';
import { someFilters, leads, options, choices, people } from './samples.ts';

export const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="gallery-part">
    <h2>{title}</h2>
    <div>{children}</div>
  </section>
);

const KINDS = ['primary', 'secondary', 'ghost', 'danger'] as const;

export const Buttons = () => (
  <Section title="Button, IconButton">
    {KINDS.map((kind) => (
      <div key={kind} className="gallery-row">
        <Button kind={kind}>Save lead</Button>
        <Button kind={kind} icon="plus">
          New Lead
        </Button>
        <Button kind={kind} size="sm">
          Small
        </Button>
        <Button kind={kind} pending>
          Saving
        </Button>
        <Button kind={kind} disabled>
          Disabled
        </Button>
      </div>
    ))}
    <div className="gallery-row">
      <IconButton icon="search" label="Search" />
      <IconButton icon="archive" label="Archive" kind="secondary" />
      <IconButton icon="upload" label="Upload" size="sm" />
      <LinkButton to={paths.devUi}>A link</LinkButton>
    </div>
  </Section>
);

export const field = (name: string, more: { errors?: string[]; initialValue?: string } = {}) => ({
  id: `sample-${name}`,
  name,
  ...more,
});

export const Fields = () => (
  <Section title="Field, Input, Textarea, Select, Checkbox">
    <div className="form">
      <FormErrors errors={['Two fields need another look.']} />
      <div className="form-grid">
        <Input field={field('name', { initialValue: 'Ada Lovelace' })} label="Name" required />
        <Input field={field('company')} label="Company" optional placeholder="Company" />
        <Input
          field={field('email', {
            initialValue: 'ada@',
            errors: ['This is not an e-mail address. Example: ada@example.com'],
          })}
          label="Email"
          type="email"
        />
        <Input
          field={field('phone')}
          label="Phone"
          hint="With country code, or as dialled at home."
          type="tel"
        />
        <Select field={field('stage')} label="Stage" options={choices(options.stages)} none="None" />
        <Input field={field('locked', { initialValue: 'cannot be changed' })} label="Locked" disabled />
      </div>
      <Textarea field={field('note')} label="Description" hint="Plain text." />
      <div className="gallery-row">
        <Checkbox label="Keep me signed in" name="keep" />
        <Checkbox label="Chosen" name="chosen" defaultChecked />
        <Checkbox label="Disabled" name="disabled" disabled />
      </div>
    </div>
  </Section>
);

const TONES = ['neutral', 'accent', 'ok', 'warn', 'bad', 'info', 'ai'] as const;

export const Marks = () => (
  <Section title="Badge, Tag, Status, Avatar, Kbd, formats">
    <div className="gallery-row">
      {TONES.map((tone) => (
        <Badge key={tone} tone={tone}>
          {tone}
        </Badge>
      ))}
      <Tag>conference 2026</Tag>
      <Tag to={paths.devUi}>a link</Tag>
      <form>
        <Tag remove={{ label: 'Take off "partner"', name: 'untag', value: 'partner' }}>partner</Tag>
      </form>
    </div>
    <div className="gallery-row">
      <Status kind="open">Open</Status>
      <Status kind="active">Working</Status>
      <Status kind="won">Qualified</Status>
      <Status kind="lost">Lost</Status>
      <Status kind="warn">At risk</Status>
      <Status kind="muted">Archived</Status>
    </div>
    <div className="gallery-row">
      {people.map((person) => (
        <Avatar key={person.id} {...person} />
      ))}
      <Avatar id="x" name="Zoë 林" size="md" decorative={false} />
      <Avatar id="y" name="Harbor & Pine" size="lg" decorative={false} />
      <Kbd keys="g l" />
      <Kbd keys="?" />
    </div>
    <div className="gallery-row">
      <Num value={1_284_003.5} />
      <Money minor={12_345_600} currency="USD" />
      <Money minor={4_800_000_00} currency="EUR" compact />
      <Money minor={350_000} currency="JPY" />
      <RelTime at={leads[1]?.updatedAt ?? null} />
      <DueTime at={leads[1]?.updatedAt ?? ''} />
      <RelTime at={leads[9]?.updatedAt ?? null} />
      <DateText at={leads[3]?.updatedAt ?? null} />
      <DayText day="2026-03-09" />
      <RelTime at={null} />
      <Phone e164="+493012345678" text="030 12345678" />
      <Phone e164={null} text="ext. 12" />
    </div>
  </Section>
);

export const Overlays = () => (
  <Section title="Menu, Dialog, Confirm, Toast">
    <div className="gallery-row">
      <Menu id="sample-menu" trigger="Menu">
        <MenuHeading>Lead</MenuHeading>
        <MenuLink to={paths.devUi} icon="inbox">
          A link
        </MenuLink>
        <MenuLink to={paths.devUi} current>
          The current one
        </MenuLink>
        <MenuLine />
        <form method="get">
          <MenuButton icon="archive">A form</MenuButton>
        </form>
      </Menu>
      <DialogButton opens="sample-confirm">Archive…</DialogButton>
    </div>
    <Confirm
      id="sample-confirm"
      title="Archive Ada Lovelace?"
      action={paths.theme}
      fields={{ next: paths.devUi }}
      confirm="Archive"
      danger
    >
      <p>The lead leaves all lists and keeps its history. It can be restored at any time.</p>
    </Confirm>
    <div className="gallery-stack">
      <Toast
        flash={{
          tone: 'ok',
          text: 'Eleanor Whitcombe archived.',
          undo: { action: paths.theme, fields: { next: paths.devUi } },
        }}
      />
      <Toast
        flash={{
          tone: 'info',
          text: 'Import done: 3,900 leads.',
          link: { to: paths.leads(), label: 'View leads' },
        }}
      />
      <Toast flash={{ tone: 'bad', text: 'That lead could not be restored: its e-mail is taken.' }} />
    </div>
  </Section>
);

export const Filters = () => (
  <Section title="FilterBar">
    <FilterBar action={paths.devUi} searchLabel="Search leads" view={someFilters} clearHref={paths.devUi} />
  </Section>
);
