const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** `Saturday 21 November 2026` in the user's time zone, or in UTC when the time zone is unknown. */
export function today(now: number, timezone = 'UTC'): string {
  if (timezone === 'UTC') return todayInUtc(now);
  try {
    const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: timezone });
    return format.format(now).replace(',', '');
  } catch (error) {
    if (error instanceof RangeError) return todayInUtc(now);
    throw error;
  }
}

/** Without `Intl`, whose data take ten milliseconds to load, because most users have set no time zone. */
function todayInUtc(now: number): string {
  const date = new Date(now);
  return `${WEEKDAYS[date.getUTCDay()]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}
