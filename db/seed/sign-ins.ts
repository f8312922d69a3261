// The demo's fixed sign-ins, documented in the README. Seeded outside production only, and refused there.
export interface DemoSignIn {
  email: string;
  what: string;
}

export const DEMO_PASSWORD = 'Walk-right-in-1';

export const DEMO_SIGN_INS: readonly DemoSignIn[] = [
  { email: 'admin@canary.test', what: 'Canary Corp, administrator' },
  { email: 'manager@canary.test', what: 'Canary Corp, manager' },
  { email: 'user@canary.test', what: 'Canary Corp, sales person' },
  { email: 'admin@globex.test', what: 'Globex, administrator' },
  { email: 'pat@canary.test', what: 'Globex, sales person' },
  { email: 'operator@streamflow.test', what: 'operator of the installation (/admin)' },
];
