import { describe, expect, it } from 'vitest';
import { chargeOf } from '#contract/usage';
import type { ActionTool } from '#domain/tool';
import { CoachError } from '#ports/errors';
import type { Json } from '#ports/model';
import { abortTurn } from '#services/abort-turn';
import { type ModelStep, SCRIPTED_USAGE } from '#testing/scripted-model';
import { ampleHold, finding, runProduction } from '#testing/simulation/production-world';
import { coach, createWorld, dieInMidTurn, HELLO, hasSpent, turnId, type World } from '#testing/simulation/turn-world';

const use = (name: string, input: Json = {}): ModelStep => ({ tool: { name, input } });
const HALF: readonly ModelStep[] = [{ text: 'Half' }, { hang: true }];
const read = finding('read', { rank: 'Gold I' });

describe('the token hold of an answer', () => {
  /** A turn that holds `held` tokens, in a month that has `left` tokens left. */
  const holdOf = (held: number, left: number) => {
    const covered: number[] = [];
    let [room, rest] = [held, left];
    return {
      ...ampleHold,
      covered,
      room: () => room,
      cover: async (tokens: number) => {
        covered.push(tokens);
        if (tokens <= room) return true;
        if (tokens - room > rest) return false;
        rest -= tokens - room;
        room = tokens;
        return true;
      },
    };
  };
  /** Input tokens of the second request: 108 characters with the tool, 71 with its use and its result in words. */
  const [INPUT, INPUT_IN_WORDS] = [36, 24];
  const twoSteps = { scripts: [[use('read')], [{ text: 'Gold.' }]], tools: [read] };

  it('is extended before each step except the first, which the claim covers', async () => {
    const hold = holdOf(0, 100_000);
    const { production } = await runProduction({ ...twoSteps, hold });
    expect(production?.stopReason).toBe('end_turn');
    expect(hold.covered).toEqual([INPUT + 1_000]);
  });

  it('is extended for the whole of a last step, which has no tools', async () => {
    const { requests } = await runProduction({ ...twoSteps, maxSteps: 2, hold: holdOf(0, 100_000) });
    expect(requests.map(({ tools, maxTokens }) => [tools.length, maxTokens])).toEqual([
      [1, 1_000],
      [0, 1_000],
    ]);
  });

  it('finishes the answer without tools on its remaining tokens when it cannot be extended', async () => {
    const { production, requests } = await runProduction({ ...twoSteps, hold: holdOf(900, 0) });
    expect(production).toMatchObject({ text: 'Gold.', stopReason: 'step_limit' });
    expect(requests[1]?.tools).toEqual([]);
    expect(requests[1]?.maxTokens).toBe(900 - INPUT_IN_WORDS);
  });

  it('finishes the answer on the tokens that the month has left', async () => {
    const { production, requests } = await runProduction({ ...twoSteps, hold: holdOf(0, 500) });
    expect(production).toMatchObject({ text: 'Gold.', stopReason: 'step_limit' });
    expect(requests[1]?.maxTokens).toBe(256);
  });

  it('turns thinking off when there is no room for it', async () => {
    const asked = async (left: number) =>
      (await runProduction({ ...twoSteps, hold: holdOf(left, 0), thinkingTokens: 400 })).requests.map(
        ({ thinkingTokens }) => thinkingTokens,
      );
    expect(await asked(INPUT_IN_WORDS + 800)).toEqual([400, undefined]);
    expect(await asked(INPUT_IN_WORDS + 801)).toEqual([400, 400]);
  });

  it('fails the answer when nothing is left', async () => {
    const { error, requests } = await runProduction({ ...twoSteps, hold: holdOf(0, INPUT_IN_WORDS + 255) });
    expect([error?.code, requests.length]).toEqual(['budget_exhausted', 1]);
  });

  it('is extended for a restart too, because the interrupted call is charged', async () => {
    const hold = holdOf(0, 100_000);
    const scripts = [[{ text: 'Half' }, { fail: 'busy' as const }], [{ text: 'Whole.' }]];
    const { production } = await runProduction({ scripts, tools: [read], hold });
    expect([production?.text, hold.covered.length]).toEqual(['Whole.', 1]);
  });
});

