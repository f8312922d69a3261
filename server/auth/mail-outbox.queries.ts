// The only SQL about auth.mail_outbox.
import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { accounts, accountTenants, mailOutbox } from '../../db/schema/index.ts';
import type { Transaction as AuthTx } from '../../db/transaction.ts';

export interface NewMail {
  readonly id: string;
  readonly toEmail: string;
  readonly subject: string;
  /** sealed, base64 */
  readonly text: string;
  readonly purpose: string;
}

export async function insertMail(tx: AuthTx, mail: NewMail): Promise<void> {
  await tx.insert(mailOutbox).values(mail).onConflictDoNothing();
}

/** The mail or none: the same statement in both cases. */
export async function insertMailWhen(tx: AuthTx, isWanted: boolean, mail: NewMail): Promise<void> {
  const { id, toEmail, subject, text, purpose } = mail;
  await tx.execute(sql`
    insert into ${mailOutbox} (id, to_email, subject, text, purpose)
    select ${id}::uuid, ${toEmail}, ${subject}, ${text}, ${purpose} where ${isWanted}::boolean`);
}

/** To the account's own address, if there is such an account. */
export async function insertMailFor(
  tx: AuthTx,
  emailNorm: string,
  mail: Omit<NewMail, 'toEmail'>,
): Promise<void> {
  const { id, subject, text, purpose } = mail;
  await tx.execute(sql`
    insert into ${mailOutbox} (id, to_email, subject, text, purpose)
    select ${id}::uuid, ${accounts.email}, ${subject}, ${text}, ${purpose}
      from ${accounts}
     where ${accounts.emailNorm} = ${emailNorm} and ${accounts.disabledAt} is null`);
}

/** To a person of a tenant who has shown that the address is theirs; once, however often it is asked for. */
export async function insertMailTo(
  tx: AuthTx,
  { tenantId, userId }: { tenantId: string; userId: string },
  { id, subject, text, purpose }: Omit<NewMail, 'toEmail'>,
): Promise<void> {
  await tx.execute(sql`
    insert into ${mailOutbox} (id, to_email, subject, text, purpose)
    select ${id}::uuid, ${accounts.email}, ${subject}, ${text}, ${purpose}
      from ${accountTenants} join ${accounts} on ${accounts.id} = ${accountTenants.accountId}
     where ${accountTenants.tenantId} = ${tenantId} and ${accountTenants.userId} = ${userId}
       and ${accountTenants.disabledAt} is null and ${accounts.disabledAt} is null and ${accounts.emailVerifiedAt} is not null
    on conflict do nothing`);
}

/** Newest first. */
export async function findMails(tx: AuthTx, limit: number) {
  return tx.select().from(mailOutbox).orderBy(desc(mailOutbox.createdAt), desc(mailOutbox.id)).limit(limit);
}

/** The claim of a process that was killed ends after this; no attempt to send lasts as long. */
const CLAIMED_MINUTES = 5;

/**
 * Takes the oldest unsent mail that no other process is sending and that was not tried just now; what was refused before after
 * all others. A link is of no use after a day: older mail stays.
 */
export async function claimMail(tx: AuthTx, tried: readonly string[]) {
  const next = tx
    .select({ id: mailOutbox.id })
    .from(mailOutbox)
    .where(
      and(
        isNull(mailOutbox.sentAt),
        sql`${mailOutbox.createdAt} > now() - interval '1 day'`,
        sql`coalesce(${mailOutbox.claimedAt} < now() - make_interval(mins => ${CLAIMED_MINUTES}), true)`,
        sql`${mailOutbox.id} <> all (${sql.param(tried)}::uuid[])`,
      ),
    )
    .orderBy(sql`${mailOutbox.error} is not null`, mailOutbox.createdAt)
    .limit(1)
    .for('update', { skipLocked: true });
  const [mail] = await tx
    .update(mailOutbox)
    .set({ claimedAt: sql`now()` })
    .where(sql`${mailOutbox.id} = (${next})`)
    .returning();
  return mail;
}

/** What was sent is not kept: the text may hold a link that signs somebody in. */
export async function markSent(tx: AuthTx, id: string): Promise<void> {
  await tx
    .update(mailOutbox)
    .set({ sentAt: sql`now()`, text: '', error: null })
    .where(eq(mailOutbox.id, id));
}

export async function markFailed(tx: AuthTx, id: string, error: string): Promise<void> {
  await tx.update(mailOutbox).set({ error, claimedAt: null }).where(eq(mailOutbox.id, id));
}
