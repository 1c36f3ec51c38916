import type { CoachEvent } from '#contract/events';
import { isTerminal } from '#contract/events';
import type { EventId } from '#contract/ids';
import { PROBLEMS } from '#contract/problems';
import type { Frame } from '#contract/sse';
import type { CoachKind } from '#domain/coach';
import type { CoachError } from '#ports/errors';
import type { TurnRef } from '#ports/turns';
import type { Actor } from './actor.ts';
import type { Body, State } from './coach.ts';
import { connect } from './connection.ts';
import { serveAbort } from './server.ts';
import { checkStopped } from './stored.ts';
import type { Message, World } from './world.ts';

const BACKOFF_MS = [250, 4_000] as const;
/** After so many refusals for another turn in the session, a person waits no more. */
const PATIENCE = 40;

export const refOf = ({ sub, sessionId, turnId }: Message): TurnRef => ({
  sub,
  kind: 'coach_creator',
  sessionId,
  turnId,
});

/** What a client knows of an answer, put together as the product's own client does. */
interface View {
  cursor: EventId | undefined;
  text: string;
}

/** Asks for a turn, with the same id each time, until its end is seen, it is refused for good, or the person leaves. */
export async function sendUntilOver(
  coach: CoachKind<Body, State>,
  message: Message,
  client: Actor,
  world: World,
): Promise<void> {
  const { random } = world;
  const view: View = { cursor: undefined, text: '' };
  let refusals = 0;
  for (let attempt = 0; !message.hasLeft && world.violations.length === 0; attempt += 1) {
    const isBuffered = random.chance(0.15);
    const turnId = world.mutant?.freshIds && attempt > 0 ? world.ids.uuid() : message.turnId;
    const connection = connect(
      coach,
      {
        ref: { ...refOf(message), turnId },
        text: message.text,
        parentTurnId: message.parentTurnId,
        cursor: view.cursor,
        isBuffered,
      },
      client,
      world,
    );
    const end = await read(connection, { view, isBuffered }, message, client, world);
    if (end === 'over') break;
    if (end !== 'closed') {
      const waitMs = waitAfter(end, message, refusals, world);
      if (waitMs === undefined) break;
      refusals += 1;
      await client.clock.sleep(waitMs);
    } else {
      message.hasLeft ||= world.faults.strikes('givesUp');
      await client.clock.sleep(random.between(...BACKOFF_MS));
    }
  }
  message.isOver = !message.hasLeft;
}

async function read(
  connection: ReturnType<typeof connect>,
  { view, isBuffered }: { readonly view: View; readonly isBuffered: boolean },
  message: Message,
  client: Actor,
  world: World,
): Promise<'over' | 'closed' | CoachError> {
  let last = view.cursor;
  for (;;) {
    const sent = await connection.next();
    if (message.hasLeft || sent.type === 'closed') return 'closed';
    if (sent.type === 'refused') return sent.error;
    if (sent.type === 'head') continue;
    const { frame } = sent;
    if (!isBuffered) checkOrder(frame, last, message, world);
    last = frame.id ?? last;
    if (isSeen(frame.id, view.cursor)) continue;
    view.cursor = frame.id ?? view.cursor;
    show(frame.event, view, message);
    if (isTerminal(frame.event)) {
      end(frame.event, isBuffered ? undefined : view.text, message, world);
      world.note(client.name, `sees ${frame.event.type} of ${message.turnId.slice(-3)}`);
      return 'over';
    }
  }
}

const isSeen = (id: EventId | undefined, cursor: EventId | undefined): boolean =>
  id !== undefined &&
  cursor !== undefined &&
  (id.epoch < cursor.epoch || (id.epoch === cursor.epoch && id.seq <= cursor.seq));

/** P6: numbers of an epoch follow each other without a gap, and a new epoch begins with 1. */
function checkOrder({ id }: Frame, last: EventId | undefined, { turnId }: Message, world: World): void {
  if (!id) return;
  const follows = last?.epoch === id.epoch && id.seq === last.seq + 1;
  const begins = id.seq === 1 && id.epoch >= (last?.epoch ?? 0);
  if (!follows && !begins) {
    world.violate(
      'P6',
      `${turnId}: ${id.epoch}-${id.seq} came after ${last ? `${last.epoch}-${last.seq}` : 'nothing'}`,
    );
  }
}

function show(event: CoachEvent, view: View, message: Message): void {
  if (event.type === 'start') message.isAcknowledged = true;
  else if (event.type === 'reset') view.text = '';
  else if (event.type === 'chunk') view.text += event.text;
  else if (event.type === 'snapshot') view.text = event.text;
}

function end(event: CoachEvent, seen: string | undefined, message: Message, world: World): void {
  const text = event.type === 'complete' || event.type === 'aborted' ? event.aiResponse : '';
  message.shown = { type: event.type, text };
  if (event.type === 'complete' && seen !== undefined && seen !== text) {
    world.violate('P6', `${message.turnId}: was shown "${seen}", and told at the end "${text}"`);
  }
}

/** How long to wait after a refusal, in milliseconds; `undefined` when it is final. */
function waitAfter(error: CoachError, message: Message, refusals: number, world: World): number | undefined {
  const { code, details } = error;
  const isRetryable = PROBLEMS[code]?.retryable === true;
  if (code === 'turn_in_progress' && details?.['turnId'] === message.turnId) {
    world.violate('P9', `${message.turnId}: refused for itself`);
  }
  if (!isRetryable && message.isAcknowledged) {
    world.violate('P1', `${message.turnId}: had begun in front of the person, and was then refused: ${code}`);
  }
  if (!isRetryable || (refusals >= PATIENCE && !message.isAcknowledged)) return undefined;
  return error.retryAfterMs ?? world.random.between(...BACKOFF_MS);
}

/** Presses stop, until the server has answered. */
export async function stopUntilAnswered(message: Message, client: Actor, world: World): Promise<void> {
  const { random, faults, time } = world;
  for (let isAnswered = false; !isAnswered; ) {
    isAnswered = await new Promise<boolean>((resolve) => {
      client.deliver(6_000, () => resolve(false));
      if (faults.strikes('requestDropped')) return;
      time.after(random.between(10, 120), () => {
        serveAbort(
          refOf(message),
          (status) => {
            if (status in PROBLEMS) client.deliver(random.between(10, 120), () => resolve(false));
            else {
              checkStopped(message, status, world);
              client.deliver(random.between(10, 120), () => resolve(true));
            }
          },
          world,
        );
      });
    });
    if (!isAnswered) await client.clock.sleep(random.between(...BACKOFF_MS));
  }
}
