import type { LocalClock } from '../clock.ts';
import { startDueLoop } from '../invoke/due-loop.ts';
import type { ObjectFiles } from './object-files.ts';
import type { Tags } from './tags.ts';

/** A rule of the bucket's life cycle that removes objects. */
export interface ExpirationRule {
  readonly prefix: string;
  /** An object must have them all. */
  readonly tags: Tags;
  readonly days: number;
}

export interface LifecycleDeps {
  readonly buckets: readonly { readonly files: ObjectFiles; readonly expiration: readonly ExpirationRule[] }[];
  readonly clock: LocalClock;
}

const DAY_MS = 86_400_000;
const FIRST_AFTER_MS = 60_000;
const EVERY_MS = 3_600_000;

/** Removes expired objects, by the local clock. */
export function startLifecycle({ buckets, clock }: LifecycleDeps): { close(): void } {
  let dueAt = clock.now() + FIRST_AFTER_MS;
  const run = () => {
    dueAt = clock.now() + EVERY_MS;
    for (const { files, expiration } of buckets) removeExpired(files, expiration, clock.now());
  };
  return startDueLoop(clock, () => dueAt, run);
}

function removeExpired(files: ObjectFiles, rules: readonly ExpirationRule[], now: number): void {
  for (const { key, tags, storedAt } of files.all()) {
    const isExpired = rules.some(
      (rule) =>
        key.startsWith(rule.prefix) &&
        Object.entries(rule.tags).every(([name, value]) => tags[name] === value) &&
        now >= expiryOf(storedAt, rule.days),
    );
    if (isExpired) files.remove(key);
  }
}

/**
 * S3 removes an object at the midnight in UTC that follows its last day.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
const expiryOf = (storedAt: number, days: number): number => Math.ceil((storedAt + days * DAY_MS) / DAY_MS) * DAY_MS;
