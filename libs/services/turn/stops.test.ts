import { describe, expect, it } from 'vitest';
import type { Frame } from '#contract/sse';
import { NO_USAGE } from '#contract/usage';
import { CoachError } from '#ports/errors';
import type { Json } from '#ports/model';
import { abortTurn } from '#services/abort-turn';
import { turnStatus } from '#services/turn-status';
import { passing } from '#testing/manual-clock';
import type { ModelStep } from '#testing/scripted-model';
import { finding } from '#testing/simulation/production-world';
import { coach, createWorld, dieInMidTurn, HELLO, turnId, type World } from '#testing/simulation/turn-world';
import { parkTurn } from './close-turn.ts';

/** One word every 20 ms. */
const WORDS: readonly ModelStep[] = Array.from({ length: 120 }, (_, place) => [
  { waitMs: 20 },
  { text: `word${place} ` },
]).flat();
const SILENT: readonly ModelStep[] = [{ hang: true }];

const refOf = (world: World, number = 1) => ({ ...world.ref, turnId: turnId(number) });
const stop = (world: World, number = 1) => passing(world.clock, abortTurn(refOf(world, number), world.deps));
const textOf = (frames: readonly Frame[]) =>
  frames.map(({ event }) => (event.type === 'chunk' ? event.text : '')).join('');

/** Reads a turn in the background; `frames` has what the reader has received so far. */
function readInBackground(world: World, number = 1) {
  const frames: Frame[] = [];
  const ended = (async () => {
    for await (const frame of world.start(world.request(number))) frames.push(frame);
  })();
  return { frames, ended };
}