describe('the hold of a turn with tools', () => {
  const LIMIT = 100_000; // The budget is a month of the free tier.
  const withTools = (scripts: readonly (readonly ModelStep[])[], tool: ActionTool, maxTokens = 1_000) =>
    createWorld(scripts, {
      limits: { ...coach.limits, maxTokens, maxSteps: 5 },
      prompt: (turn) => ({ ...coach.prompt(turn), tools: [tool] }),
    });
  const spend = ({ deps }: World, spent: number) => {
    const { topUp, load } = deps.turns;
    deps.turns = {
      ...deps.turns,
      load: async (request) => ({ ...(await load(request)), budget: { committed: spent, spent } }),
      topUp: (more) => topUp({ ...more, limit: more.limit - spent }),
    };
  };
  const expectSettled = (world: World) => {
    const [budget] = world.items('BUDGET#');
    const [reservation] = world.items('RES#');
    const [turn] = world.items('TURN#');
    expect(reservation).toMatchObject({ state: 'settled', amount: turn?.['charged'] });
    expect(budget).toMatchObject({ committed: turn?.['charged'], spent: turn?.['charged'], live: 0 });
    return Number(turn?.['charged']);
  };
  const big = finding('read', { text: 'x'.repeat(9_000) });
  const typesOf = ({ events }: Awaited<ReturnType<World['ask']>>) => events.map(({ type }) => type);

  it('grows before a step that it does not cover, and is settled with the actual usage', async () => {
    const world = await withTools([[use('read')], HELLO], big);
    const { events } = await world.ask(world.request(1));
    expect(events.at(-1)).toMatchObject({
      ...{ type: 'complete', aiResponse: 'Hello', budgetRemaining: LIMIT - 240 },
      messageId: world.items('MSG#').at(-1)?.['messageId'],
    });
    expect(world.items('RES#')[0]?.['version']).toBe(3);
    expect(expectSettled(world)).toBe(240);
    expect(world.items('MSG#').map(({ role }) => role)).toEqual(['user', 'assistant', 'user', 'assistant']);
  });

  it('ends the turn with an answer without tools when it cannot grow', async () => {
    const world = await withTools([[use('read')], HELLO], read);
    spend(world, LIMIT - 1_100);
    expect((await world.ask(world.request(1))).events.at(-1)).toMatchObject({
      type: 'complete',
      stopReason: 'step_limit',
      aiResponse: 'Hello',
    });
    expect(world.model.calls[1]?.request.tools).toEqual([]);
    expect(expectSettled(world)).toBe(240);
  });

  it('ends the turn with an error and charges the usage when nothing is left', async () => {
    const world = await withTools([[{ text: 'Let me read.' }, use('read')], HELLO], big);
    spend(world, LIMIT - 1_100);
    const asked = await world.ask(world.request(1));
    expect(typesOf(asked)).toEqual(['start', 'chunk', 'tool', 'tool_result', 'error']);
    expect(asked.events.at(-1)).toMatchObject({ code: 'budget_exhausted', retryable: false });
    expect([expectSettled(world), world.model.calls.length]).toEqual([120, 1]);
    expect(world.items('MSG#')).toHaveLength(1);
  });

  it('does not grow after another process has ended the turn, and the producer sends nothing more', async () => {
    const world = await withTools([[use('read')], HELLO], big);
    const { topUp } = world.deps.turns;
    let isFirst = true;
    world.deps.turns = {
      ...world.deps.turns,
      topUp: async (more) => {
        // Stop the turn while the tool runs.
        if (isFirst) await abortTurn({ ...world.ref, turnId: turnId(1) }, world.deps);
        isFirst = false;
        return topUp(more);
      },
    };
    const asked = await world.ask(world.request(1));
    expect(typesOf(asked)).toEqual(['start', 'tool', 'tool_result', 'aborted']);
    expect(world.model.calls).toHaveLength(1);
    expect(world.telemetry.counts.get('TurnsFenced')).toBe(1);
    const [turn] = world.items('TURN#');
    const charged = Number(turn?.['charged']);
    expect(world.items('RES#').map(({ state, amount }) => [state, amount])).toEqual([
      ['settled', charged],
      ['settled', chargeOf(SCRIPTED_USAGE) - charged],
    ]);
    expect(world.items('BUDGET#')).toMatchObject([{ spent: chargeOf(SCRIPTED_USAGE), live: 0 }]);
  });

  it.each([
    ['is extended before a takeover calls the model', 0, 1_000],
    ['gives a takeover the tokens that its hold has left when the month has too few', LIMIT - 1_100, 661],
  ])('%s', async (_, spent, maxTokens) => {
    const long = 'x'.repeat(1_000);
    const world = await withTools([[{ text: long }, { hang: true }], HELLO], read);
    spend(world, spent);
    await dieInMidTurn(world, world.request(1));
    const asked = await world.ask(world.request(1));
    expect(asked.events.at(-1)).toMatchObject({ type: 'complete', aiResponse: 'Hello' });
    expect(world.model.calls[1]?.request.maxTokens).toBe(maxTokens);
    // By estimate: 83 characters of input and 1,000 of output. The second answer reported 120.
    expect(expectSettled(world)).toBe(28 + 334 + 120);
  });

  it('grows into the room of a hold whose producer died', async () => {
    const world = await createWorld([HALF, [{ waitMs: 15_000 }, use('read')], HELLO], {
      limits: { ...coach.limits, maxTokens: 1_000, maxSteps: 5 },
      prompt: (turn) => ({ ...coach.prompt(turn), tools: [read] }),
      open: () => ({ answers: 0 }),
    });
    await hasSpent(world, LIMIT - 2_100); // two turns hold 2,010 at their start
    await dieInMidTurn(world, world.request(1));
    const { events } = await world.ask(world.opening(2));
    expect(events.at(-1)).toMatchObject({ type: 'complete', stopReason: 'end_turn', aiResponse: 'Hello' });
    expect(world.items('TURN#')).toMatchObject([{ state: 'parked' }, { state: 'completed' }]);
  });

  it('is settled as it is stored when an extension was applied and its answer was lost', async () => {
    const world = await withTools([[use('read')], HELLO], big);
    const { topUp } = world.deps.turns;
    world.deps.turns = {
      ...world.deps.turns,
      topUp: async (more) => {
        await topUp(more);
        throw new CoachError('dependency_unavailable', 'no answer');
      },
    };
    const { events } = await world.ask(world.request(1));
    expect(events.at(-1)).toMatchObject({ type: 'error', code: 'dependency_unavailable' });
    expect([expectSettled(world), world.items('RES#')[0]?.['version']]).toEqual([120, 3]);
  });

  it('is the one that a restart goes on with', async () => {
    const world = await withTools([[use('read')], [{ text: 'Half' }, { fail: 'busy' }], [use('read')], HELLO], big);
    const asked = await world.ask(world.request(1));
    expect(asked.events.at(-1)).toMatchObject({ type: 'complete', aiResponse: 'Hello' });
    expectSettled(world);
  });
});
