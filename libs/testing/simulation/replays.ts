import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { type CoachEvent, isTerminal } from '#contract/events';
import type { Frame } from '#contract/sse';
import { EVENTS_TABLE_NAME } from '../tables.ts';
import { refOf } from './client.ts';
import { createCoach } from './coach.ts';
import { type Sent, serve } from './server.ts';
import { itemsOf, snapshotOf, textAt } from './stored.ts';
import { sweepOnce } from './upkeep.ts';
import type { Message, World } from './world.ts';

/** P6, P7: every turn that is over is told again as it was, from any place, also without its log, and for nothing. */
export async function replayAll(world: World): Promise<void> {
  const stored = new Set(itemsOf(world, 'TURN#').map((turn) => textAt(turn, 'turnId')));
  for (const message of world.messages.filter(({ turnId }) => stored.has(turnId))) {
    const whole = await ask(message, undefined, world);
    const cut = world.random.between(0, Math.max(0, whole.length - 2));
    const rest = await ask(message, whole[cut], world);
    const isSame = JSON.stringify([...whole.slice(0, cut + 1), ...rest]) === JSON.stringify(whole);
    if (!isSame && whole.length > 1) world.violate('P6', `${message.turnId}: cut after ${cut}, it is told differently`);
    compare(message, viewOf(whole), world);
    if (world.random.chance(0.3)) {
      await forgetLog(message, world);
      compare(message, viewOf(await ask(message, whole[cut], world)), world);
    }
  }
}

/** P19: sweeping what has been swept changes nothing. */
export async function sweepAgain(world: World): Promise<void> {
  await sweepOnce(world);
  const once = snapshotOf(world);
  await sweepOnce(world);
  if (snapshotOf(world) !== once) world.violate('P19', 'a second sweep changed something');
}

async function ask(message: Message, from: Frame | undefined, world: World): Promise<readonly Frame[]> {
  const { modelCalls, writes } = world.counts;
  const frames: Frame[] = [];
  await new Promise<void>((resolve) => {
    const take = (sent: Sent) => {
      if (sent.type === 'frame') frames.push(sent.frame);
      if (sent.type === 'refused')
        world.violate('P7', `${message.turnId}: is over, and was refused: ${sent.error.code}`);
      if (sent.type === 'closed' || sent.type === 'refused') resolve();
    };
    const { text, parentTurnId } = message;
    serve(
      createCoach(60_000),
      { ref: refOf(message), text, parentTurnId, cursor: from?.id, isBuffered: false },
      take,
      world,
    );
  });
  if (world.counts.modelCalls !== modelCalls) world.violate('P7', `${message.turnId}: its replay asked the model`);
  if (world.counts.writes !== writes) world.violate('P7', `${message.turnId}: its replay wrote something`);
  return frames;
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

function compare({ shown, turnId }: Message, { text, end }: View, world: World): void {
  if (!end) world.violate('P6', `${turnId}: its replay has no end`);
  if (end?.type === 'complete' && text !== end.aiResponse)
    world.violate('P6', `${turnId}: replayed "${text}" for "${end.aiResponse}"`);
  if (!shown || !end) return;
  const told = end.type === 'error' ? '' : 'aiResponse' in end ? end.aiResponse : '';
  if (shown.type !== end.type || shown.text !== told) {
    world.violate('P6', `${turnId}: "${shown.text}" (${shown.type}) was shown, "${told}" (${end.type}) replayed`);
  }
}

/** As TTL does, after a day. */
async function forgetLog({ sub, sessionId, turnId }: Message, { dynamo }: World): Promise<void> {
  const gone = [...dynamo.items(EVENTS_TABLE_NAME)].filter(({ pk }) => pk === `S#${sub}#${sessionId}#${turnId}`);
  for (const { pk, sk } of gone) {
    await dynamo.client.send(new DeleteCommand({ TableName: EVENTS_TABLE_NAME, Key: { pk, sk } }));
  }
}
