import { expect, it } from 'vitest';
import { createDynamoNotes } from '#adapters/dynamodb/notes';
import { createDynamoRates } from '#adapters/dynamodb/rates';
import { createDynamoStagedWrites } from '#adapters/dynamodb/staged-writes';
import { type ActionTool, refusal, type ToolOutcome } from '#domain/tool';
import type { Json } from '#ports/model';
import type { StagedWrite } from '#ports/staged-writes';
import { aNote } from '#testing/game-fixtures';
import { createCountingIds, createManualClock } from '#testing/manual-clock';
import { createMemoryDynamo } from '#testing/memory-dynamo/engine';
import { createRecordedTelemetry } from '#testing/recorded-telemetry';
import { TABLE_NAME, tableDefinitions } from '#testing/tables';
import { executeTool } from './execute-tool.ts';

const SUB = 'a-player';

const toolThat = (run: () => ToolOutcome): ActionTool => ({
  kind: 'action',
  spec: { name: 'a_tool', description: '', inputSchema: {} },
  readOnly: false,
  timeoutMs: 1_000,
  label: '',
  run: async () => run(),
});

const writing = (...writes: StagedWrite[]): ActionTool =>
  toolThat(() => ({ ok: true, content: { done: true }, summary: '', writes }));

const saveNote = (minute = 0): StagedWrite => ({ type: 'save_note', note: aNote({}, minute) });
const orderBuild: StagedWrite = {
  type: 'order_build',
  coachId: 'coach',
  sessionId: 'session',
  deadline: '2026-11-21T11:00:00Z',
};

function createWorld() {
  const clock = createManualClock();
  const dynamo = createMemoryDynamo(tableDefinitions, clock.now);
  const table = { client: dynamo.client, tableName: TABLE_NAME, clock };
  const deps = {
    rates: createDynamoRates(table),
    stagedWrites: createDynamoStagedWrites(table),
    clock,
    ids: createCountingIds(),
    telemetry: createRecordedTelemetry(),
  };
  const notes = createDynamoNotes(table);
  const execute = (tool: ActionTool, name = 'a_tool', input: Json = {}) =>
    executeTool([tool], { sub: SUB, name, input, signal: new AbortController().signal }, deps);
  return { execute, clock, dynamo, notesOf: async () => (await notes.list(SUB, { limit: 100 })).items };
}

/** All stored items except the request counters. */
const stored = ({ dynamo }: ReturnType<typeof createWorld>) =>
  [...dynamo.items(TABLE_NAME)].filter(({ sk }) => !String(sk).startsWith('RATE#'));

it('answers with the result of the tool', async () => {
  const { execute } = createWorld();
  expect(await execute(toolThat(() => ({ ok: true, content: { games: [] }, summary: '' })))).toEqual({
    toolName: 'a_tool',
    ok: true,
    result: { games: [] },
  });
});

it('answers without an error status that a tool does not exist or has refused its input', async () => {
  const { execute } = createWorld();
  const tool = toolThat(() => refusal('There is no such rank.'));
  expect(await execute(tool)).toEqual({ toolName: 'a_tool', ok: false, result: { error: 'There is no such rank.' } });
  expect(await execute(tool, 'no_tool')).toMatchObject({
    toolName: 'no_tool',
    ok: false,
    result: { error: expect.any(String) },
  });
});

it('stores a note at once', async () => {
  const world = createWorld();
  expect(await world.execute(writing(saveNote()))).toMatchObject({ ok: true });
  expect(await world.notesOf()).toEqual([aNote({ noteId: expect.any(String) })]);
});

it('refuses a tool with any write that needs a conversation, and writes nothing', async () => {
  const world = createWorld();
  const answer = await world.execute(writing(saveNote(), orderBuild));
  expect(answer).toMatchObject({ ok: false, result: { error: expect.any(String) } });
  expect(stored(world)).toEqual([]);
});

it('writes nothing for a tool that fails', async () => {
  const world = createWorld();
  const failed = toolThat(() => ({ ...refusal('No.'), writes: [saveNote()] }));
  expect(await world.execute(failed)).toMatchObject({ ok: false });
  expect(stored(world)).toEqual([]);
});

it('stores 20 notes in a minute and refuses the next with rate_limited', async () => {
  const world = createWorld();
  await world.clock.advance(15_000);
  for (let minute = 0; minute < 20; minute += 1) await world.execute(writing(saveNote(minute)));
  const refused = { code: 'rate_limited', retryAfterMs: 45_000, details: { retryAfterMs: 45_000 } };
  await expect(world.execute(writing(saveNote(20)))).rejects.toMatchObject(refused);
  expect(await world.notesOf()).toHaveLength(20);
  await world.clock.advance(45_000);
  await world.execute(writing(saveNote(20)));
  expect(await world.notesOf()).toHaveLength(21);
});

it('runs 60 tools in a minute and refuses the next with rate_limited', async () => {
  const { execute, clock } = createWorld();
  let runs = 0;
  const counted = toolThat(() => {
    runs += 1;
    return { ok: true, content: {}, summary: '' };
  });
  await clock.advance(15_000);
  for (let count = 0; count < 60; count += 1) await execute(counted);
  const refused = { code: 'rate_limited', retryAfterMs: 45_000, details: { retryAfterMs: 45_000 } };
  await expect(execute(counted)).rejects.toMatchObject(refused);
  await expect(execute(counted, 'no_tool')).rejects.toMatchObject(refused);
  expect(runs).toBe(60);
  await clock.advance(45_000);
  expect(await execute(counted)).toMatchObject({ ok: true });
});

it('gives a tool the person, the time and the input as it would be stored', async () => {
  const { execute, clock } = createWorld();
  let given: unknown;
  const tool: ActionTool = {
    ...toolThat(() => refusal('')),
    run: async (input, { sub, now }) => {
      given = { input, sub, now };
      return { ok: true, content: {}, summary: '' };
    },
  };
  await execute(tool, 'a_tool', { content: 'half \ud83d' });
  expect(given).toEqual({ input: { content: 'half \ufffd' }, sub: SUB, now: clock.now() });
});

it('answers with the result of a tool cut to what a model would get', async () => {
  const { execute } = createWorld();
  const games = Array.from({ length: 5_000 }, (_, place) => ({ gameId: `game-${place}`, goals: 1 }));
  const { result } = await execute(toolThat(() => ({ ok: true, content: { games }, summary: '' })));
  expect(Buffer.byteLength(JSON.stringify(result))).toBeLessThanOrEqual(16_384);
  expect(JSON.stringify(result)).toContain('too long and is cut here');
});
