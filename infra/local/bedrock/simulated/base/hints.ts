import type { ValueHints } from './fill.ts';
import type { Choose } from './phrasing.ts';
import type { Synonyms } from './read-option.ts';
import type { Source } from './source.ts';
import type { Subject } from './subject.ts';
import type { Tip } from './tips.ts';
import type { ToolRun } from './tool-runs.ts';
import type { Topic } from './topic.ts';
import type { Turn } from './turn.ts';

/** A tool to call. The base fills the properties that `input` lacks. */
export interface ToolWish {
  readonly name: string;
  readonly input?: object;
}

/** A text answer, or `undefined` when it does not apply. */
export type Reply = (turn: Turn, choose: Choose) => string | undefined;

/** What a coach adds to the base, so that it answers better than from the request alone. */
export interface CoachHints {
  /** Whether a request belongs to this coach. */
  isFor(turn: Turn): boolean;
  /** Prepended to the first answer of a conversation. */
  readonly notice?: string;
  readonly values?: ValueHints;
  readonly synonyms?: Synonyms;
  /** Report tools that the base cannot recognise by name, description or prompt. */
  readonly reports?: readonly string[];
  /** Replies that prevent tool calls. Checked first. */
  readonly guards?: readonly Reply[];
  readonly topic?: Topic;
  /** What the tools are about. The base then chooses tools and tells their results by itself. */
  readonly subject?: Subject;
  /** Advice for questions, by their words. */
  readonly tips?: readonly Tip[];
  /** The tools that one request in a message asks for, beside those that the base chooses. */
  wishes?(request: Source, turn: Turn): readonly ToolWish[];
  /** Tools to call after the first results, beside those that the base chooses. */
  followUps?(turn: Turn): readonly ToolWish[];
  /** A sentence before the first tool call of a turn, by tool. Without it the base makes one of the tool's name. */
  readonly preambles?: Readonly<Record<string, string>>;
  /** Descriptions of results, by tool. For `undefined` the base describes the result. */
  readonly tells?: Readonly<Record<string, (run: ToolRun, turn: Turn) => string | undefined>>;
  /** Questions at the end of an answer from tool results. */
  readonly closings?: readonly [string, ...string[]];
  /** Replies without tools. The first that applies is used. */
  readonly replies?: readonly Reply[];
}
