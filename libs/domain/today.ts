/** `Saturday 21 November 2026`, where the person is; in UTC when we don't know that place. */
export function today(now: number, timezone = 'UTC'): string {
  const format = (timeZone: string) =>
    new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone }).format(now).replace(',', '');
  try {
    return format(timezone);
  } catch (error) {
    if (error instanceof RangeError) return format('UTC');
    throw error;
  }
}
