// What a lead becomes, on one page: each record new or one that is there. Fields of a new one show while "new" is chosen.
import type { ReactNode } from 'react';
import type { Candidate, ConversionProposal } from '../../contracts/lead-conversion.ts';
import { useServerForm, type Constraints, type FormAnswer } from '../../forms.ts';
import { paths } from '../../paths.ts';
import { Form, Link, useNavigation } from '../../remix.ts';
import { useRecordPage } from '../records/place.tsx';
import { Button, LinkButton } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choices.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { FormErrors, Input } from '../../ui/field.tsx';
import { duplicateOf } from '../records/duplicate.ts';
import './convert.css';

export interface ConvertValues extends Record<string, unknown> {
  contact: string;
  firstName: string;
  lastName: string;
  organization: string;
  organizationName: string;
  opportunity: string;
  title: string;
  amount: string;
  closeDate: string;
}

interface ConvertFormProps {
  proposal: ConversionProposal;
  /** the tenant's; null where this person may not set an amount */
  currency: string | null;
  answer?: FormAnswer | undefined;
  constraints?: Constraints | undefined;
  /** whether this person may make each of them */
  may: { contact: boolean; organization: boolean; opportunity: boolean };
}

export function ConvertForm({ proposal, currency, answer, constraints, may }: ConvertFormProps) {
  const start = startOf(proposal, may);
  const { form, fields, formProps } = useServerForm<ConvertValues>({
    id: 'convert',
    answer,
    constraints,
    start,
  });
  const { name, contacts, organizations } = proposal;
  const page = useRecordPage('lead', proposal.id);
  return (
    <Form method="post" className="form" {...formProps}>
      <input type="hidden" name="version" value={proposal.version} />
      <Refused answer={answer} errors={form.errors} />
      <Part title="Contact">
        <RadioGroup
          field={fields.contact}
          label="Who is it?"
          options={[
            ...(may.contact ? [{ value: 'new', label: 'A new contact', hint: shown(proposal) }] : []),
            ...contacts.map(optionOf),
          ]}
        />
        <div className="form-grid convert-new">
          <Input field={fields.firstName} label="First name" autoComplete="off" />
          <Input field={fields.lastName} label="Last name" autoComplete="off" />
        </div>
      </Part>
      <Part title="Organization">
        <RadioGroup
          field={fields.organization}
          label="Where do they work?"
          options={[
            ...(may.organization ? [{ value: 'new', label: 'A new organization' }] : []),
            ...organizations.map(optionOf),
            { value: 'none', label: 'No organization' },
          ]}
        />
        <div className="convert-new">
          <Input field={fields.organizationName} label="Name of the organization" autoComplete="off" />
        </div>
      </Part>
      <Part title="Opportunity">
        <RadioGroup
          field={fields.opportunity}
          label="Is there something to sell?"
          options={[
            ...(may.opportunity ? [{ value: 'new', label: 'A new opportunity' }] : []),
            { value: 'none', label: 'Not yet' },
          ]}
        />
        <div className="form-grid convert-new">
          <Input field={fields.title} label="Title" autoComplete="off" />
          {currency && (
            <Input
              field={fields.amount}
              label={`Amount in ${currency}`}
              optional
              inputMode="decimal"
              autoComplete="off"
            />
          )}
          <DateField field={fields.closeDate} label="Close date" optional />
        </div>
        {currency && <input type="hidden" name="currency" value={currency} />}
      </Part>
      <p className="field-hint">
        {name} leaves the list of leads. Notes and tasks are on the contact and the opportunity as well. It
        can be taken back.
      </p>
      <div className="form-actions">
        <Button kind="primary" pending={useNavigation().formMethod === 'POST'}>
          Convert
        </Button>
        <LinkButton kind="ghost" to={page}>
          Cancel
        </LinkButton>
      </div>
    </Form>
  );
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="form-section convert-part" aria-label={title}>
    <h2>{title}</h2>
    {children}
  </section>
);

const optionOf = ({ id, name, detail, reasons }: Candidate) => ({
  value: id,
  label: name,
  hint: [detail, reasons.join(', ')].filter(Boolean).join(' · '),
});

const shown = ({ contact: { title, email, phone } }: ConversionProposal): string =>
  [title, email, phone].filter(Boolean).join(' · ');

/** Chosen before anybody chose: the contact of the same address, the organization of the same name. */
function startOf(proposal: ConversionProposal, may: ConvertFormProps['may']): Partial<ConvertValues> {
  const { contact, contacts, organizations, organizationName } = proposal;
  const person = contacts.find(({ same }) => same.includes('email'));
  const company = organizations.find(({ same }) => same.includes('name'));
  const unnamed = organizationName && may.organization ? 'new' : 'none';
  return {
    contact: person?.id ?? (may.contact ? 'new' : ''),
    firstName: contact.firstName ?? '',
    lastName: contact.lastName ?? '',
    organization: company?.id ?? unnamed,
    organizationName: organizationName ?? '',
    opportunity: may.opportunity ? 'new' : 'none',
    title: proposal.opportunityTitle,
  };
}

/** Why it was not converted, with the way to an organization that has the name. */
function Refused({ answer, errors }: { answer: FormAnswer | undefined; errors: string[] | undefined }) {
  const { refusal } = answer ?? {};
  if (!refusal) return <FormErrors errors={errors} />;
  const existing = duplicateOf(refusal);
  return (
    <FormErrors errors={[refusal.message]}>
      {existing?.id ? (
        <Link to={paths.organization(existing.id)}>View {existing.name}</Link>
      ) : (
        <p>{existing ? `Ask ${existing.name} about it, or give yours another name.` : refusal.hint}</p>
      )}
    </FormErrors>
  );
}
