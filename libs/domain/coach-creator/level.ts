import type { SophisticationLevel } from '#contract/creator-progress';
import type { Signal } from './signals.ts';

export type Standing = {
  readonly level: SophisticationLevel;
  /** Another level that the model named last time and no signal has borne out. */
  readonly vote: SophisticationLevel | null;
};

/**
 * The level moves with hysteresis: it takes the model's word and a signal, or the model's word twice in a row.
 * Nobody becomes unknown again.
 */
export function moveLevel(
  { level, vote }: Standing,
  reported: SophisticationLevel | undefined,
  signals: readonly Signal[],
): Standing {
  if (reported === undefined) return { level, vote };
  if (reported === 'UNKNOWN' || reported === level) return { level, vote: null };
  const isBorneOut = vote === reported || signals.some((signal) => signal.level === reported);
  return isBorneOut ? { level: reported, vote: null } : { level, vote: reported };
}
