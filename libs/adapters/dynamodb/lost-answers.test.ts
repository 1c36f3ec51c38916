import { TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { createMemoryDynamo } from '#testing/memory-dynamo/engine';
import { conflicted, lostResponse } from '#testing/memory-dynamo/errors';
import { aClaim, createStoreClock, load, NOW, openSession, turnOf } from '#testing/storage-fixtures';
import { EVENTS_TABLE_NAME, TABLE_NAME, tableDefinitions } from '#testing/tables';
import { createDynamoRecaps } from './recaps.ts';
import { createDynamoSessions } from './sessions.ts';
import { createDynamoTurns } from './turns.ts';

const RECAP = { strengths: [], weaknesses: [], actionItems: [], summary: 'You asked.', messageCount: 4 };

/** Applies each write and then loses the response of its first attempt, together with its token. */
function createWorld() {
  const clock = createStoreClock();
  const dynamo = createMemoryDynamo(tableDefinitions, clock.now);
  const storage = { client: dynamo.client, tableName: TABLE_NAME, eventsTableName: EVENTS_TABLE_NAME, clock };
  const loseNextAnswer = () => {
    dynamo.hooks.afterApply = (command) => {
      if (!(command instanceof TransactWriteCommand || command instanceof UpdateCommand)) return;
      delete dynamo.hooks.afterApply;
      dynamo.forgetTokens();
      throw lostResponse();
    };
  };
  /** The next write does not arrive, and another process writes first. */
  const loseNextWrite = (meanwhile: () => Promise<unknown>) => {
    dynamo.hooks.beforeApply = async (command) => {
      if (!(command instanceof UpdateCommand)) return;
      delete dynamo.hooks.beforeApply;
      await meanwhile();
      throw lostResponse();
    };
  };
  const sessions = createDynamoSessions(storage);
  const turns = createDynamoTurns(storage);
  return { sessions, recaps: createDynamoRecaps(storage), turns, dynamo, loseNextAnswer, loseNextWrite };
}

it('recognises a stored summary after its response was lost', async () => {
  const { sessions, loseNextAnswer } = createWorld();
  const ref = await openSession({ sessions });
  loseNextAnswer();
  expect(await sessions.summarize(ref, { text: 'They train.', upTo: 6 }, 0)).toBe(true);
  loseNextAnswer();
  expect(await sessions.summarize(ref, { text: 'They train more.', upTo: 12 }, 6)).toBe(true);
  expect((await sessions.get(ref))?.summary).toEqual({ text: 'They train more.', upTo: 12 });
});

it('recognises a stored recap claim and recap after their responses were lost', async () => {
  const { sessions, recaps, loseNextAnswer } = createWorld();
  const ref = await openSession({ sessions });
  loseNextAnswer();
  expect(await recaps.claim(ref, { owner: 'one', now: NOW, leaseUntil: NOW + 30_000 })).toBe('ours');
  loseNextAnswer();
  expect(await recaps.keep(ref, 'one', RECAP)).toBe(true);
  loseNextAnswer();
  await recaps.giveUp(ref, 'one');
  expect(await recaps.get(ref)).toEqual(RECAP);
});

it.each([
  ['another text', { text: 'They rest.', upTo: 6 }],
  ['another end', { text: 'They train.', upTo: 7 }],
])('does not take a summary with %s for its own when its request was lost', async (_, other) => {
  const { sessions, loseNextWrite } = createWorld();
  const ref = await openSession({ sessions });
  loseNextWrite(() => sessions.summarize(ref, other, 0));
  expect(await sessions.summarize(ref, { text: 'They train.', upTo: 6 }, 0)).toBe(false);
  expect((await sessions.get(ref))?.summary).toEqual(other);
});

it('does not take the same summary of another process for its own when its request was answered', async () => {
  const { sessions } = createWorld();
  const ref = await openSession({ sessions });
  const summary = { text: 'They train.', upTo: 6 };
  expect(await sessions.summarize(ref, summary, 0)).toBe(true);
  expect(await sessions.summarize(ref, summary, 0)).toBe(false);
});

it('counts a use with a limiter once when its response was lost', async () => {
  const { sessions, turns, loseNextAnswer } = createWorld();
  const ref = turnOf(await openSession({ sessions }));
  await turns.claim(aClaim(ref));
  loseNextAnswer();
  expect(await turns.countUse(ref, 'searches', 3, { name: 'SEARCH', everyMs: 1_000 })).toBe('counted');
  expect((await load({ turns }, ref)).session?.used).toEqual({ searches: 1 });
});

it('takes the limiter’s place of the attempt that is applied, not of one before it', async () => {
  const { sessions, turns, dynamo } = createWorld();
  const ref = turnOf(await openSession({ sessions }));
  await turns.claim(aClaim(ref));
  dynamo.hooks.beforeApply = (command) => {
    if (!(command instanceof TransactWriteCommand)) return;
    delete dynamo.hooks.beforeApply;
    throw conflicted(2);
  };
  await turns.countUse(ref, 'searches', 3, { name: 'SEARCH', everyMs: 1_000 });
  const [limiter] = [...dynamo.items(TABLE_NAME)].filter(({ pk }) => pk === 'SEARCH#LIMIT');
  expect(limiter).toMatchObject({ sk: '-', lastAt: expect.any(Number) });
  expect(Number(limiter?.['lastAt'])).toBeGreaterThan(NOW);
});
