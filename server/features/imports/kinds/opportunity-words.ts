// How columns of opportunities are called.
import type { Headers } from '../header-words.ts';
import { organizationNames, organizationPatterns } from './organization-words.ts';

export const opportunityNames = {
  ...organizationNames,
  name: `title name dealname dealtitle opportunityname opportunitytitle subject deal opportunity topic potentialname geschaft
    opportunite oportunidad opportunita`,
  amount: `amount value dealvalue dealamount closevalue estimatedvalue opportunityamount opportunityvalue potentialamount betrag wert
    montant importe importo valor bedrag`,
  currency: `currency currencycode currencyisocode dealcurrency currencyofvalue dealcurrencyofvalue wahrung devise moneda valuta`,
  closeDate: `closedate closingdate expectedclosedate estimatedclosedate dealexpectedclosedate dealclosedate abschlussdatum
    datedecloture fechadecierre datadichiusura`,
  lostReason: `lostreason closedlostreason losereason lossreason reasonlost reasonforloss deallostreason verlustgrund`,
  pipeline: 'pipeline pipelinename dealpipeline salespipeline salesprocess',
  stage: 'stagename salesstage dealstagename',
  contact: `contact contactname contactperson dealcontactperson primarycontact primarycontactname associatedcontact ansprechpartner
    person contactfullname`,
  contactEmail: 'contactemail associatedcontactemail primarycontactemail contactemailaddress',
  contactId:
    'contactid associatedcontactid associatedcontactids primarycontactid primaryassociatedcontactid personid',
  externalId: 'dealid opportunityid potentialid opportunitynumber dealnumber',
} as const;

export const opportunityPatterns: Headers['patterns'] = [
  ...organizationPatterns,
  { field: 'closeDate', is: /\b(close|closing) date\b/ },
  { field: 'lostReason', is: /\b(lost|loss) reason\b/ },
  {
    field: 'amount',
    is: /\b(deal|opportunity|close|estimated) (amount|value)\b/,
    not: /\b(weighted|currency|company)\b/,
  },
  { field: 'contactEmail', is: /\bcontact\b.*\bemail\b/ },
  {
    field: null,
    is: /\b(first|last|middle) name\b|\b(company|account|organi[sz]ation) (industry|source|country|city)\b/,
  },
];
