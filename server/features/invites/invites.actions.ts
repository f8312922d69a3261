// Asking somebody into a tenant, asking again, and taking it back. Tenant first: a crash before the mail is out leaves an
// invited person without a link, and inviting again sends one.
import type { InviteAnswer, InviteInput, InviteManyInput } from '../../../app/contracts/invites.ts';
import { emailKey, normalizeEmail } from '../../../app/contracts/email.ts';
import { uuidv7 } from '../../../db/ids.ts';
import { withAuth } from '../../../db/system.ts';
import type { Entered, Tx } from '../../../db/tenant.ts';
import { INVITE_SECONDS } from '../../auth/lifetimes.ts';
import { inviteUrl } from '../../auth/links.ts';
import { deliverSoon, queueMail } from '../../auth/mail-outbox.ts';
import { inviteMail } from '../../auth/mails.ts';
import { insertToken } from '../../auth/one-time-tokens.queries.ts';
import { hashSecret, newSecret } from '../../auth/refresh-token.ts';
import { hasRoomForMail } from '../../auth/throttle.ts';
import { AppError, notFound } from '../../errors.ts';
import type { Enter } from '../../trpc/procedures.ts';
import { findOpenLinks, useUpInvites } from './invites.links.queries.ts';
import {
  findInvited,
  findRoleToGive,
  findUserByEmail,
  saveInvited,
  touchInvited,
  withdrawInvited,
} from './invites.queries.ts';

interface Invited {
  readonly id: string;
  readonly email: string;
  readonly tenantId: string;
  readonly by: Entered;
}

export async function invite(enter: Enter, input: InviteInput, dryRun: boolean): Promise<{ id: string }> {
  const { email, role } = input;
  const person = await enter({}, (tx) => prepare(tx, email, role));
  await send(person, dryRun);
  return { id: person.id };
}

/** The same invitation once more, by a new link; the one before stops working. */
export async function resendInvite(enter: Enter, id: string, dryRun: boolean): Promise<{ id: string }> {
  const person = await enter({}, async (tx) => {
    const email = await touchInvited(tx, id);
    if (email === null) throw notFound('invite');
    return { id, email, tenantId: tx.context.tenantId, by: await tx.entered };
  });
  await send(person, dryRun);
  return { id };
}

/** Each address by itself: one that cannot be asked in keeps nobody else out. */
export async function inviteMany(
  enter: Enter,
  { emails, role }: InviteManyInput,
  dryRun: boolean,
): Promise<InviteAnswer[]> {
  const asked = await enter({}, async (tx) => {
    const roleId = await requireGivable(tx, await tx.entered, role);
    const answers: (Invited | InviteAnswer)[] = [];
    for (const typed of emails) answers.push(await prepareOne(tx, typed, roleId));
    return answers;
  });
  const answers: InviteAnswer[] = [];
  for (const one of asked) {
    if ('outcome' in one) answers.push(one);
    else {
      const isSent = dryRun || (await mailLink(one));
      answers.push({ email: one.email, outcome: isSent ? 'sent' : 'too_many_mails', id: one.id });
    }
  }
  deliverSoon();
  return answers;
}

async function prepareOne(tx: Tx, typed: string, roleId: string): Promise<Invited | InviteAnswer> {
  const email = normalizeEmail(typed);
  if (email === null) return { email: typed.trim(), outcome: 'no_address', id: null };
  const known = await findUserByEmail(tx, emailKey(email));
  if (known && !known.isDeleted)
    return { email, outcome: known.status === 'invited' ? 'invited' : 'member', id: known.id };
  const id = known?.id ?? uuidv7();
  await saveInvited(tx, { id, email, roleId });
  return { id, email, tenantId: tx.context.tenantId, by: await tx.entered };
}

async function send(person: Invited, dryRun: boolean): Promise<void> {
  if (dryRun) return;
  if (!(await mailLink(person))) throw tooManyMails();
  deliverSoon();
}

/** False when the address was sent enough mail already. */
function mailLink({ id, email, tenantId, by }: Invited): Promise<boolean> {
  const token = newSecret();
  return withAuth(async (tx) => {
    if (!(await hasRoomForMail(tx, 'signup', emailKey(email)))) return false;
    await useUpInvites(tx, tenantId, id);
    const data = { tenantId, userId: id, email };
    await insertToken(tx, { hash: hashSecret(token), purpose: 'invite', data, seconds: INVITE_SECONDS });
    await queueMail(tx, inviteMail(email, { by: by.name, tenant: by.tenantName, link: inviteUrl(token) }));
    return true;
  });
}

const HOUR = 3_600;

const tooManyMails = (): AppError =>
  new AppError('TooManyRequests', 'auth.slow_down', 'This address was sent enough mail for this hour.', {
    retryAfter: HOUR,
  });

async function prepare(tx: Tx, email: string, role: string): Promise<Invited> {
  const by = await tx.entered;
  const roleId = await requireGivable(tx, by, role);
  const known = await findUserByEmail(tx, emailKey(email));
  if (known && !known.isDeleted && known.status !== 'invited') throw alreadyHere();
  const id = known?.id ?? uuidv7();
  await saveInvited(tx, { id, email, roleId });
  return { id, email, tenantId: tx.context.tenantId, by };
}

const alreadyHere = (): AppError =>
  new AppError(
    'Conflict',
    'invite.already_here',
    'Somebody with this e-mail address is in the tenant already.',
    {
      details: { email: ['Somebody with this e-mail address is in the tenant already.'] },
    },
  );

/** Nobody hands out what they do not hold themselves. */
async function requireGivable(tx: Tx, { permissions }: Entered, key: string): Promise<string> {
  const role = await findRoleToGive(tx, key);
  if (!role) {
    throw new AppError('Unprocessable', 'invite.no_role', `There is no role "${key}" here.`, {
      details: { role: ['There is no such role.'] },
    });
  }
  const mayGive = (needed: string): boolean =>
    permissions.includes('admin:*') || permissions.includes(needed);
  if (!role.permissions.every(mayGive)) {
    throw new AppError(
      'Forbidden',
      'invite.beyond_own',
      'This role may do more than you: an admin can give it.',
    );
  }
  return role.id;
}

export async function listInvites(enter: Enter) {
  const { rows, tenantId } = await enter({ readOnly: true }, async (tx) => ({
    rows: await findInvited(tx),
    tenantId: tx.context.tenantId,
  }));
  const ids = rows.map(({ id }) => id);
  const open = await withAuth((tx) => findOpenLinks(tx, tenantId, ids), { readOnly: true });
  return rows.map((row) => ({ ...row, expiresAt: open.get(row.id) ?? null }));
}

export async function withdrawInvite(enter: Enter, id: string, dryRun: boolean): Promise<void> {
  const tenantId = await enter({}, async (tx) => {
    if (!(await withdrawInvited(tx, id))) throw notFound('invite');
    return tx.context.tenantId;
  });
  if (!dryRun) await withAuth((tx) => useUpInvites(tx, tenantId, id));
}
