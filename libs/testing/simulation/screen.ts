import type { CoachEvent } from '#contract/events';
import { isTerminal } from '#contract/events';
import type { EventId } from '#contract/ids';
import type { Frame } from '#contract/sse';
import type { CoachError } from '#ports/errors';
import type { Connection } from './connection.ts';
import { isBeingDeleted } from './stored.ts';
import type { Message, World } from './world.ts';

/** The state of one tab for an answer, built as the product's client builds it. */
export interface Screen {
  /** Path 3 shows only the end. */
  readonly isBuffered: boolean;
  cursor: EventId | undefined;
  text: string;
}

/** Shows the events of a connection until the turn ends, the connection closes or the user leaves. */
export async function show(
  connection: Connection,
  screen: Screen,
  message: Message,
  world: World,
): Promise<'over' | 'closed' | CoachError> {
  let last = screen.cursor;
  for (;;) {
    const sent = await connection.next();
    if (message.hasLeft || sent.type === 'closed') return 'closed';
    if (sent.type === 'refused') return sent.error;
    if (sent.type === 'head') continue;
    const { frame } = sent;
    if (!screen.isBuffered) checkOrder(frame, last, message, world);
    last = frame.id ?? last;
    if (isSeen(frame.id, screen.cursor)) continue;
    screen.cursor = frame.id ?? screen.cursor;
    add(frame.event, screen, message);
    if (isTerminal(frame.event)) {
      end(frame.event, screen, message, world);
      return 'over';
    }
  }
}

const isSeen = (id: EventId | undefined, cursor: EventId | undefined): boolean =>
  id !== undefined &&
  cursor !== undefined &&
  (id.epoch < cursor.epoch || (id.epoch === cursor.epoch && id.seq <= cursor.seq));

/** P6: the numbers of an epoch have no gap, and a new epoch begins with 1. */
function checkOrder({ id }: Frame, last: EventId | undefined, { turnId }: Message, world: World): void {
  if (!id) return;
  const follows = last?.epoch === id.epoch && id.seq === last.seq + 1;
  const begins = id.seq === 1 && id.epoch >= (last?.epoch ?? 0);
  if (!follows && !begins) {
    const before = last ? `${last.epoch}-${last.seq}` : 'nothing';
    world.violate('P6', `${turnId}: ${id.epoch}-${id.seq} came after ${before}`);
  }
}

function add(event: CoachEvent, screen: Screen, message: Message): void {
  if (event.type === 'start') message.isAcknowledged = true;
  else if (event.type === 'reset') screen.text = '';
  else if (event.type === 'chunk') screen.text += event.text;
  else if (event.type === 'snapshot') screen.text = event.text;
}

/** P6: all tabs receive the same end, and have shown what it says. */
function end(event: CoachEvent, { isBuffered, text: seen }: Screen, message: Message, world: World): void {
  const text = event.type === 'complete' || event.type === 'aborted' ? event.aiResponse : '';
  const { turnId, shown } = message;
  if (event.type === 'complete' && !isBuffered && seen !== text) {
    world.violate('P6', `${turnId}: was shown "${seen}", and told at the end "${text}"`);
  }
  // Of a deleted session each tab knows only what it was sent itself.
  if (shown && !isBeingDeleted(message, world) && (shown.type !== event.type || shown.text !== text)) {
    world.violate('P6', `${turnId}: "${shown.text}" (${shown.type}) to one tab, "${text}" (${event.type}) to another`);
  }
  message.shown = { type: event.type, text };
}
