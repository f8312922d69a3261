// The demo's fixed sign-ins, documented in the README. Seeded outside production only, and refused there.
export interface DemoPerson {
  email: string;
  name: string;
  /** what the sign-in is for, in the words of the banner and the README */
  what: string;
  tenant: 'canary' | 'globex' | null;
  role: 'admin' | 'manager' | 'user' | 'operator';
}

export interface DemoSignIn {
  email: string;
  what: string;
}

export const DEMO_PASSWORD = 'Walk-right-in-1';

export const PEOPLE: readonly DemoPerson[] = [
  {
    email: 'admin@canary.test',
    name: 'Alex Morgan',
    what: 'Canary Corp, administrator',
    tenant: 'canary',
    role: 'admin',
  },
  {
    email: 'manager@canary.test',
    name: 'Maya Lindqvist',
    what: 'Canary Corp, manager',
    tenant: 'canary',
    role: 'manager',
  },
  {
    email: 'user@canary.test',
    name: 'Sam Rivera',
    what: 'Canary Corp, sales person',
    tenant: 'canary',
    role: 'user',
  },
  {
    email: 'admin@globex.test',
    name: 'Hank Scully',
    what: 'Globex, administrator',
    tenant: 'globex',
    role: 'admin',
  },
  {
    email: 'pat@canary.test',
    name: 'Pat Doyle',
    what: 'Globex, sales person',
    tenant: 'globex',
    role: 'user',
  },
  {
    email: 'operator@streamflow.test',
    name: 'Olga Petrov',
    what: 'operator of the installation (/admin)',
    tenant: null,
    role: 'operator',
  },
];

export const DEMO_SIGN_INS: readonly DemoSignIn[] = PEOPLE.map(({ email, what }) => ({ email, what }));
