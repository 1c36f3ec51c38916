import type { Rate } from './turns.ts';

/** Fixed windows that nothing but a count stands in. */
export interface Rates {
  /** One more, if there is room. @returns false when the window is full. */
  count(sub: string, rate: Rate): Promise<boolean>;
}
