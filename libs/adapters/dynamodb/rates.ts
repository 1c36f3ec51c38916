import type { Claim } from '#ports/turns';
import { rateKey } from './keys.ts';
import { type Leg, update } from './legs.ts';

/** A counter is kept this long after its window, so that a late clock still finds it. */
const KEPT_MS = 60 * 60_000;

/** One more in a fixed window, if there is room. */
export function countRate(tableName: string, sub: string, { window, limit, endsAt }: Claim['rate'], now: number): Leg {
  const hasRoom = 'attribute_not_exists(#count) OR #count < :limit';
  return update(tableName, rateKey(sub, window), {
    set: { ttl: Math.ceil((Math.max(endsAt, now) + KEPT_MS) / 1000) },
    add: { count: 1 },
    when: [hasRoom],
    values: { ':limit': limit },
  });
}
