import { isTerminal, type TerminalEvent } from '#contract/events';
import type { EventId } from '#contract/ids';
import type { Frame } from '#contract/sse';
import type { ContentBlock } from '#ports/model';
import type { Outcome, TurnRecord, TurnRef } from '#ports/turn-records';
import type { Turns } from '#ports/turns';

/**
 * Replays a finished turn: the stored events after the cursor or, once they are gone, the whole text and the terminal
 * event. Calls no model and costs nothing. Ignores a cursor of another epoch or past the end.
 */
export async function* replay(
  turns: Turns,
  ref: TurnRef,
  turn: TurnRecord,
  cursor: EventId | undefined,
): AsyncGenerator<Frame, void, undefined> {
  const seen = cursor?.epoch === turn.epoch ? cursor.seq : 0;
  const frames = await turns.readEvents(ref, turn.epoch, 0);
  if (frames.some(({ event }) => isTerminal(event))) {
    const rest = frames.filter(({ id }) => (id?.seq ?? 0) > seen);
    yield* rest.length > 0 ? rest : frames;
    return;
  }
  const answers = await turns.readAnswer(ref, turn.messageSeq);
  const blocks: readonly ContentBlock[] = answers.flatMap(({ content }) => content);
  const text = blocks.map((block) => (block.type === 'text' ? block.text : '')).join('');
  yield { event: { type: 'snapshot', text, blocks: [...blocks] } };
  // Outcomes that were stored by earlier versions have no session id.
  if (turn.outcome) yield { event: withText({ ...turn.outcome, sessionId: ref.sessionId }, text) };
}

/** The terminal event as it was sent. The turn stores all of it except the text, which is stored in the messages. */
const withText = (outcome: Outcome, text: string): TerminalEvent =>
  outcome.type === 'error' ? outcome : ({ ...outcome, aiResponse: text } as TerminalEvent);
