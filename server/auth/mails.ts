// The words of every mail about signing in. Plain text, one link at most; pure functions.

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly purpose:
    | 'reset'
    | 'verify'
    | 'taken'
    | 'password_changed'
    | 'token_reuse'
    | 'invite'
    | 'record_assigned'
    | 'email_change'
    | 'email_changed'
    | 'factor_changed'
    | 'sign_in_code'
    | 'admin_alert'
    | 'api_key'
    | 'task_reminder';
}

/** A mail whose address is looked up when it is queued. */
export type Letter = Omit<Mail, 'to'>;

const lines = (...parts: string[]): string => `${parts.join('\n\n')}\n`;

/** CR and LF would start another header; other control characters have no business in one. */
const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim();

export const resetMail = (to: string, link: string): Mail => ({
  to,
  purpose: 'reset',
  subject: 'Reset your StreamFlow password',
  text: lines(
    'Someone asked to reset the password of your StreamFlow account. To choose a new one, open this link within 30 minutes:',
    link,
    'It works once. If it was not you, ignore this mail: your password stays as it is.',
  ),
});

export const verifyMail = (to: string, name: string, link: string): Mail => ({
  to,
  purpose: 'verify',
  subject: 'Finish creating your StreamFlow account',
  text: lines(
    `Hello ${oneLine(name)},`,
    'To finish creating your account and sign in, open this link within 24 hours:',
    link,
    'It works once. If it was not you who signed up, ignore this mail: no account is made.',
  ),
});

export const takenMail = (to: string, loginUrl: string, forgotUrl: string): Mail => ({
  to,
  purpose: 'taken',
  subject: 'You already have a StreamFlow account',
  text: lines(
    'Someone tried to create a StreamFlow account with this address, which already has one.',
    `Sign in: ${loginUrl}`,
    `Forgot the password? ${forgotUrl}`,
    'If it was not you, there is nothing to do.',
  ),
});

export const passwordChangedMail = (to: string, forgotUrl: string): Mail => ({
  to,
  purpose: 'password_changed',
  subject: 'Your StreamFlow password was changed',
  text: lines(
    'The password of your StreamFlow account was just changed, and every other session was ended.',
    `If it was not you, choose a new password now: ${forgotUrl}`,
  ),
});

export const tokenReuseMail = (to: string, client: { ip: string; userAgent: string }): Mail => ({
  to,
  purpose: 'token_reuse',
  subject: 'We signed you out of StreamFlow to keep you safe',
  text: lines(
    'An old copy of one of your sign-ins was used again. That can mean that somebody else holds it, so we ended that session everywhere.',
    `Seen from ${oneLine(client.ip) || 'an unknown address'}, ${oneLine(client.userAgent).slice(0, 200) || 'an unknown browser'}.`,
    'Sign in again. If you do not recognise this, change your password.',
  ),
});

export const changeEmailMail = (to: string, link: string): Mail => ({
  to,
  purpose: 'email_change',
  subject: 'Confirm your e-mail address for StreamFlow',
  text: lines(
    'To use this address for your StreamFlow account, open this link within 24 hours:',
    link,
    'It works once. If it was not you who asked, ignore this mail: nothing changes.',
  ),
});

export const emailChangedMail = (to: string, newAddress: string): Mail => ({
  to,
  purpose: 'email_changed',
  subject: 'The e-mail address of your StreamFlow account was changed',
  text: lines(
    `Your StreamFlow account now has the address ${oneLine(newAddress)}. Mail goes there from now on.`,
    'If it was not you, tell an admin of your company at once.',
  ),
});

export const factorChangedMail = (to: string, isOn: boolean, forgotUrl: string): Mail => ({
  to,
  purpose: 'factor_changed',
  subject: isOn
    ? 'Your StreamFlow account now asks for a code'
    : 'Your StreamFlow account no longer asks for a code',
  text: lines(
    isOn
      ? 'A second factor was set up for your StreamFlow account, and every other session was ended.'
      : 'The second factor of your StreamFlow account was taken away, and every other session was ended.',
    `If it was not you, choose a new password now: ${forgotUrl}`,
  ),
});

export const inviteMail = (to: string, invited: { by: string; tenant: string; link: string }): Mail => ({
  to,
  purpose: 'invite',
  subject: `${oneLine(invited.by)} invites you to ${oneLine(invited.tenant)} on StreamFlow`,
  text: lines(
    `${oneLine(invited.by)} invites you to work in ${oneLine(invited.tenant)} on StreamFlow. To join, open this link within 7 days:`,
    invited.link,
    'It works once, for this address. If you do not know who this is, ignore this mail.',
  ),
});

/** `what` completes the sentence that begins with `by`. */
interface AdminAlert {
  kind: keyof typeof SUBJECTS;
  tenant: string;
  by: string;
  what: string;
  link: string;
}

const SUBJECTS = {
  privilege_permissions_changed: 'Rights were changed in',
  data_exported: 'Records were exported from',
} as const;

export const adminAlertMail = ({ kind, tenant, by, what, link }: AdminAlert): Letter => ({
  purpose: 'admin_alert',
  subject: `${SUBJECTS[kind]} ${oneLine(tenant)}`,
  text: lines(
    `${oneLine(by)} ${oneLine(what)}.`,
    `See what it means: ${link}`,
    `You get this mail because you are an admin of ${oneLine(tenant)}. If you did not expect it, talk to them and look at what they may do.`,
  ),
});

export interface KeyNews {
  readonly what: 'created' | 'rotated' | 'revoked';
  /** of the key */
  readonly name: string;
  readonly tenant: string;
  readonly by: string;
  /** where keys are listed */
  readonly link: string;
}

export const apiKeyMail = (to: string, { what, name, tenant, by, link }: KeyNews): Mail => ({
  to,
  purpose: 'api_key',
  subject: `An API key of yours was ${what}`,
  text: lines(
    `${oneLine(by)} ${what} the API key "${oneLine(name)}" in ${oneLine(tenant)} on StreamFlow. It acts in your name.`,
    `All your keys, and an end to each: ${link}`,
    what === 'revoked'
      ? 'Programs that use it are refused from now on.'
      : 'If it was not you, revoke the key there and choose a new password.',
  ),
});

export const reminderMail = ({
  title,
  due,
  link,
}: {
  title: string;
  due: string | null;
  link: string;
}): Letter => ({
  purpose: 'task_reminder',
  subject: `Reminder: ${oneLine(title)}`,
  text: lines(
    `A reminder of your task: ${oneLine(title)}`,
    due === null ? 'It has no due time.' : `Due ${due}.`,
    link,
    'Reminders by mail can be switched off in your profile.',
  ),
});

export const signInCodeMail = (to: string, code: string): Mail => ({
  to,
  purpose: 'sign_in_code',
  subject: 'Your code to sign in to StreamFlow',
  text: lines(
    `Too many sign-ins from your network have failed. To go on, enter this code within 10 minutes: ${code}`,
    'It works once, together with your password. If it was not you who tried to sign in, ignore this mail.',
  ),
});
