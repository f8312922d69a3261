// How columns are called by which a row of another noun names its organization.
import type { Headers } from '../header-words.ts';

export const organizationNames = {
  organizationId: `accountid companyid organizationid organisationid orgid accountnumber associatedcompanyid associatedcompanyids
    primaryassociatedcompanyid primarycompanyid firmenid firmennummer accountref companyref`,
  organizationDomain: `companydomain companydomainname organizationdomain organisationdomain accountdomain associatedcompanydomain
    companywebsite accountwebsite organizationwebsite companyurl`,
} as const;

export const organizationPatterns: Headers['patterns'] = [
  {
    field: 'organizationId',
    is: /\b(company|account|organi[sz]ation|customer account) (id|ids|number|key|uuid|ref)\b/,
    not: /\b(owner|parent|type)\b/,
  },
  {
    field: 'organizationDomain',
    is: /\b(company|account|organi[sz]ation) (domain|website|url)\b/,
    not: /\b(linkedin|facebook|twitter)\b/,
  },
];
