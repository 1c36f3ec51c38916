import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { sessionKey } from '#adapters/dynamodb/keys';
import { messageItem } from '#adapters/dynamodb/message-rows';
import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import type { Json, ModelRequest } from '#ports/model';
import type { MessageRecord } from '#ports/session-records';
import { createAnsweringModel } from '#testing/answering-model';
import { createManualClock } from '#testing/manual-clock';
import { createMemoryDynamo } from '#testing/memory-dynamo/engine';
import { createRecordedTelemetry } from '#testing/recorded-telemetry';
import type { ModelStep } from '#testing/scripted-model';
import { message, newSession } from '#testing/storage-fixtures';
import { EVENTS_TABLE_NAME, TABLE_NAME, tableDefinitions } from '#testing/tables';
import { summarizeConversation } from './summarize-conversation.ts';

const REF = { sub: 'a-person', kind: 'game_coach', sessionId: '01JD0000000000000000000000' } as const;

type Answer = (request: ModelRequest) => readonly ModelStep[];
const saying =
  (narrative: Json): Answer =>
  ({ forcedTool = '' }) => [{ tool: { name: forcedTool, input: { narrative } } }];

/** Turns of two messages each: `question 0`, `answer 1`, `question 2` … */
const turns = (count: number): MessageRecord[] =>
  Array.from({ length: 2 * count }, (_, seq) =>
    message(seq, `${seq % 2 === 0 ? 'question' : 'answer'} ${seq}`, {
      role: seq % 2 === 0 ? 'user' : 'assistant',
      turnId: `turn-${Math.floor(seq / 2)}`,
    }),
  );

async function createWorld(messages: readonly MessageRecord[], answer: Answer = saying('They train.')) {
  const clock = createManualClock();
  const dynamo = createMemoryDynamo(tableDefinitions, clock.now);
  const storage = { client: dynamo.client, tableName: TABLE_NAME, eventsTableName: EVENTS_TABLE_NAME, clock };
  const sessions = createDynamoSessions(storage);
  const telemetry = createRecordedTelemetry();
  const model = createAnsweringModel(answer, clock);
  await sessions.create(newSession(REF, { messages, expiresAt: null }));
  const deps = { sessions, model, clock, telemetry };
  return {
    ...deps,
    dynamo,
    run: () => summarizeConversation(REF, deps),
    summary: async () => (await sessions.get(REF))?.summary,
    asked: () => model.requests.map((request) => JSON.stringify(request.messages)),
  };
}

it('summarises all but the newest ten messages with the small model', async () => {
  const { run, summary, asked, model, telemetry } = await createWorld(turns(9));
  expect(await run()).toBe('written');
  expect([...telemetry.counts]).toEqual([['SummariesWritten', 1]]);
  expect(await summary()).toEqual({ text: 'They train.', upTo: 8 });
  expect(model.requests.map(({ role, forcedTool }) => [role, forcedTool])).toEqual([['small', 'write_summary']]);
  expect(asked()[0]).toContain('answer 7');
  expect(asked()[0]).not.toContain('question 8');
});

it('summarises all that a shorter window leaves out when the model has refused a longer one', async () => {
  const world = await createWorld(turns(9));
  const { sessions } = world;
  const get: typeof sessions.get = async (ref) => {
    const session = await sessions.get(ref);
    return session && { ...session, windowMessages: 4 };
  };
  expect(await summarizeConversation(REF, { ...world, sessions: { ...sessions, get } })).toBe('written');
  expect((await world.summary())?.upTo).toBe(14);
});

it('continues after message numbers that were never used', async () => {
  const early = turns(3);
  const late = turns(9).map((one) => ({ ...one, seq: one.seq + 300, turnId: `late ${one.turnId}` }));
  const world = await createWorld([...early, ...late]);
  const { sessions, asked, summary } = world;
  const get: typeof sessions.get = async (ref) => {
    const session = await sessions.get(ref);
    return session && { ...session, nextSeq: 318, skipped: 294 };
  };
  expect(await summarizeConversation(REF, { ...world, sessions: { ...sessions, get } })).toBe('written');
  expect((await summary())?.upTo).toBe(308);
  expect(asked()[0]).toContain('answer 5');
  expect(asked()[0]).toContain('answer 7');
});

it('extends the previous summary with the messages since then', async () => {
  const { run, summary, asked, sessions } = await createWorld(turns(12));
  await sessions.summarize(REF, { text: 'They began.', upTo: 4 }, 0);
  expect(await run()).toBe('written');
  expect((await summary())?.upTo).toBe(14);
  expect(asked()[0]).toContain('<earlier_conversation>They began.</earlier_conversation>');
  expect(asked()[0]).toContain('question 4');
  expect(asked()[0]).not.toContain('answer 3');
});

it('does not call the model when nothing is left to summarise', async () => {
  const twice = await createWorld(turns(9));
  await twice.run();
  expect(await twice.run()).toBe('over');
  expect(twice.model.requests).toHaveLength(1);

  const oneTurn = turns(9).map((one) => ({ ...one, turnId: 'turn' }));
  for (const messages of [turns(5), oneTurn]) {
    const { run, model } = await createWorld(messages);
    expect(await run()).toBe('over');
    expect(model.requests).toEqual([]);
  }
  const gone = await createWorld(turns(9));
  await gone.sessions.markDeleted(REF, { id: 'delete', job: 'delete-user-data', payload: {} }, 1);
  expect(await gone.run()).toBe('over');
  expect(gone.model.requests).toEqual([]);
});

