// The left column of a lead's page: who it is, what one can do with it, and the facts.
import { Mail, Phone } from 'lucide-react';
import type { ReactNode } from 'react';
import { shortcut } from '../../keys.ts';
import { paths } from '../../paths.ts';
import { Form, Link } from '../../remix.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button, LinkButton } from '../../ui/button.tsx';
import { CloseButton, Confirm, Dialog, DialogActions, DialogButton } from '../../ui/dialog.tsx';
import { Select } from '../../ui/field.tsx';
import { RelTime } from '../../ui/formats.tsx';
import { Icon } from '../../ui/icon.tsx';
import { HiddenByRole } from '../../ui/ruled-field.tsx';
import { StageStatus, type StageMark } from './lead-list.tsx';

export interface LeadRecord {
  id: string;
  version: number;
  name: string;
  company: string | null;
  title: string | null;
  email: string | null;
  phone: string | null;
  website: string | null;
  industry: string | null;
  description: string | null;
  /** one line for each part: street, city and so on */
  address: readonly string[];
  stage: StageMark;
  source: string | null;
  score: number | null;
  /** fields that this person's role hides */
  hidden?: readonly string[];
  owner: { id: string; name: string } | null;
  archived: boolean;
  createdAt: string;
  createdBy: string | null;
  updatedAt: string;
  externalIds: readonly { source: string; id: string }[];
  possibleDuplicates: readonly { id: string; name: string }[];
}

/** What this person may do here; what they may not is absent. */
export interface LeadRights {
  edit: boolean;
  assign: boolean;
  archive: boolean;
}

interface LeadHeaderProps {
  lead: LeadRecord;
  rights: LeadRights;
  /** who the lead can be given to */
  owners: readonly { id: string; name: string }[];
}

/** Forms post to the lead's own address with `intent` assign, archive or restore. */
export function LeadHeader({ lead, rights, owners }: LeadHeaderProps) {
  return (
    <>
      <div className="record-head">
        <Avatar id={lead.id} name={lead.name} size="lg" />
        <div>
          <h2>{lead.name}</h2>
          {(lead.title ?? lead.company) && <p>{[lead.title, lead.company].filter(Boolean).join(' at ')}</p>}
        </div>
      </div>
      <div className="record-actions">
        {rights.edit && (
          <LinkButton to={paths.editLead(lead.id)} size="sm" shortcut={shortcut('edit')}>
            Edit
          </LinkButton>
        )}
        {rights.assign && <Assign lead={lead} owners={owners} />}
        {rights.archive && (lead.archived ? <Restore lead={lead} /> : <ArchiveLead lead={lead} />)}
        {lead.email && <Reach href={`mailto:${lead.email}`} icon={Mail} label={`Write to ${lead.email}`} />}
        {lead.phone && <Reach href={`tel:${lead.phone}`} icon={Phone} label={`Call ${lead.phone}`} />}
      </div>
      {lead.archived && (
        <p className="notice">This lead is archived. It is in no list until it is restored.</p>
      )}
    </>
  );
}

const Reach = ({ href, icon, label }: { href: string; icon: typeof Mail; label: string }) => (
  <a href={href} className="btn btn-secondary btn-sm btn-icon" aria-label={label} title={label}>
    <Icon of={icon} />
  </a>
);

function Assign({ lead, owners }: Pick<LeadHeaderProps, 'lead' | 'owners'>) {
  const field = { id: 'assign-owner', name: 'ownerId', initialValue: lead.owner?.id ?? '' };
  const options = owners.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <DialogButton opens="assign" size="sm" data-key="assign" aria-keyshortcuts={shortcut('assign').keys}>
        Assign
      </DialogButton>
      <Dialog id="assign" title={`Assign ${lead.name}`}>
        <Form method="post" action={paths.lead(lead.id)}>
          <input type="hidden" name="intent" value="assign" />
          <div className="dialog-body">
            <Select field={field} label="Owner" options={options} none="Nobody" />
          </div>
          <DialogActions>
            <CloseButton closes="assign" />
            <Button kind="primary">Assign</Button>
          </DialogActions>
        </Form>
      </Dialog>
    </>
  );
}

