// What speaks for two records being the same, and what against, in bits; each with a name a person can read.

export const SAYS = {
  email: 'same e-mail',
  'email-close': 'e-mails a slip apart',
  'email-local': 'same name before the @',
  'email-differs': 'other e-mail',
  phone: 'same phone',
  'phone-close': 'phones one digit apart',
  'phone-differs': 'other phone',
  name: 'same name',
  given: 'same first name',
  family: 'same last name',
  nickname: 'a familiar form of the name',
  'name-part': 'one name says less of the other',
  'name-close': 'names one letter apart',
  'name-near': 'names much alike',
  'name-order': 'names in the other order',
  'name-initial': 'same initial',
  'given-differs': 'other first name',
  'family-differs': 'other last name',
  generation: 'one is junior or senior',
  company: 'same company name',
  'company-near': 'company names much alike',
  'company-differs': 'other company name',
  site: 'same website',
  'site-differs': 'other website',
  birth: 'same birth date',
  'birth-close': 'birth dates a slip apart',
  'birth-differs': 'other birth date',
  address: 'same address',
  street: 'same street',
  'street-near': 'streets much alike',
  'street-differs': 'other street',
  'house-differs': 'other house number',
  unit: 'same flat or building',
  place: 'same place',
  'place-near': 'places much alike',
  'place-differs': 'other place',
} as const;
export type Reason = keyof typeof SAYS;

export interface Evidence {
  reason: Reason;
  bits: number;
}

export const evidence = (reason: Reason, bits: number): Evidence => ({ reason, bits });

export const bitsOf = (all: readonly Evidence[]): number => all.reduce((sum, { bits }) => sum + bits, 0);
