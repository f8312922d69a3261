import { changeEmailForm, profileForm } from '../contracts/account-forms.ts';
import { LOCALES } from '../contracts/profile-choices.ts';
import { calendarFeedForm, reminderMailsForm } from '../contracts/notification-forms.ts';
import { constraintsOf } from '../edge/constraints.server.ts';
import { flashing } from '../edge/flash.server.ts';
import { actionsByIntent, formAction } from '../edge/form.server.ts';
import { ifAllowed, pageLoader } from '../edge/page.server.ts';
import { showingOnce, takenOnce } from '../edge/shown-once.server.ts';
import { EmailForm, ProfileForm, RemindersForm } from '../features/accounts/profile-forms.tsx';
import { CalendarPart } from '../features/settings/calendar-part.tsx';
import { KeyboardPart } from '../features/settings/keyboard-part.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { data, useLoaderData, type MetaFunction } from '../remix.ts';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction = () => [{ title: 'Profile · StreamFlow' }];

/** How a locale spells the same day and amount: easier to choose by than by its name. Spelled by the server alone. */
const sampleOf = (locale: string): string => {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const amount = new Intl.NumberFormat(locale).format(1_234_567.8);
  return `${day.format(Date.UTC(2026, 11, 31))} · ${amount} (${locale})`;
};

export const loader = pageLoader(async (page) => {
  const { caller } = page;
  const [{ user, locale, zone }, { email, isVerified }, { reminderMails }, calendar] = await Promise.all([
    caller.auth.me(),
    caller.auth.security(),
    caller.notifications.settings(),
    ifAllowed(caller.calendar.feed()),
  ]);
  const known = LOCALES.find((offered) => offered === locale) ?? LOCALES[0];
  const { text: address, headers } = takenOnce(page, paths.profile);
  const shown = {
    start: { name: user.name, locale: known, zone },
    locales: LOCALES.map((offered) => ({ value: offered, label: sampleOf(offered) })),
    zones: [...new Set(['UTC', zone, ...Intl.supportedValuesOf('timeZone')])].sort(),
    email,
    isVerified,
    reminderMails,
    calendar: calendar && { ...calendar, address },
    constraints: constraintsOf(profileForm),
  };
  return data(shown, { headers });
});

export const action = actionsByIntent({
  profile: formAction(profileForm, async ({ caller, secure }, profile) => {
    await caller.auth.saveProfile(profile);
    return flashing(paths.profile, { tone: 'ok', text: 'Your profile is saved.' }, secure);
  }),
  reminders: formAction(reminderMailsForm, async ({ caller, secure }, { reminderMails = false }) => {
    await caller.notifications.saveSettings({ reminderMails });
    const text = reminderMails ? 'Reminders come by mail too.' : 'Reminders stay in the inbox.';
    return flashing(paths.profile, { tone: 'ok', text }, secure);
  }),
  makeFeed: formAction(calendarFeedForm, async (page) => {
    const { address } = await page.caller.calendar.makeFeed();
    return showingOnce(paths.calendarSettings, address, page);
  }),
  endFeed: formAction(calendarFeedForm, async ({ caller, secure }) => {
    await caller.calendar.endFeed();
    const text = 'The address has ended: calendars get nothing more from it.';
    return flashing(paths.profile, { tone: 'ok', text }, secure);
  }),
  email: formAction(changeEmailForm, async ({ caller, secure }, { email }) => {
    await caller.auth.changeEmail({ email });
    const text = `We sent a link to ${email}. The address counts once you have opened it.`;
    return flashing(paths.profile, { tone: 'ok', text }, secure);
  }),
});

export default function Profile() {
  const { start, locales, zones, email, isVerified, reminderMails, calendar, constraints } =
    useLoaderData<typeof loader>();
  const answer = useFormAnswer();
  const isOfEmail = answer?.submission?.initialValue?.intent === 'email';
  return (
    <>
      <ProfileForm
        answer={isOfEmail ? undefined : answer}
        constraints={constraints}
        start={start}
        locales={locales}
        zones={zones}
      />
      <EmailForm answer={isOfEmail ? answer : undefined} email={email} isVerified={isVerified} />
      <RemindersForm reminderMails={reminderMails} />
      {calendar && <CalendarPart {...calendar} />}
      <KeyboardPart />
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.dashboard, label: 'Dashboard' }} />;
}