describe('the stop of a turn whose producer is alive', () => {
  it('counts a turn of which a dead producer had shown something, when the new producer has sent it on', async () => {
    const world = await createWorld([[{ text: 'Half' }, { hang: true }], SILENT]);
    const { hooks } = world.dynamo;
    hooks.beforeApply = async ({ input }) => {
      if (JSON.stringify(input).includes('wasShown')) throw new CoachError('dependency_unavailable', 'down');
    };
    await dieInMidTurn(world, world.request(1));
    const { frames, ended } = readInBackground(world);
    await world.clock.advance(15_000);
    expect(frames.map(({ event }) => event.type)).toEqual(['start', 'chunk', 'reset', 'start']);
    expect((await stop(world)).status).toBe('aborted');
    await ended;
    expect(world.items('SESSION#')).toMatchObject([{ turnsUsed: 1 }]);
  });

  it.each([0, 100, 300, 700, 1_100])('keeps all text that the reader had %i ms after the start', async (ms) => {
    const world = await createWorld([WORDS, HELLO]);
    const { frames, ended } = readInBackground(world);
    await world.clock.advance(ms);
    const shown = textOf(frames);
    const status = await stop(world);
    await ended;
    expect(status).toMatchObject({ status: 'aborted', accepted: true });
    expect(status.text.startsWith(shown)).toBe(true);
    expect(frames.at(-1)?.event).toMatchObject({ type: 'aborted', aiResponse: status.text });
    expect(textOf(frames)).toBe(status.text);
    expect((await world.ask(world.request(1))).frames).toEqual(frames);
    const partial = world.items('MSG#').find(({ role }) => role === 'assistant');
    expect(partial?.['content']).toEqual(status.text === '' ? undefined : [{ type: 'text', text: status.text }]);
  });

  it('ends within a second, cancels the model call, frees the session and charges the usage', async () => {
    const world = await createWorld([[{ text: 'Half' }, { hang: true }], HELLO]);
    const { ended } = readInBackground(world);
    await world.clock.advance(300);
    const stopping = abortTurn(refOf(world), world.deps);
    await world.clock.advance(700);
    expect(world.model.calls[0]?.wasAborted()).toBe(true);
    await world.clock.advance(300);
    await stopping;
    await ended;
    const [budget] = world.items('BUDGET#');
    expect(budget).toMatchObject({ committed: budget?.['spent'], live: 0 });
    // By estimate: 15 characters of input and "Half".
    const { usage } = await turnStatus(refOf(world), world.deps);
    expect(usage).toEqual({ ...NO_USAGE, inputTokens: 5, outputTokens: 2 });
    expect(budget).toMatchObject({ spent: 7 });
    expect((await world.ask(world.request(2))).events.at(-1)?.type).toBe('complete');
  });

  it('charges the input of a call without output, and counts as no turn', async () => {
    const world = await createWorld([SILENT, HELLO]);
    const { ended } = readInBackground(world);
    await world.clock.advance(300);
    expect(await stop(world)).toMatchObject({ status: 'aborted', text: '', accepted: true });
    await ended;
    expect(world.items('TURN#')).toMatchObject([{ charged: 5 }]);
    expect((await world.sessions.get(world.ref))?.turnsUsed).toBe(0);
    expect((await world.ask(world.request(2))).events[0]).toMatchObject({ type: 'start', turnsUsed: 1 });
  });

  it('counts as a turn once something was shown', async () => {
    const world = await createWorld([WORDS]);
    readInBackground(world);
    await world.clock.advance(100);
    await stop(world);
    expect((await world.sessions.get(world.ref))?.turnsUsed).toBe(1);
  });

  it('drops the writes that a tool has staged', async () => {
    const note = { noteId: 'n', content: 'c', category: 'goal', createdAt: '' } as const;
    const tool = { ...finding('note', 'noted'), readOnly: false };
    const staging = {
      ...tool,
      run: async () => ({
        ok: true,
        content: 'noted' as Json,
        summary: 's',
        writes: [{ type: 'save_note' as const, note }],
      }),
    };
    const use: readonly ModelStep[] = [{ text: 'Let me note that.' }, { tool: { name: 'note', input: {} } }];
    const limits = { ...coach.limits, maxSteps: 3 };
    const prompt: typeof coach.prompt = (turn) => ({ ...coach.prompt(turn), tools: [staging] });
    const world = await createWorld([use, SILENT], { limits, prompt });
    const { frames, ended } = readInBackground(world);
    await world.clock.advance(300);
    expect(frames.some(({ event }) => event.type === 'tool_result')).toBe(true);
    expect(await stop(world)).toMatchObject({ status: 'aborted', text: 'Let me note that.' });
    await ended;
    expect(world.items('NOTE#')).toEqual([]);
  });

  it('makes one record and one charge when two requests arrive at once', async () => {
    const world = await createWorld([WORDS]);
    readInBackground(world);
    await world.clock.advance(300);
    const both = Promise.all([abortTurn(refOf(world), world.deps), abortTurn(refOf(world), world.deps)]);
    const [first, second] = await passing(world.clock, both);
    expect(first).toEqual(second);
    expect(world.items('RES#')).toMatchObject([{ state: 'settled', version: 2 }]);
  });
});

