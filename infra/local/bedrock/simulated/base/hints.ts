import type { ValueHints } from './fill.ts';
import type { Choose } from './phrasing.ts';
import type { Synonyms } from './read-option.ts';
import type { Source } from './source.ts';
import type { ToolRun } from './tool-runs.ts';
import type { Turn } from './turn.ts';

/** A tool to call, with what a coach knows of its input; the base reads the rest. */
export interface ToolWish {
  readonly name: string;
  readonly input?: object;
}

/** An answer in words, or nothing when it does not fit. */
export type Reply = (turn: Turn, choose: Choose) => string | undefined;

/** What a coach tells the base, so that it answers better than from the request alone. */
export interface CoachHints {
  /** Whether a request is this coach's. */
  isFor(turn: Turn): boolean;
  /** Said before the first answer of a conversation. */
  readonly notice?: string;
  readonly values?: ValueHints;
  readonly synonyms?: Synonyms;
  /** Tools by which a model reports beside its text, where the base does not see it from their descriptions. */
  readonly reports?: readonly string[];
  /** Answers that need no tool, and go before every one of them. */
  readonly guards?: readonly Reply[];
  /** The tools that one request of a message asks for. */
  wishes?(request: Source, turn: Turn): readonly ToolWish[];
  /** Tools whose turn comes once others have answered. */
  followUps?(turn: Turn): readonly ToolWish[];
  /** Said before the first tool of a turn, by the tool. */
  readonly preambles?: Readonly<Record<string, string>>;
  /** How a result is told, by the tool; what it does not tell, the base does. */
  readonly tells?: Readonly<Record<string, (run: ToolRun, turn: Turn) => string | undefined>>;
  /** What closes an answer from tools. */
  closing?(turn: Turn, told: string, choose: Choose): string | undefined;
  /** Answers without tools; the first that fits. */
  readonly replies?: readonly Reply[];
}