const ArchiveLead = ({ lead }: { lead: LeadRecord }) => (
  <>
    <DialogButton opens="archive" size="sm">
      Archive
    </DialogButton>
    <Confirm
      id="archive"
      title={`Archive ${lead.name}?`}
      action={paths.lead(lead.id)}
      fields={{ intent: 'archive', version: String(lead.version) }}
      confirm="Archive"
    >
      <p>The lead leaves all lists and keeps its history. It can be restored at any time.</p>
    </Confirm>
  </>
);

const Restore = ({ lead }: { lead: LeadRecord }) => (
  <Form method="post" action={paths.lead(lead.id)}>
    <input type="hidden" name="intent" value="restore" />
    <Button size="sm">Restore</Button>
  </Form>
);

export function LeadFacts({ lead }: { lead: LeadRecord }) {
  const hides = (field: string): boolean => lead.hidden?.includes(field) ?? false;
  return (
    <>
      {lead.possibleDuplicates.length > 0 && <Duplicates of={lead} />}
      <Facts title="Status">
        <Fact label="Stage">
          <StageStatus stage={lead.stage} />
        </Fact>
        <Fact label="Owner">{lead.owner?.name}</Fact>
        <Fact label="Source" hidden={hides('source')}>
          {lead.source}
        </Fact>
        <Fact label="Score" hidden={hides('score')}>
          <span className="num">{lead.score}</span>
        </Fact>
      </Facts>
      <Facts title="Contact">
        <Fact label="Email" hidden={hides('email')}>
          {lead.email && (
            <a className="link" href={`mailto:${lead.email}`}>
              {lead.email}
            </a>
          )}
        </Fact>
        <Fact label="Phone" hidden={hides('phone')}>
          {lead.phone && (
            <a className="link" href={`tel:${lead.phone}`}>
              {lead.phone}
            </a>
          )}
        </Fact>
        <Fact label="Website" hidden={hides('website')}>
          {lead.website}
        </Fact>
        <Fact label="Industry" hidden={hides('industry')}>
          {lead.industry}
        </Fact>
        <Fact label="Address" hidden={hides('address')}>
          {lead.address.length > 0 && lead.address.join(', ')}
        </Fact>
        {hides('company') && <Fact label="Company" hidden />}
        {hides('title') && <Fact label="Title" hidden />}
      </Facts>
      {(lead.description || hides('description')) && (
        <Facts title="Description">
          <div>
            <dt className="sr-only">Description</dt>
            <dd className="prose">{lead.description ?? <HiddenByRole />}</dd>
          </div>
        </Facts>
      )}
      <Facts title="Record">
        <Fact label="Created">
          <RelTime at={lead.createdAt} /> {lead.createdBy && `by ${lead.createdBy}`}
        </Fact>
        <Fact label="Updated">
          <RelTime at={lead.updatedAt} />
        </Fact>
        {lead.externalIds.map(({ source, id }) => (
          <Fact key={source + id} label={source}>
            <code>{id}</code>
          </Fact>
        ))}
      </Facts>
    </>
  );
}

const Facts = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="facts">
    <h3>{title}</h3>
    <dl>{children}</dl>
  </section>
);

const Fact = ({ label, hidden, children }: { label: string; hidden?: boolean; children?: ReactNode }) => (
  <div>
    <dt>{label}</dt>
    <dd>{hidden ? <HiddenByRole /> : children || <span className="text-fg-3">–</span>}</dd>
  </div>
);

const Duplicates = ({ of: lead }: { of: LeadRecord }) => (
  <section className="facts">
    <h3>
      <Badge tone="warn">Possible duplicates</Badge>
    </h3>
    <ul>
      {lead.possibleDuplicates.map(({ id, name }) => (
        <li key={id}>
          <Link to={paths.lead(id)} className="link">
            {name}
          </Link>
        </li>
      ))}
    </ul>
  </section>
);
