import { isoOf } from '#ports/clock';
import type { Rate } from '#ports/rates';
import { FOLLOWS_A_MINUTE, WHOLE_FOLLOW_WEIGHT } from './turn/parameters.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Fixed windows in UTC, one series per kind. */
export const minuteRate = (
  kind: 'messages' | 'notes' | 'tools' | 'follows' | 'writes' | 'images',
  now: number,
  limit: number,
): Rate => ({
  window: `${kind}#${isoOf(now).slice(0, '2026-11-21T10:15'.length)}`,
  limit,
  endsAt: now + MINUTE_MS - (now % MINUTE_MS),
});

/** Shared by all coaches of a user. */
export const messageRate = (now: number, limit: number): Rate => minuteRate('messages', now, limit);

const WRITES_A_MINUTE = 60;

/** Writes that are no turns and have no limit of their own, shared by all coaches of a user. */
export const writeRate = (now: number): Rate => minuteRate('writes', now, WRITES_A_MINUTE);

const REFUSED_IMAGES_A_MINUTE = 20;

/** Images that fail their verification, because each of them is read. */
export const imageRate = (now: number, images: number): Rate => ({
  ...minuteRate('images', now, REFUSED_IMAGES_A_MINUTE),
  weight: images,
});

/** Each reader holds a Lambda environment until its time is over, or without `followMs` until its turn ends. */
export const followRate = (now: number, followMs: number | undefined): Rate => ({
  ...minuteRate('follows', now, FOLLOWS_A_MINUTE),
  weight: followMs === undefined ? WHOLE_FOLLOW_WEIGHT : 1,
});

export const sessionRate = (now: number, limit: number): Rate => ({
  window: `sessions#${isoOf(now).slice(0, '2026-11-21T10'.length)}`,
  limit,
  endsAt: now + HOUR_MS - (now % HOUR_MS),
});