describe('the stop of a turn whose producer does not answer', () => {
  it('ends the turn from outside after two seconds, with the text of the last checkpoint', async () => {
    const world = await createWorld([[{ text: 'Half' }, { hang: true }]]);
    await dieInMidTurn(world, world.request(1));
    const askedAt = world.clock.now();
    let answeredAt = 0;
    const stopping = abortTurn(refOf(world), world.deps).then((status) => {
      answeredAt = world.clock.now();
      return status;
    });
    expect(await passing(world.clock, stopping)).toMatchObject({ status: 'aborted', text: 'Half' });
    expect(answeredAt - askedAt).toBe(2_000);
    const { frames } = await world.ask(world.request(1));
    expect(frames).toMatchObject([{ id: { epoch: 2, seq: 1 }, event: { type: 'aborted', aiResponse: 'Half' } }]);
    expect(world.items('RES#')).toMatchObject([{ state: 'settled' }]);
    expect((await world.sessions.get(world.ref))?.activeTurn).toBeNull();
  });

  it('charges the text that was stored after the last heartbeat, and counts it as a turn', async () => {
    const world = await createWorld([[{ text: 'x'.repeat(900) }, { hang: true }]]);
    void Array.fromAsync(world.start(world.request(1))).catch(() => undefined);
    await world.clock.advance(900);
    world.dynamo.hooks.beforeApply = () => new Promise(() => {});
    await world.clock.advance(1_000);
    delete world.dynamo.hooks.beforeApply;
    expect(await stop(world)).toMatchObject({ status: 'aborted', text: 'x'.repeat(900) });
    expect(world.items('TURN#')).toMatchObject([{ usage: { inputTokens: 5, outputTokens: 300 }, charged: 305 }]);
    expect((await world.sessions.get(world.ref))?.turnsUsed).toBe(1);
  });

  it('ends a parked turn at once', async () => {
    const world = await createWorld([[{ text: 'Half' }, { hang: true }], HELLO]);
    await dieInMidTurn(world, world.request(1));
    await world.clock.advance(15_000);
    const found = await world.deps.turns.find(refOf(world));
    expect(await parkTurn(refOf(world), found as never, world.deps)).toBe(true);
    expect(await abortTurn(refOf(world), world.deps)).toMatchObject({ status: 'aborted', text: 'Half' });
    expect((await world.sessions.get(world.ref))?.parkedTurn).toBeNull();
    expect((await world.ask(world.request(2))).events.at(-1)?.type).toBe('complete');
  });

  it('survives the producer: the next turn of its session ends it as stopped', async () => {
    const world = await createWorld([[{ text: 'Half' }, { hang: true }], HELLO]);
    await dieInMidTurn(world, world.request(1));
    await world.deps.turns.requestStop(refOf(world), 1, world.clock.now());
    await world.clock.advance(20_000);
    expect((await world.ask(world.request(2))).events.at(-1)?.type).toBe('complete');
    expect((await world.ask(world.request(1))).events).toMatchObject([{ type: 'aborted', aiResponse: 'Half' }]);
  });

  it('survives the producer: the next request for the turn ends it as stopped', async () => {
    const world = await createWorld([[{ text: 'Half' }, { hang: true }]]);
    await dieInMidTurn(world, world.request(1));
    await world.deps.turns.requestStop(refOf(world), 1, world.clock.now());
    await world.clock.advance(20_000);
    const { events } = await world.ask(world.request(1));
    expect(events).toMatchObject([{ type: 'aborted', aiResponse: 'Half' }]);
    expect(world.model.calls).toHaveLength(1);
  });
});

describe('the stop of a turn that does not run', () => {
  it('leaves a finished turn unchanged, and can be repeated', async () => {
    const world = await createWorld();
    await world.ask(world.request(1));
    const before = JSON.stringify(world.items(''));
    expect(await stop(world)).toMatchObject({ status: 'completed', text: 'Hello' });
    expect(await stop(world)).toMatchObject({ status: 'completed', text: 'Hello' });
    expect(JSON.stringify(world.items(''))).toBe(before);
  });

  it('wins over a turn that arrives later, and tells its client that the message was not accepted', async () => {
    const world = await createWorld();
    expect(await stop(world)).toMatchObject({ status: 'aborted', text: '', accepted: false });
    expect(await stop(world)).toMatchObject({ status: 'aborted', text: '', accepted: false });
    const { events } = await world.ask(world.request(1));
    expect(events).toMatchObject([{ type: 'aborted', aiResponse: '' }]);
    expect([world.model.calls.length, world.items('RES#').length]).toEqual([0, 0]);
  });

  it('finds nothing in a session of another user', async () => {
    const world = await createWorld();
    const ref = { ...refOf(world), sub: 'another' };
    await expect(abortTurn(ref, world.deps)).rejects.toMatchObject({ code: 'not_found' });
    await expect(turnStatus(refOf(world, 9), world.deps)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a turn that fails', () => {
  it('does not count against the turn limit of its session', async () => {
    const limits = { ...coach.limits, turnLimit: 2 };
    const world = await createWorld([[{ fail: 'refused' }], [{ fail: 'refused' }], [{ fail: 'refused' }], HELLO], {
      limits,
    });
    for (const number of [1, 2, 3]) {
      expect((await world.ask(world.request(number))).events.at(-1)).toMatchObject({ type: 'error' });
    }
    const { events } = await world.ask(world.request(4));
    expect(events.at(-1)).toMatchObject({ type: 'complete', turnsUsed: 1, turnsRemaining: 1 });
  });
});