it.each(['activeTurn', 'parkedTurn'])(
  'ends a summary before a turn that will still store its answer, as %s',
  async (field) => {
    const world = await createWorld(turns(9));
    const { sessions } = world;
    const get: typeof sessions.get = async (ref) => {
      const session = await sessions.get(ref);
      return session && { ...session, [field]: 'turn-2' };
    };
    expect(await summarizeConversation(REF, { ...world, sessions: { ...sessions, get } })).toBe('written');
    expect((await world.summary())?.upTo).toBe(4);
    expect(world.asked()[0]).toContain('answer 3');
    expect(world.asked()[0]).not.toContain('question 4');
  },
);

it('summarises a long conversation from its beginning, 200 messages a run', async () => {
  const messages = turns(115);
  const { dynamo, run, summary, asked } = await createWorld(messages.slice(0, 90));
  // One transaction cannot create so many.
  for (const more of messages.slice(90)) {
    await dynamo.client.send(new PutCommand({ TableName: TABLE_NAME, Item: messageItem(REF, more) }));
  }
  await dynamo.client.send(
    new UpdateCommand({
      TableName: TABLE_NAME,
      Key: sessionKey(REF),
      UpdateExpression: 'SET nextSeq = :n',
      ExpressionAttributeValues: { ':n': messages.length },
    }),
  );
  expect(await run()).toBe('written');
  expect((await summary())?.upTo).toBe(198);
  expect(asked()[0]).toMatch(/question 0.*answer 197/);
  expect(await run()).toBe('written');
  expect((await summary())?.upTo).toBe(220);
  expect(asked()[1]).toMatch(/question 198.*answer 219/);
});

it('keeps the earlier summary when only failed turns follow', async () => {
  const failed = turns(9).map((one) => (one.seq < 4 ? one : { ...one, turnStatus: 'failed' as const }));
  const { run, summary, model, sessions } = await createWorld(failed);
  await sessions.summarize(REF, { text: 'They began.', upTo: 4 }, 0);
  expect(await run()).toBe('written');
  expect(await summary()).toEqual({ text: 'They began.', upTo: 8 });
  expect(model.requests).toEqual([]);
});

it('never splits a turn between the summary and the window', async () => {
  const messages = turns(9).map((one) => (one.seq >= 6 && one.seq < 10 ? { ...one, turnId: 'long' } : one));
  const { run, summary } = await createWorld(messages);
  await run();
  expect((await summary())?.upTo).toBe(6);
});

it('summarises what was shown of stopped turns, omits failed turns, and moves past them', async () => {
  const stopped = turns(9).map((one) => (one.seq === 3 ? { ...one, partial: true } : one));
  const { run, asked } = await createWorld(stopped);
  await run();
  expect(asked()[0]).toMatch(/question 2.*answer 3.*The person stopped this answer here/);

  const failed = await createWorld(
    turns(20)
      .filter(({ role }) => role === 'user')
      .map((one, seq) => ({ ...one, seq, turnStatus: 'failed' as const })),
  );
  expect(await failed.run()).toBe('written');
  expect(await failed.summary()).toEqual({ text: '', upTo: 10 });
  expect(failed.model.requests).toEqual([]);
});

it('writes one summary when several runs are concurrent', async () => {
  const { run, summary, telemetry } = await createWorld(turns(9));
  expect((await Promise.all([run(), run(), run()])).sort()).toEqual(['over', 'over', 'written']);
  expect((await summary())?.upTo).toBe(8);
  expect(telemetry.counts.get('SummariesOvertaken')).toBe(2);
});

it('calls the model again after an unusable summary', async () => {
  const answers = [saying(' '), saying('They train hard.')];
  const { run, summary, telemetry } = await createWorld(turns(9), (request) => answers.shift()?.(request) ?? []);
  expect(await run()).toBe('written');
  expect((await summary())?.text).toBe('They train hard.');
  expect(telemetry.counts.get('SummariesUnusable')).toBe(1);
});

it.each<[string, Answer, number]>([
  ['returns an invalid summary', saying(7), 0],
  ['calls no tool', () => [{ text: 'A summary: they train.' }], 0],
  ['is busy', () => [{ fail: 'busy' }], 2],
])('throws model_unavailable for another delivery when the model %s', async (_, answer, failures) => {
  const { run, summary, model, telemetry } = await createWorld(turns(9), answer);
  await expect(run()).rejects.toMatchObject({ code: 'model_unavailable' });
  expect(model.requests).toHaveLength(2);
  expect(telemetry.lines.map(({ message }) => message)).toEqual(Array(failures).fill('a summary broke off'));
  expect(telemetry.counts.get('SummariesUnusable')).toBe(2);
  expect(await summary()).toBeUndefined();
});

it('does not call a model again that an operator has to replace', async () => {
  const { run, model } = await createWorld(turns(9), () => [{ fail: 'unusable' }]);
  await expect(run()).rejects.toMatchObject({ code: 'model_unavailable', message: 'scripted' });
  expect(model.requests).toHaveLength(1);
});

it('stops waiting for a model that hangs for a minute while it summarises', async () => {
  const { run, clock } = await createWorld(turns(9), () => [{ hang: true }]);
  let error: unknown;
  const running = run().catch((thrown: unknown) => {
    error = thrown;
  });
  await clock.advance(59_999);
  expect(error).toBeUndefined();
  await clock.advance(1);
  await running;
  expect(error).toMatchObject({ code: 'deadline_exceeded' });
  expect(clock.sleepers).toBe(0);
});
