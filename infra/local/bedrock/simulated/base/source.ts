import type { Quantity } from './quantities.ts';
import { readStatement, type Statement, sentencesOf } from './statements.ts';
import { readTranscript, type Transcript } from './transcript.ts';
import { COMMAND, type Turn } from './turn.ts';

/** A text to read values from: a whole message or a part of it. */
export interface Source {
  readonly turn: Turn;
  readonly text: string;
  readonly statements: readonly Statement[];
  readonly quantities: readonly Quantity[];
  /** `2026-11-29`. */
  readonly dates: readonly string[];
  /** The conversation to write about, when the message is an order to do so. */
  readonly transcript: Transcript | undefined;
}

export function sourceOf(turn: Turn, statements: readonly Statement[], text?: string): Source {
  return {
    turn,
    text: text ?? statements.map((statement) => statement.text).join(' '),
    statements,
    quantities: statements.flatMap(({ quantities }) => quantities),
    dates: statements.flatMap(({ dates }) => dates),
    transcript: undefined,
  };
}

/** A part of a source with its own quantities. Without dates, it has those of the whole. */
export function partOf(whole: Source, text: string): Source {
  const statements = sentencesOf(text).map((sentence) => readStatement(sentence, whole.turn.state.today));
  const part = sourceOf(whole.turn, statements, text);
  return { ...part, dates: part.dates.length > 0 ? part.dates : whole.dates };
}

/** The message of a turn, without a leading command. */
export function messageOf(turn: Turn): Source {
  const transcript = readTranscript(turn);
  return { ...sourceOf(turn, turn.statements, turn.message.replace(COMMAND, '').trim()), transcript };
}
