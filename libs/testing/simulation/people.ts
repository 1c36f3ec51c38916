import type { Actor } from './actor.ts';
import { sendUntilOver, watchUntilOver } from './client.ts';
import { LAST_WORD } from './coach.ts';
import { deleteUntilAnswered, stopUntilAnswered } from './requests.ts';
import type { Conversation } from './settle-in.ts';
import type { Message, World } from './world.ts';

/** When all tabs open at once, they open within this time, in milliseconds, so that limits matter. */
const RUSHED_MS = 20;

/** Simulates the users of these conversations. Resolves when all of them are done. */
export async function converse(conversations: readonly Conversation[], world: World): Promise<void> {
  const { random, scene } = world;
  const isRush = random.chance(scene.rushes);
  const { openedMs, secondTab } = scene;
  await Promise.all(
    conversations.flatMap((conversation) => [
      ...Array.from({ length: isRush ? 3 : 1 + Number(random.chance(secondTab)) }, () =>
        openTab(conversation, random.between(0, isRush ? RUSHED_MS : openedMs), world),
      ),
      ...(random.chance(scene.deletes) ? [deleteLater(conversation, world)] : []),
    ]),
  );
}

async function openTab({ ref, coach, known }: Conversation, afterMs: number, world: World): Promise<void> {
  const { random, messages, scene } = world;
  const client = world.spawn('client');
  const turns = random.between(...scene.turns);
  await client.clock.sleep(afterMs);
  for (let turn = 1; turn <= turns; turn += 1) {
    const isLast = turn === turns && random.chance(scene.goodbyes);
    const message = newMessage({ ref, known }, isLast, world);
    messages.push(message);
    const { text, turnId, parentTurnId } = message;
    world.note(client.name, `sends "${text}" as ${turnId}${parentTurnId ? `, after ${parentTurnId}` : ''}`);
    const stop = random.chance(scene.stops) ? stopLater(message, client, world) : undefined;
    if (random.chance(scene.leaves)) leaveLater(message, client, world);
    if (random.chance(scene.watches)) void watchLater(message, world);
    await sendUntilOver(coach, message, client, world);
    if (message.hasLeft) return;
    if (message.shown) known.push(message.turnId);
    await stop;
    await client.clock.sleep(random.between(0, scene.pauseMs));
  }
}

function newMessage({ ref, known }: Pick<Conversation, 'ref' | 'known'>, isLast: boolean, world: World): Message {
  const { random, messages, ids } = world;
  return {
    sub: ref.sub,
    sessionId: ref.sessionId,
    text: `message ${messages.length + 1}${isLast ? ` ${LAST_WORD}` : ''}`,
    parentTurnId: random.chance(0.3)
      ? undefined
      : random.chance(0.9)
        ? known.at(-1)
        : random.pick([...known, undefined]),
    turnId: ids.uuid(),
    isAcknowledged: false,
    hasLeft: false,
    isOver: false,
  };
}

async function stopLater(message: Message, client: Actor, world: World): Promise<void> {
  await client.clock.sleep(world.random.between(0, world.random.pick(world.scene.stopsWithinMs)));
  if (message.hasLeft) return;
  await stopUntilAnswered(message, client, world);
}

function leaveLater(message: Message, client: Actor, world: World): void {
  client.deliver(world.random.between(0, 9_000), () => {
    message.hasLeft = !message.isOver;
    if (message.hasLeft) world.note(client.name, `leaves ${message.turnId}`);
  });
}

async function watchLater(message: Message, world: World): Promise<void> {
  const screen = world.spawn('screen');
  await screen.clock.sleep(world.random.between(0, 8_000));
  await watchUntilOver(message, screen, world);
}

async function deleteLater({ ref }: Conversation, world: World): Promise<void> {
  const client = world.spawn('client');
  await client.clock.sleep(world.random.between(0, world.scene.deletesWithinMs));
  await deleteUntilAnswered(ref, client, world);
}
