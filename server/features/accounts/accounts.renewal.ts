// After what guards an account was changed: every other session ends, and this one gets a secret nobody else can hold.
import type { Transaction as AuthTx } from '../../../db/transaction.ts';
import { credentialsFor, type Credentials } from '../../auth/credentials.ts';
import { endOtherSessions } from '../../auth/open-sessions.queries.ts';
import { formatRefreshToken, hashSecret, newSecret } from '../../auth/refresh-token.ts';
import type { SessionFace } from '../../auth/refresh.ts';
import { findSession, renewSecret } from '../../auth/sessions.queries.ts';
import type { Audience } from '../../auth/tokens.ts';
import { unauthorized } from '../../errors.ts';
import type { SessionPrincipal } from './accounts.sessions.ts';

export interface Renewal {
  readonly face: SessionFace;
  readonly refresh: string;
}

export async function renewSession(
  tx: AuthTx,
  principal: SessionPrincipal,
  reason: string,
): Promise<Renewal> {
  await endOtherSessions(tx, principal, reason);
  const secret = newSecret();
  await renewSecret(tx, principal.sid, hashSecret(secret));
  const face = await findSession(tx, principal.sid);
  if (!face || face.isRevoked) throw unauthorized();
  return { face, refresh: formatRefreshToken({ sid: face.sid, gen: face.gen, secret }) };
}

export const credentialsOf = (audience: Audience, { face, refresh }: Renewal): Promise<Credentials> =>
  credentialsFor(audience, face, refresh);
