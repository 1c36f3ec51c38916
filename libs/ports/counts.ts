import { COUNT_LIMITS, type Counted } from '#contract/count-limits';
import { CoachError } from './errors.ts';

/** What a person has stored of each counted thing. Absent means none. A crash may leave a total too high. */
export type Counts = Readonly<Partial<Record<Counted, number>>>;

/** The person has stored as many as allowed. */
export const countExceeded = (counted: Counted): CoachError =>
  new CoachError('validation_failed', `${COUNT_LIMITS[counted]} ${counted} are the limit`, {
    details: { limit: counted },
  });

/** How many more a person may store. */
export const roomFor = (counted: Counted, counts: Counts): number => COUNT_LIMITS[counted] - (counts[counted] ?? 0);
