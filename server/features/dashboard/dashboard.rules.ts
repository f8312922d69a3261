// When a day ends for a person. Pure.

/** The first moment of the next calendar day in an IANA time zone; in UTC when the zone is unknown. */
export function endOfDay(now: Date, zone: string): Date {
  const offset = offsetMinutes(now, zone);
  const local = new Date(now.getTime() + offset * 60_000);
  const midnight = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + 1);
  const guess = new Date(midnight - offset * 60_000);
  // the offset that holds at midnight, where the clocks change during the day
  return new Date(midnight - offsetMinutes(guess, zone) * 60_000);
}

function offsetMinutes(at: Date, zone: string): number {
  let parts: Intl.DateTimeFormatPart[];
  try {
    parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(
      at,
    );
  } catch {
    return 0;
  }
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(
    parts.find(({ type }) => type === 'timeZoneName')?.value ?? '',
  );
  if (!match) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
}
