import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { EVENTS_TABLE_NAME, TABLE_NAME } from '../tables.ts';
import { ask, compare, framesOf, turnsThatStand, watch } from './replays.ts';
import { serveAbort } from './server.ts';
import { countAt, isBeingDeleted, itemsOf, refOf, textAt } from './stored.ts';
import type { Message, World } from './world.ts';

const HOUR_MS = 60 * 60_000;
/** The share of schedules that continue the next day, because it costs as much as the schedule itself. */
const SHARE = 0.4;
/** The maximum number of turns that are read. */
const TURNS = 4;
const CLOSED = ['session_expired', 'session_ended'];

/**
 * P6, P7, P10, days later. TTL has removed all, some or none of the event logs and tombstones. Every turn is still
 * replayed as it was, and the clock closes sessions, whether or not a sweep has marked them.
 */
export async function nextDay(world: World): Promise<void> {
  const { random, time } = world;
  if (!random.chance(SHARE)) return;
  const atTheEdge = 24 * HOUR_MS + random.between(-5_000, 120_000);
  const laterMs = random.pick([23 * HOUR_MS, atTheEdge, atTheEdge, 26 * HOUR_MS, 80 * HOUR_MS]);
  await new Promise<void>((resolve) => time.after(laterMs - time.now(), resolve));
  world.note('---', `${Math.round(laterMs / HOUR_MS)} hours later`);
  await collect(world);
  const looked = turnsThatStand(world).filter(() => random.chance(0.8));
  for (const message of looked.slice(0, TURNS)) await lookAgain(message, world);
  for (const session of itemsOf(world, 'SESSION#'))
    await writeAgain(textAt(session, 'sub'), textAt(session, 'sessionId'), world);
  const forgotten = world.messages.filter((message) => !isStored(message, world) && !isBeingDeleted(message, world));
  for (const message of forgotten.slice(0, 2)) await isRefused(message, world);
}

/** Removes items past their TTL as DynamoDB does: in no order, and not all at once. */
async function collect(world: World): Promise<void> {
  const { dynamo, random, time, startedAt, ttlLateMs } = world;
  const now = startedAt + time.now();
  for (const TableName of [TABLE_NAME, EVENTS_TABLE_NAME]) {
    const due = [...dynamo.items(TableName)].filter(
      (item) => item['ttl'] !== undefined && countAt(item, 'ttl') * 1_000 + ttlLateMs <= now,
    );
    for (const { pk, sk } of due.filter(() => random.chance(0.8))) {
      world.writing({ name: 'ttl' }, 'forget');
      await dynamo.client.send(new DeleteCommand({ TableName, Key: { pk, sk } }));
    }
  }
}

async function lookAgain(message: Message, world: World): Promise<void> {
  const whole = framesOf(await ask(message, undefined, world), message, world);
  compare(message, whole, world);
  const cut = world.random.between(0, Math.max(0, whole.length - 2));
  for (const read of [ask, watch]) {
    const rest = framesOf(await read(message, whole[cut], world), message, world);
    // Without a cursor the replay starts at the beginning.
    compare(message, whole[cut]?.id ? [...whole.slice(0, cut + 1), ...rest] : rest, world);
  }
  await stopAgain(message, world);
}

/** P14: a stop of a turn that is over returns its state. */
async function stopAgain(message: Message, world: World): Promise<void> {
  const before = itemsOf(world, `TURN#${message.turnId}`).map((turn) => textAt(turn, 'state'));
  const { writes } = world.counts;
  const status = await new Promise<string>((resolve) => serveAbort(refOf(message), resolve, world));
  if (!before.includes(status))
    world.violate('P14', `${message.turnId}: was ${before.join()}, its stop says ${status}`);
  if (world.counts.writes !== writes) world.violate('P14', `${message.turnId}: was over, and its stop wrote something`);
}

/** P10: all sessions are past their expiry by now, including those that no sweep has marked. */
async function writeAgain(sub: string, sessionId: string, world: World): Promise<void> {
  const message = {
    sub,
    sessionId,
    text: 'good morning',
    parentTurnId: undefined,
    turnId: world.ids.uuid(),
    isAcknowledged: false,
    hasLeft: false,
    isOver: false,
  };
  await isRefused(message, world);
}

async function isRefused(message: Message, world: World): Promise<void> {
  const { refusal } = await ask(message, undefined, world);
  if (!refusal || !CLOSED.includes(refusal.code)) {
    world.violate('P10', `${message.sessionId}: a day later it answers ${refusal?.code ?? 'with a turn'}`);
  }
}

const isStored = ({ turnId }: Message, world: World) => itemsOf(world, `TURN#${turnId}`).length > 0;
