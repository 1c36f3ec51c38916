import type { Quantity } from './quantities.ts';
import { readStatement, type Statement, sentencesOf } from './statements.ts';
import { readTranscript, type Transcript } from './transcript.ts';
import { COMMAND, type Turn } from './turn.ts';

/** Words from which values are read: a whole message, or one of the things that it tells. */
export interface Source {
  readonly turn: Turn;
  readonly text: string;
  readonly statements: readonly Statement[];
  readonly quantities: readonly Quantity[];
  /** `2026-11-29`. */
  readonly dates: readonly string[];
  /** The conversation that the message hands over, when it is an order to write about one. */
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

/** A part of a source, read on its own; a day that only the whole names is its day, too. */
export function partOf(whole: Source, text: string): Source {
  const statements = sentencesOf(text).map((sentence) => readStatement(sentence, whole.turn.state.today));
  const part = sourceOf(whole.turn, statements, text);
  return { ...part, dates: part.dates.length > 0 ? part.dates : whole.dates };
}

/** The message of a turn, without the command in front. */
export function messageOf(turn: Turn): Source {
  const transcript = readTranscript(turn);
  return { ...sourceOf(turn, turn.statements, turn.message.replace(COMMAND, '').trim()), transcript };
}
