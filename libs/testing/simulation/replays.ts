import { type CoachEvent, isTerminal } from '#contract/events';
import type { Frame } from '#contract/sse';
import type { CoachError } from '#ports/errors';
import { createCoach } from './coach.ts';
import { type Sent, serve, serveWatch } from './server.ts';
import { isBeingDeleted, itemsOf, refOf, snapshotOf, textAt } from './stored.ts';
import { sweepOnce } from './upkeep.ts';
import type { Message, World } from './world.ts';

/** The result of one request, read until the connection closes. */
export interface Told {
  readonly frames: readonly Frame[];
  readonly refusal: CoachError | undefined;
}

/**
 * P6, P7: a turn that is over is replayed as it was, from any cursor, to its client and to watchers, without a cost.
 */
export async function replayAll(world: World): Promise<void> {
  for (const message of turnsThatStand(world)) {
    const whole = framesOf(await ask(message, undefined, world), message, world);
    const cut = world.random.between(0, Math.max(0, whole.length - 2));
    const rest = framesOf(await ask(message, whole[cut], world), message, world);
    if (whole.length > 1) isTheSame([...whole.slice(0, cut + 1), ...rest], whole, message, world);
    isTheSame(framesOf(await watch(message, undefined, world), message, world), whole, message, world);
    compare(message, whole, world);
  }
}

/** P19: a second sweep changes nothing. */
export async function sweepAgain(world: World): Promise<void> {
  await sweepOnce(world);
  const once = snapshotOf(world);
  await sweepOnce(world);
  if (snapshotOf(world) !== once) world.violate('P19', 'a second sweep changed something');
}

/** Messages whose turns are stored, and whose sessions no user asked to delete. */
export function turnsThatStand(world: World): readonly Message[] {
  const stored = new Set(itemsOf(world, 'TURN#').map((turn) => textAt(turn, 'turnId')));
  return world.messages.filter((message) => stored.has(message.turnId) && !isBeingDeleted(message, world));
}

/** P7: a request for a turn that is over, or a refused one, calls no model and changes nothing. */
export const ask = (message: Message, from: Frame | undefined, world: World): Promise<Told> =>
  forNothing(message, world, (take) => {
    const { text, parentTurnId } = message;
    const post = { ref: refOf(message), text, parentTurnId, cursor: from?.id, isBuffered: false };
    serve(createCoach(60_000), post, take, world);
  });

export const watch = (message: Message, from: Frame | undefined, world: World): Promise<Told> =>
  forNothing(message, world, (take) => serveWatch({ ref: refOf(message), cursor: from?.id }, take, world));

async function forNothing(
  { turnId }: Message,
  world: World,
  reach: (take: (sent: Sent) => void) => void,
): Promise<Told> {
  const { modelCalls, writes } = world.counts;
  const frames: Frame[] = [];
  const refusal = await new Promise<CoachError | undefined>((resolve) => {
    reach((sent) => {
      if (sent.type === 'frame') frames.push(sent.frame);
      else if (sent.type === 'refused') resolve(sent.error);
      else if (sent.type === 'closed') resolve(undefined);
    });
  });
  if (world.counts.modelCalls !== modelCalls) world.violate('P7', `${turnId}: its replay asked the model`);
  if (world.counts.writes !== writes) world.violate('P7', `${turnId}: its replay wrote something`);
  return { frames, refusal };
}

export function framesOf({ frames, refusal }: Told, { turnId }: Message, world: World): readonly Frame[] {
  if (refusal) world.violate('P7', `${turnId}: is over, and was refused: ${refusal.code}`);
  return frames;
}

function isTheSame(told: readonly Frame[], before: readonly Frame[], { turnId }: Message, world: World): void {
  if (JSON.stringify(told) !== JSON.stringify(before)) {
    world.violate(
      'P6',
      `${turnId}: told again, it is another one: ${JSON.stringify(told)}, not ${JSON.stringify(before)}`,
    );
  }
}

/** P6: a client shows for these events what users saw before. */
export function compare({ shown, turnId }: Message, frames: readonly Frame[], world: World): void {
  const { text, end } = viewOf(frames);
  if (!end) world.violate('P6', `${turnId}: its replay has no end`);
  if (end?.type === 'complete' && text !== end.aiResponse)
    world.violate('P6', `${turnId}: replayed "${text}" for "${end.aiResponse}"`);
  if (!shown || !end) return;
  const told = end.type === 'error' ? '' : 'aiResponse' in end ? end.aiResponse : '';
  if (shown.type !== end.type || shown.text !== told) {
    world.violate('P6', `${turnId}: "${shown.text}" (${shown.type}) was shown, "${told}" (${end.type}) replayed`);
  }
}

interface View {
  readonly text: string;
  readonly end: CoachEvent | undefined;
}

function viewOf(frames: readonly Frame[]): View {
  let text = '';
  for (const { event } of frames) {
    if (event.type === 'chunk') text += event.text;
    if (event.type === 'snapshot') text = event.text;
  }
  return { text, end: frames.map(({ event }) => event).find(isTerminal) };
}
