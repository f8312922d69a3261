// Which facts of which noun can be changed on its page, and by which procedure.
import type { ContactDetail } from '../contracts/contacts.ts';
import { editContactForm } from '../contracts/contact-forms.ts';
import type { LeadDetail, LeadOptions } from '../contracts/leads.ts';
import { editLeadForm } from '../contracts/lead-forms.ts';
import type { OpportunityDetail, OpportunityOptions } from '../contracts/opportunities.ts';
import { editOpportunityForm } from '../contracts/opportunity-forms.ts';
import type { OrganizationDetail } from '../contracts/organizations.ts';
import { editOrganizationForm } from '../contracts/organization-forms.ts';
import * as contactPage from '../features/contacts/contact-page.ts';
import type { ContactChoices, ContactValues } from '../features/contacts/contact-form.tsx';
import { choicesOf, startOf } from '../features/leads/lead-choices.ts';
import type { LeadChoices, LeadValues } from '../features/leads/lead-form.tsx';
import * as opportunityPage from '../features/opportunities/opportunity-page.ts';
import type { OpportunityChoices, OpportunityValues } from '../features/opportunities/opportunity-form.tsx';
import * as organizationPage from '../features/organizations/organization-page.ts';
import type { OrganizationValues } from '../features/organizations/organization-form.tsx';
import { customFactAction } from './custom-values.server.ts';
import { factActions, openFact } from './facts.server.ts';
import { opportunityOf } from './opportunities.server.ts';
import type { Page } from './page.server.ts';
import { contacts, organizations, type Reference } from './references.server.ts';

export const leadFactActions = {
  ...customFactAction('lead', (caller, change) => caller.leads.update(change)),
  ...factActions({
    noun: 'lead',
    form: editLeadForm,
    save: (caller, { id, version, changes }) => caller.leads.update({ ...changes, id, version }),
  }),
};

export const openLeadFact = (page: Page, lead: LeadDetail, options: LeadOptions) =>
  openFact<LeadValues, LeadChoices>(page, editLeadForm, async () => {
    const { stages, sources } = choicesOf(options);
    return { start: startOf(lead), choices: { stages, sources } };
  });

export const organizationFactActions = {
  ...customFactAction('organization', (caller, change) => caller.organizations.update(change)),
  ...factActions({
    noun: 'organization',
    form: editOrganizationForm,
    save: (caller, { id, version, changes }) => caller.organizations.update({ ...changes, id, version }),
  }),
};

export const openOrganizationFact = (page: Page, organization: OrganizationDetail) =>
  openFact<OrganizationValues, object>(page, editOrganizationForm, async () => ({
    start: organizationPage.startOf(organization),
    choices: {},
  }));

export const contactFactActions = {
  ...customFactAction('contact', (caller, change) => caller.contacts.update(change)),
  ...factActions({
    noun: 'contact',
    form: editContactForm,
    async save(caller, { id, version, changes }) {
      const { organizationId: given } = changes;
      const meant = typeof given === 'string' && { organizationId: await organizations.meant(caller, given) };
      await caller.contacts.update({ ...changes, ...meant, id, version });
    },
  }),
};

export const openContactFact = (page: Page, contact: ContactDetail) =>
  openFact<ContactValues, ContactChoices>(page, editContactForm, async (field) => ({
    start: contactPage.startOf(contact),
    choices: {
      organization: { offered: await offered(page, organizations, field), current: contact.organization },
    },
  }));

export const opportunityFactActions = {
  ...customFactAction('opportunity', (caller, change) => caller.opportunities.update(change)),
  ...factActions({
    noun: 'opportunity',
    form: editOpportunityForm,
    beside: { amount: ['currency'] },
    async save(caller, { id, version, changes }) {
      const { currency: _, ...emptied } = changes;
      const before = await caller.opportunities.get({ id });
      const written = await opportunityOf(caller, changes as Parameters<typeof opportunityOf>[1], before);
      await caller.opportunities.update({ ...emptied, ...written, id, version });
    },
  }),
};

export const openOpportunityFact = (
  page: Page,
  opportunity: OpportunityDetail,
  { currency }: OpportunityOptions,
) =>
  openFact<OpportunityValues, OpportunityChoices>(page, editOpportunityForm, async (field) => ({
    start: { currency, ...opportunityPage.startOf(opportunity) },
    choices: {
      organization: {
        offered: await offered(page, organizations, field),
        current: opportunityPage.namedOr(opportunity.organization, 'An organization that you may not see'),
      },
      contact: {
        offered: await offered(page, contacts, field),
        current: opportunityPage.namedOr(opportunity.contact, 'A contact that you may not see'),
      },
    },
  }));

/** Those to choose from, where the fact that is open names one. */
const offered = async ({ caller }: Page, reference: Reference, field: string) =>
  field === reference.noun ? reference.offered(caller) : [];
