import type { CoachEvent } from '#contract/events';
import { PROBLEMS, type ProblemCode } from '#contract/problems';

/** The pace of a model, in words. */
export interface Pace {
  readonly wordMs: number;
}

export interface SpeakerTools {
  readonly say: (event: CoachEvent) => void;
  readonly pace: Pace;
  /** Waits after a word of the text `said`: as long as a word takes, or until the turn is stopped when it is to be silent. */
  readonly afterWord: (said: string) => Promise<void>;
  readonly isStopped: () => boolean;
  /** The turn fails after so many words. */
  readonly failsAfter: number | undefined;
}

export interface Refusal {
  readonly code: ProblemCode;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** A coach for the length of one turn. */
export interface Speaker {
  /** Why this turn is not taken at all. */
  refusal(): Refusal | undefined;
  /** Takes the message. @returns the turn's first event. */
  start(): CoachEvent;
  /** Says the answer. @returns the turn's last event. */
  produce(tools: SpeakerTools): Promise<CoachEvent>;
}

export function failureOf(turnId: string, sessionId: string): CoachEvent {
  const { message, retryable } = PROBLEMS.model_unavailable;
  return { type: 'error', turnId, sessionId, code: 'model_unavailable', message, retryable };
}
