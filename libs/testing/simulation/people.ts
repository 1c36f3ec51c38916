import { PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import { TIERS } from '#contract/tiers';
import type { CoachKind } from '#domain/coach';
import { type Clock, isoOf, periodOf } from '#ports/clock';
import type { SessionRef } from '#ports/turns';
import { messageRate } from '#services/turn/rates';
import { EVENTS_TABLE_NAME, TABLE_NAME } from '../tables.ts';
import { sendUntilOver, stopUntilAnswered } from './client.ts';
import { type Body, createCoach, INITIAL_STATE, LAST_WORD, type State } from './coach.ts';
import type { Message, World } from './world.ts';

/** All tabs are open by then, in milliseconds. */
const OPENED_MS = 15_000;
/** Sometimes all of them at once: then limits matter. */
const RUSHED_MS = 20;

interface Conversation {
  readonly ref: SessionRef;
  readonly coach: CoachKind<Body, State>;
  /** Ids of its turns, as its tabs know them. */
  readonly known: string[];
}

/** Some people with budgets, each with some sessions. */
export async function settleIn(world: World): Promise<readonly Conversation[]> {
  const { random, dynamo, startedAt } = world;
  const clock: Clock = { now: () => startedAt, sleep: async () => {} };
  const storage = { client: dynamo.client, tableName: TABLE_NAME, eventsTableName: EVENTS_TABLE_NAME, clock };
  const sessions = createDynamoSessions(storage);
  const conversations: Conversation[] = [];
  const people = random.between(1, 2);
  for (let person = 1; person <= people; person += 1) {
    const sub = `person-${person}`;
    if (random.chance(0.5)) await spendBefore(world, sub, random.between(110, random.pick([700, 1_500])));
    if (random.chance(0.3)) await writeBefore(world, sub, random.between(6, 9));
    const sessionsOfPerson = random.between(1, 3);
    for (let session = 1; session <= sessionsOfPerson; session += 1) {
      const idleMs = random.pick([20_000, 45_000, 600_000]);
      const ref = { sub, kind: 'coach_creator', sessionId: `01JD00000000000000000${person}000${session}` } as const;
      await sessions.create({
        ref,
        now: startedAt,
        expiresAt: isoOf(startedAt + idleMs),
        state: INITIAL_STATE,
        messages: [],
        rate: { window: 'sessions#now', limit: 10, endsAt: startedAt + 60_000 },
      });
      conversations.push({ ref, coach: createCoach(idleMs), known: [] });
    }
  }
  return conversations;
}

/** Nearly all of the month's budget is gone, to `left` tokens. */
async function spendBefore({ dynamo, startedAt }: World, sub: string, left: number): Promise<void> {
  const period = periodOf(startedAt);
  const spent = TIERS.free.tokensPerMonth - left;
  const hold = { sk: `RES#${period}#before`, turnId: 'before', state: 'settled', amount: spent, version: 2 };
  const budget = { sk: `BUDGET#${period}`, committed: spent, spent, live: 0 };
  const TransactItems = [hold, budget].map((item) => ({
    Put: { TableName: TABLE_NAME, Item: { pk: `U#${sub}`, ...item } },
  }));
  await dynamo.client.send(new TransactWriteCommand({ TransactItems }));
}

/** Most of what may be written in the first minute has been written. */
async function writeBefore({ dynamo, startedAt }: World, sub: string, count: number): Promise<void> {
  const { window } = messageRate(startedAt, count);
  const Item = { pk: `U#${sub}`, sk: `RATE#${window}`, count };
  await dynamo.client.send(new PutCommand({ TableName: TABLE_NAME, Item }));
}

/** What people do in their conversations; resolves when all of them are through. */
export async function converse(conversations: readonly Conversation[], world: World): Promise<void> {
  const { random } = world;
  const isRush = random.chance(0.25);
  await Promise.all(
    conversations.flatMap((conversation) =>
      Array.from({ length: isRush ? 3 : 1 + Number(random.chance(0.3)) }, () =>
        openTab(conversation, random.between(0, isRush ? RUSHED_MS : OPENED_MS), world),
      ),
    ),
  );
}

async function openTab({ ref, coach, known }: Conversation, afterMs: number, world: World): Promise<void> {
  const { random, messages, ids } = world;
  const client = world.spawn('client');
  const turns = random.between(1, 4);
  await client.clock.sleep(afterMs);
  for (let turn = 1; turn <= turns; turn += 1) {
    const isLast = turn === turns && random.chance(0.4);
    const message: Message = {
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
      isStopped: false,
      hasLeft: false,
      isOver: false,
    };
    messages.push(message);
    world.note(
      client.name,
      `sends "${message.text}" as ${message.turnId.slice(-3)}, after ${message.parentTurnId?.slice(-3)}`,
    );
    const stop = random.chance(0.2) ? stopLater(message, client, world) : undefined;
    if (random.chance(0.06)) leaveLater(message, client, world);
    await sendUntilOver(coach, message, client, world);
    if (message.hasLeft) return;
    if (message.shown) known.push(message.turnId);
    await stop;
    await client.clock.sleep(random.between(0, 3_000));
  }
}

async function stopLater(message: Message, client: ReturnType<World['spawn']>, world: World): Promise<void> {
  await client.clock.sleep(world.random.between(0, world.random.pick([100, 6_000])));
  if (message.hasLeft) return;
  message.isStopped = true;
  await stopUntilAnswered(message, client, world);
}

function leaveLater(message: Message, client: ReturnType<World['spawn']>, world: World): void {
  client.deliver(world.random.between(0, 9_000), () => {
    message.hasLeft = !message.isOver;
    if (message.hasLeft) world.note(client.name, `leaves ${message.turnId.slice(-3)}`);
  });
}
