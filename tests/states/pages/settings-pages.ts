// Settings, and the pages in front of the product.
import type { PageStates } from './page-states.ts';

const nothingSent = (said: string, sent: Record<string, string> = {}): PageStates['refused'] => ({
  sent,
  said,
});

export const settingsPages: readonly PageStates[] = [
  {
    file: 'admin.users.tsx',
    at: '/admin/users',
    filtered: ['?q=nowhere', 'Nobody matches'],
    broken: 'crm.users',
    denied: 'user:read',
    readOnly: 'user:disable',
  },
  {
    file: 'settings.profile.tsx',
    at: '/settings/profile',
    broken: 'crm.calendar_feeds',
    refused: { sent: { intent: 'email', email: 'half@' }, kept: 'half@', said: 'e-mail address' },
  },
  {
    file: 'settings.security.tsx',
    at: '/settings/security',
    broken: 'crm.users',
    refused: { sent: { intent: 'password', newPassword: 'short' }, said: 'Type the password again' },
  },
  { file: 'settings.security.code.tsx', at: '/settings/security/code' },
  {
    file: 'settings.team.tsx',
    at: '/settings/team',
    filtered: ['?q=nowhere', 'Nobody matches'],
    broken: 'crm.role_visibility',
    denied: 'user:read',
    readOnly: true,
  },
  {
    file: 'settings.team.$id.tsx',
    at: '/settings/team/:user',
    broken: 'crm.role_visibility',
    denied: 'user:read',
    missing: true,
    readOnly: true,
  },
  {
    file: 'settings.roles.tsx',
    at: '/settings/roles',
    broken: 'crm.role_visibility',
    denied: 'role:read',
    readOnly: true,
    refused: nothingSent('Enter'),
  },
  {
    file: 'settings.roles.explain.tsx',
    at: '/settings/roles/explain',
    broken: 'crm.users',
    denied: 'role:read',
    readOnly: true,
  },
  {
    file: 'settings.roles.$id.tsx',
    at: '/settings/roles/:role',
    broken: 'crm.role_visibility',
    denied: 'role:read',
    missing: true,
    readOnly: true,
  },
  {
    file: 'settings.teams.tsx',
    at: '/settings/teams',
    empty: 'There are no teams yet',
    broken: 'crm.teams',
    denied: 'team:read',
    readOnly: true,
    refused: nothingSent('Enter', { intent: 'create', name: '' }),
  },
  {
    file: 'settings.teams.$id.tsx',
    at: '/settings/teams/:team',
    broken: 'crm.teams',
    denied: 'team:read',
    missing: true,
    readOnly: true,
  },
  {
    file: 'settings.pipelines.tsx',
    at: '/settings/pipelines',
    broken: 'crm.users',
    denied: 'pipeline:read',
    readOnly: true,
    refused: nothingSent('Enter', { intent: 'create', name: '' }),
  },
  {
    file: 'settings.pipelines.$id.tsx',
    at: '/settings/pipelines/:pipeline',
    broken: 'crm.opportunities',
    denied: 'pipeline:read',
    missing: true,
    readOnly: true,
  },
  {
    file: 'settings.api-keys.tsx',
    at: '/settings/api-keys',
    empty: 'There are no keys yet',
    broken: 'auth.api_keys',
    denied: 'apikey:read',
    readOnly: true,
    refused: nothingSent('Enter', { intent: 'create', name: '' }),
  },
  {
    file: 'settings.trash.tsx',
    at: '/settings/trash',
    empty: 'No deleted leads',
    broken: 'crm.leads',
    denied: 'lead:read',
    readOnly: true,
  },
];

/** In front of the product. */
export const gatePages: readonly PageStates[] = [
  {
    file: 'login.tsx',
    at: '/login',
    isOutside: true,
    refused: { sent: { email: 'half@', password: '' }, kept: 'half@', said: 'Enter a password' },
  },
  { file: 'login.code.tsx', at: '/login/code', empty: 'Sign in first' },
  { file: 'sudo.tsx', at: '/sudo', refused: nothingSent('Enter your password') },
  {
    file: 'invite.$token.tsx',
    at: '/invite/none',
    empty: 'This invitation no longer works',
    broken: 'auth.one_time_tokens',
  },
  {
    file: 'register.tsx',
    at: '/register',
    refused: {
      sent: { name: 'Half Done', email: 'half@', password: 'short' },
      kept: 'Half Done',
      said: 'At least 8 characters',
    },
  },
  {
    file: 'verify.pending.tsx',
    at: '/verify/pending',
    refused: { sent: { email: 'half@' }, kept: 'half@', said: 'e-mail address' },
  },
  {
    file: 'verify.$token.tsx',
    at: '/verify/none',
    refused: nothingSent('This link was used already or is too old'),
  },
  {
    file: 'forgot-password.tsx',
    at: '/forgot-password',
    refused: { sent: { email: 'half@' }, kept: 'half@', said: 'e-mail address' },
  },
  {
    file: 'reset.$token.tsx',
    at: '/reset/none',
    empty: 'This link no longer works',
    broken: 'auth.one_time_tokens',
  },
  { file: 'choose-tenant.tsx', at: '/choose-tenant', broken: 'auth.account_tenants' },
  { file: 'admin.health.tsx', at: '/admin/health' },
  { file: 'dev.mail.tsx', at: '/dev/mail', empty: 'No mail yet', broken: 'auth.mail_outbox' },
  { file: 'dev.ui.tsx', at: '/dev/ui' },
];
