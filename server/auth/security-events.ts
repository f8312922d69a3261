// Facts about sign-in that outlive the request: append only, in OWASP's words, never a secret or an e-mail address.
import { securityEvents } from '../../db/schema/index.ts';
import type { Transaction as AuthTx } from '../../db/transaction.ts';

export type SecurityEventKind =
  | 'authn_login_success'
  | 'authn_login_fail'
  | 'authn_login_lock'
  | 'authn_password_change'
  | 'authn_password_reset_request'
  | 'authn_token_reuse'
  | 'authn_logout'
  | 'authn_sudo'
  | 'authn_session_end'
  | 'authn_email_change'
  | 'authn_factor_on'
  | 'authn_factor_off'
  | 'authn_factor_fail'
  | 'authn_recovery_code_used'
  | 'refresh_recovered'
  | 'signing_key_rotated'
  | 'signing_key_compromised'
  | 'apikey_created'
  | 'apikey_rotated'
  | 'apikey_revoked'
  | 'user_created'
  | 'user_disabled'
  | 'user_enabled'
  | 'privilege_permissions_changed'
  | 'data_exported';

export interface SecurityEvent {
  /** the same one when the same event may be written twice; it is then kept once */
  readonly id?: string;
  readonly kind: SecurityEventKind;
  readonly accountId?: string | null;
  readonly tenantId?: string | null;
  readonly ip?: string | null;
  readonly meta?: Record<string, unknown>;
}

export async function recordSecurityEvent(tx: AuthTx, event: SecurityEvent): Promise<void> {
  const { id, kind, accountId = null, tenantId = null, ip = null, meta = {} } = event;
  await tx
    .insert(securityEvents)
    .values({ ...(id !== undefined && { id }), kind, accountId, tenantId, ip: ip || null, meta })
    .onConflictDoNothing();
}
