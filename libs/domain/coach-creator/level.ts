import type { SophisticationLevel } from '#contract/creator-progress';
import type { Signal } from './signals.ts';

export type LevelState = {
  readonly level: SophisticationLevel;
  /** Another level that the model reported last time without a confirming signal. */
  readonly vote: SophisticationLevel | null;
};

/**
 * Moves the level with hysteresis: it needs the model's report and a signal, or the same report twice in a row. The
 * level never returns to unknown.
 */
export function moveLevel(
  { level, vote }: LevelState,
  reported: SophisticationLevel | undefined,
  signals: readonly Signal[],
): LevelState {
  if (reported === undefined) return { level, vote };
  if (reported === 'UNKNOWN' || reported === level) return { level, vote: null };
  const isBorneOut = vote === reported || signals.some((signal) => signal.level === reported);
  return isBorneOut ? { level: reported, vote: null } : { level, vote: reported };
}
