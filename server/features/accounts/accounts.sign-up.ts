// Signing up: a small saga, auth first. The auth transaction writes account and pending membership, the tenant's
// transaction makes tenant and user by the ids from it, then the membership becomes active. A crash in between leaves
// a pending membership, which `finishSignUps` completes. How a taken address is answered is SIGNUP_NEUTRAL's choice.
import { z } from 'zod';
import type { RegisterInput } from '../../../app/contracts/accounts.ts';
import { emailKey } from '../../../app/contracts/email.ts';
import { uuidv7 } from '../../../db/ids.ts';
import { withAuth } from '../../../db/system.ts';
import { withTenant, type TenantContext } from '../../../db/tenant.ts';
import type { Transaction as AuthTx } from '../../../db/transaction.ts';
import { VERIFY_SECONDS } from '../../auth/lifetimes.ts';
import { verifyLink, forgotLink, loginLink } from '../../auth/links.ts';
import { deliverSoon, queueMail } from '../../auth/mail-outbox.ts';
import { takenMail, verifyMail } from '../../auth/mails.ts';
import { findToken, insertToken, useToken, type TokenPurpose } from '../../auth/one-time-tokens.queries.ts';
import { hashPassword, requireGoodPassword } from '../../auth/password.ts';
import { hashSecret, newSecret } from '../../auth/refresh-token.ts';
import { recordSecurityEvent } from '../../auth/security-events.ts';
import { hasRoomForMail, requireRoomForAddress } from '../../auth/throttle.ts';
import { env } from '../../env.ts';
import { log } from '../../observability/log.ts';
import type { Edge } from '../../trpc/context.ts';
import { createTenant } from '../tenants/tenants.queries.ts';
import { provisionalName } from '../tenants/tenants.rules.ts';
import { acceptInvitation, insertMember } from '../users/users.membership.queries.ts';
import {
  activateMembership,
  findAccount,
  findAccountByEmail,
  findStuckMemberships,
  insertAccount,
  insertMembership,
} from './accounts.queries.ts';
import { deadLink, emailTaken, personalWords } from './accounts.rules.ts';
import { startSession, type SignedIn } from './accounts.sessions.ts';

/** What somebody asked for, kept with the link that makes it so. */
export const applicant = z.object({
  accountId: z.uuid(),
  tenantId: z.uuid(),
  userId: z.uuid(),
  name: z.string(),
  email: z.string(),
  passwordHash: z.string(),
  region: z.enum(['us', 'eu']).optional(),
});
export type Applicant = z.infer<typeof applicant>;

const invitation = z.object({ tenantId: z.uuid(), userId: z.uuid(), email: z.string() });

export interface Registered {
  readonly userId: string;
  /** null: a mail was sent, nobody is signed in */
  readonly signedIn: SignedIn | null;
}

export async function register(edge: Edge, input: RegisterInput): Promise<Registered> {
  const { name, email, password, tenantInvite, region } = input;
  if (!tenantInvite) await requireRoomForAddress('signup', edge.ip);
  await requireGoodPassword('password', password, personalWords(name, email));
  const passwordHash = await hashPassword(password);
  const ids = { accountId: uuidv7(), tenantId: uuidv7(), userId: uuidv7() };
  const person = { ...ids, name, email, passwordHash, region };
  if (tenantInvite) return join(edge, person, tenantInvite);
  if (env.SIGNUP_NEUTRAL) return apply(edge, person);
  return signUp(edge, person, (tx) => insertPerson(tx, person, false));
}

/** Nothing is made until the link in the mail is opened; a taken address gets another mail and the same answer. */
async function apply(edge: Edge, person: Applicant): Promise<Registered> {
  const token = newSecret();
  await withAuth(async (tx) => {
    if (!(await hasRoomForMail(tx, 'signup', emailKey(person.email)))) return;
    const taken = await findAccountByEmail(tx, emailKey(person.email));
    await insertToken(tx, {
      hash: hashSecret(taken ? newSecret() : token),
      purpose: 'email_verify',
      data: taken ? {} : applicationOf(person),
      seconds: VERIFY_SECONDS,
    });
    const mail = taken
      ? takenMail(taken.email, loginLink(), forgotLink())
      : verifyMail(person.email, person.name, verifyLink(token));
    await queueMail(tx, mail);
  });
  deliverSoon();
  return { userId: person.userId, signedIn: null };
}

