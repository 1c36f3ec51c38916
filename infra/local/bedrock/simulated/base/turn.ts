import type { ConverseMessage, ModelCall } from '../../simulated-model.ts';
import { type Act, actsIn } from './acts.ts';
import { type PromptState, readPromptState } from './prompt-state.ts';
import { readStatement, type Statement, sentencesOf } from './statements.ts';
import { isTold, runsIn, type ToolRun, textOf, toldRunsIn } from './tool-runs.ts';

/** What an answer depends on, read from one model call. */
export interface Turn {
  readonly call: ModelCall;
  readonly state: PromptState;
  /** The person's last message. */
  readonly message: string;
  readonly hasImage: boolean;
  readonly statements: readonly Statement[];
  /** The kinds of the message. */
  readonly acts: readonly Act[];
  /** Whether the conversation has no answer yet. */
  readonly isFirst: boolean;
  /** The last answer before the message. */
  readonly lastAnswer: string;
  /** Tools that ran since the message, oldest first. */
  readonly runs: readonly ToolRun[];
}

/** Matches a leading command: `/log-workout deadlift 3x3`. */
export const COMMAND = /^\s*\/([a-z][\w-]*)\s*/i;

function isMessage({ role, content }: ConverseMessage): boolean {
  const isResult = content.some(({ toolResult }) => toolResult !== undefined);
  const hasImage = content.some(({ image }) => image !== undefined);
  const text = textOf({ role, content });
  return role === 'user' && !isResult && !isTold(text) && (text !== '' || hasImage);
}

export const readStatements = (text: string, today: string | undefined): readonly Statement[] =>
  sentencesOf(text.replace(COMMAND, '')).map((sentence) => readStatement(sentence, today));

export function readTurn(call: ModelCall): Turn {
  const { messages, system, tools } = call;
  const at = messages.findLastIndex(isMessage);
  const asked = messages[at];
  const since = messages.slice(at + 1);
  const answers = messages
    .slice(0, Math.max(at, 0))
    .filter(({ role }) => role === 'assistant')
    .map(textOf)
    .filter((text) => text !== '');
  const state = readPromptState(system);
  const message = asked ? textOf(asked) : '';
  const statements = readStatements(message, state.today);
  return {
    call,
    state,
    message,
    hasImage: asked?.content.some(({ image }) => image !== undefined) ?? false,
    statements,
    acts: actsIn(message, statements),
    isFirst: answers.length === 0 && !state.tags.some(({ name }) => name === 'earlier_conversation'),
    lastAnswer: answers.at(-1) ?? '',
    runs: tools.length > 0 ? runsIn(since) : [...runsIn(since), ...toldRunsIn(since)],
  };
}
