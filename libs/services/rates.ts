import { isoOf } from '#ports/clock';
import type { Rate } from '#ports/rates';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Fixed windows in UTC, one series per kind. */
export const minuteRate = (kind: 'messages' | 'notes' | 'tools', now: number, limit: number): Rate => ({
  window: `${kind}#${isoOf(now).slice(0, '2026-11-21T10:15'.length)}`,
  limit,
  endsAt: now + MINUTE_MS - (now % MINUTE_MS),
});

/** Shared by all coaches of a user. */
export const messageRate = (now: number, limit: number): Rate => minuteRate('messages', now, limit);

export const sessionRate = (now: number, limit: number): Rate => ({
  window: `sessions#${isoOf(now).slice(0, '2026-11-21T10'.length)}`,
  limit,
  endsAt: now + HOUR_MS - (now % HOUR_MS),
});
