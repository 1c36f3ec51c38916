import { PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import { TIERS } from '#contract/tiers';
import { type Clock, isoOf, periodOf } from '#ports/clock';
import type { SessionRef } from '#ports/session-records';
import { followRate, messageRate } from '#services/rates';
import { FOLLOWS_A_MINUTE } from '#services/turn/parameters';
import { EVENTS_TABLE_NAME, TABLE_NAME } from '../tables.ts';
import { type CoachWith, createCoach, INITIAL_STATE } from './coach.ts';
import type { World } from './world.ts';

export interface Conversation {
  readonly ref: SessionRef;
  readonly coach: CoachWith;
  /** The turn ids that the tabs know. */
  readonly known: string[];
}

/** Creates users with budgets and sessions. */
export async function settleIn(world: World): Promise<readonly Conversation[]> {
  const { random, dynamo, startedAt, scene } = world;
  const clock: Clock = { now: () => startedAt, sleep: async () => {} };
  const storage = { client: dynamo.client, tableName: TABLE_NAME, eventsTableName: EVENTS_TABLE_NAME, clock };
  const sessions = createDynamoSessions(storage);
  const conversations: Conversation[] = [];
  world.note('---', `a day of the kind "${scene.name}", from ${isoOf(startedAt)} on`);
  const people = random.between(...scene.people);
  for (let person = 1; person <= people; person += 1) {
    const sub = `person-${person}`;
    const Item = { pk: `U#${sub}`, sk: 'PROFILE', tier: world.tier };
    await dynamo.client.send(new PutCommand({ TableName: TABLE_NAME, Item }));
    if (random.chance(scene.poor)) await spendBefore(world, sub, random.between(...scene.leftTokens));
    if (random.chance(scene.hasty)) await writeBefore(world, sub, random.between(...scene.sentBefore));
    const sessionsOfPerson = random.between(...scene.sessions);
    for (let session = 1; session <= sessionsOfPerson; session += 1) {
      const idleMs = random.pick(scene.idleMs);
      const ref = { sub, kind: 'coach_creator', sessionId: `01JD00000000000000000${person}000${session}` } as const;
      world.note('---', `${ref.sessionId} lives ${idleMs / 1_000} s after its last turn`);
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

/** Spends the month's budget except for `left` tokens. */
async function spendBefore({ dynamo, startedAt, note, tier }: World, sub: string, left: number): Promise<void> {
  note('---', `${sub} has ${left} tokens left this month`);
  const period = periodOf(startedAt);
  const spent = TIERS[tier].tokensPerMonth - left;
  const hold = { sk: `RES#${period}#before`, turnId: 'before', state: 'settled', amount: spent, version: 2 };
  const budget = { sk: `BUDGET#${period}`, committed: spent, spent, live: 0 };
  const TransactItems = [hold, budget].map((item) => ({
    Put: { TableName: TABLE_NAME, Item: { pk: `U#${sub}`, ...item } },
  }));
  await dynamo.client.send(new TransactWriteCommand({ TransactItems }));
}

/** Uses up most of the messages and follows of the first minute. @param freeCount - Of a free user, of whom others have more. */
async function writeBefore({ dynamo, startedAt, note, tier }: World, sub: string, freeCount: number): Promise<void> {
  const count = freeCount + TIERS[tier].messagesPerMinute - TIERS.free.messagesPerMinute;
  note('---', `${sub} has sent ${count} messages this minute`);
  const used = [
    { window: messageRate(startedAt, count).window, count },
    { window: followRate(startedAt, undefined).window, count: FOLLOWS_A_MINUTE - (freeCount % 5) },
  ];
  for (const { window, ...counted } of used) {
    const Item = { pk: `U#${sub}`, sk: `RATE#${window}`, ...counted };
    await dynamo.client.send(new PutCommand({ TableName: TABLE_NAME, Item }));
  }
}