/** What a link keeps of an application, with the address as others are compared to it. */
export const applicationOf = (person: Applicant): Record<string, unknown> => ({
  ...person,
  emailNorm: emailKey(person.email),
});

/** The link of a confirmation mail: makes the account as it was applied for and signs it in. */
export async function confirmSignUp(edge: Edge, token: string): Promise<SignedIn> {
  const hash = hashSecret(token);
  const found = await withAuth((tx) => findToken(tx, hash, 'email_verify'), { readOnly: true });
  const person = applicant.safeParse(found?.data).data;
  if (!person) throw deadLink();
  const { signedIn } = await signUp(edge, person, async (tx) => {
    await requireToken(tx, hash, 'email_verify');
    await insertPerson(tx, person, true);
  });
  if (!signedIn) throw deadLink();
  return signedIn;
}

/** By invitation: the account joins a tenant that expects it. A taken address is always a conflict: sign in instead. */
async function join(edge: Edge, person: Applicant, token: string): Promise<Registered> {
  const hash = hashSecret(token);
  const found = await withAuth((tx) => findToken(tx, hash, 'invite'), { readOnly: true });
  const invited = invitation.safeParse(found?.data).data;
  if (!invited || emailKey(invited.email) !== emailKey(person.email)) throw deadLink('tenantInvite');
  const joining = { ...person, tenantId: invited.tenantId, userId: invited.userId };
  return signUp(edge, joining, async (tx) => {
    await requireToken(tx, hash, 'invite');
    await insertPerson(tx, joining, true);
  });
}

async function requireToken(tx: AuthTx, hash: Buffer, purpose: TokenPurpose): Promise<void> {
  if (!(await useToken(tx, hash, purpose))) throw deadLink(purpose === 'invite' ? 'tenantInvite' : 'token');
}

async function insertPerson(tx: AuthTx, person: Applicant, isVerified: boolean): Promise<void> {
  const { accountId, tenantId, userId, name, email, passwordHash } = person;
  const account = { id: accountId, email, emailNorm: emailKey(email), name, passwordHash, isVerified };
  if (!(await insertAccount(tx, account))) throw emailTaken();
  await insertMembership(tx, { accountId, tenantId, userId });
  await recordSecurityEvent(tx, { kind: 'user_created', accountId, tenantId });
}

async function signUp(
  edge: Edge,
  person: Applicant,
  begin: (tx: AuthTx) => Promise<void>,
): Promise<Registered> {
  await withAuth(begin);
  await complete(person, edge.requestId);
  const account = await withAuth((tx) => findAccount(tx, person.accountId), { readOnly: true });
  if (!account) throw deadLink();
  const signedIn = await startSession(edge, account, {
    audience: 'streamflow-web',
    remember: false,
    amr: ['pwd'],
  });
  return { userId: person.userId, signedIn };
}

type Member = Omit<Applicant, 'passwordHash'>;

/** The tenant's half of a sign-up and the end of it. May be run again at any point: every step is made once. */
async function complete(member: Member, requestId: string): Promise<void> {
  const { accountId, tenantId, userId, name, email, region } = member;
  await withTenant(
    systemContext(tenantId, requestId),
    { permission: null, label: 'account.signUp' },
    async (tx) => {
      if (await acceptInvitation(tx, userId, accountId, name)) return;
      const made = await createTenant(tx, { name: provisionalName(name), region });
      const roleId = made?.roleIds.get('admin');
      if (roleId) await insertMember(tx, { id: userId, accountId, name, email, roleId });
    },
  );
  await withAuth((tx) => activateMembership(tx, accountId, tenantId));
}

const systemContext = (tenantId: string, requestId: string): TenantContext => ({
  tenantId,
  userId: null,
  actor: 'system',
  actorId: 'sign-up',
  source: 'job',
  requestId,
  proof: { kind: 'system' },
});

const BATCH = 50;

/** Completes what a crash left half done; a job calls it every minute. */
export async function finishSignUps(): Promise<number> {
  const stuck = await withAuth((tx) => findStuckMemberships(tx, BATCH), { readOnly: true });
  for (const member of stuck) {
    log.warn(
      { tenantId: member.tenantId, accountId: member.accountId },
      'finishing a sign-up that was cut short',
    );
    await complete(member, `signup-${member.accountId}`);
  }
  return stuck.length;
}
