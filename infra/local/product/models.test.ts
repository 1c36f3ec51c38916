import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBedrockClient } from '#adapters/bedrock/client';
import { createBedrockModel } from '#adapters/bedrock/model';
import type { CoachEvent } from '#contract/events';
import { createGameCoach } from '#domain/game-coach/game-coach';
import { coachApiRoutes } from '#functions/coach-api/coach-api';
import { createRouter } from '#http/router';
import { gameCoachTurnRoutes } from '#http/routes/game-coach-turn-routes';
import type { Model } from '#ports/model';
import { createProductWorld } from '#testing/fuzz/product-world';
import { createBuildWorld } from '#testing/simulation/build-world';
import type { ModelRow } from '../../models/model-row.ts';
import { findModel, MODELS } from '../../models/model-table.ts';
import { createFakeBedrock, type FakeBedrock } from '../bedrock/fake-bedrock.ts';
import { SIMULATED } from '../model.ts';
import { aGame, question } from './player.ts';

/**
 * The routes, the turn and the adapters of the product, and the unmodified SDK, against a Bedrock that refuses per model
 * what that model refuses. Only the tables are in memory.
 */

let bedrock: FakeBedrock;
let endpoint: string;
beforeAll(async () => {
  const latency = { firstMs: 0, tokenMs: 0 };
  bedrock = createFakeBedrock({ mainModelId: 'none', models: SIMULATED, findModel, seed: 1, latency });
  endpoint = await bedrock.listen();
});
afterAll(() => bedrock.close());

const idOf = ({ id, profiles: [profile] }: ModelRow) => (profile ? `${profile}.${id}` : id);

/** The adapter, with one row of the table for both purposes. */
function modelOf(row: ModelRow): Model {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = createBedrockClient({ endpoint, region: 'us-east-1', credentials });
  const named = { modelId: idOf(row), traits: row.traits };
  return createBedrockModel({ client, main: named, small: named });
}

/** A player with two games, whose coach uses a row of the table. */
async function createPlayer(row: ModelRow) {
  const { deps } = await createProductWorld();
  let model = modelOf(row);
  const used = { ...deps, model: { stream: (...call: Parameters<Model['stream']>) => model.stream(...call) } };
  const handle = createRouter([...gameCoachTurnRoutes(createGameCoach(used), used), ...coachApiRoutes(used)], used);
  const send = async (method: string, path: string, body?: object) => {
    const answer = await handle({
      frontDoor: 'rest',
      method,
      path,
      query: {},
      headers: { authorization: 'Bearer ann', 'content-type': 'application/json' },
      body: new TextEncoder().encode(body ? JSON.stringify(body) : ''),
      deadline: new AbortController().signal,
      isService: false,
    });
    return typeof answer.body === 'string' ? answer.body : (await Array.fromAsync(answer.body)).join('');
  };
  const playedAt = new Date(deps.clock.now() - 3_600_000).toISOString();
  await send('POST', '/coach/games', { games: [aGame('g-1', { playedAt }), aGame('g-2', { playedAt, score: 131 })] });
  return {
    telemetry: deps.telemetry,
    change(to: ModelRow) {
      model = modelOf(to);
    },
    async ask(message: string, fields: object = {}): Promise<readonly CoachEvent[]> {
      const text = await send('POST', '/coach/chat/stream', question(message, fields));
      return [...text.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => JSON.parse(data) as CoachEvent);
    },
    recap: async (sessionId: string) =>
      JSON.parse(await send('GET', `/coach/chat/sessions/${sessionId}/recap`)) as object,
    blocks: async (sessionId: string) => send('GET', `/coach/chat/sessions/${sessionId}/messages`),
  };
}

const endOf = (events: readonly CoachEvent[]) => {
  const last = events.at(-1);
  if (last?.type !== 'complete') throw new Error(`ended with ${JSON.stringify(last ?? events)}`);
  return last;
};

describe.each(MODELS)('with $id', (row) => {
  it('a turn with tools and a recap with a forced tool complete, and nothing that was asked is refused', async () => {
    const player = await createPlayer(row);
    const events = await player.ask('How did my last 2 games go?');
    const { sessionId, aiResponse } = endOf(events);

    expect(events.map(({ type }) => type)).toContain('tool_result');
    expect(aiResponse).toContain('717');
    expect(await player.recap(sessionId)).toMatchObject({ summary: expect.stringMatching(/./) });
    // A refused request is never repeated, so it would be a failed turn or a line in the log.
    expect(player.telemetry.lines).toEqual([]);
  });

  it('a coach is built with the model’s own answers, from the small model', async () => {
    const world = await createBuildWorld();

    expect(await world.deliver(undefined, { model: modelOf(row) })).toBe('ready');
    expect(world.telemetry.counts.get('BuildFallbacks')).toBeUndefined();
  });

  it('the thoughts of a model that thinks reach the person in words', async () => {
    const player = await createPlayer(row);
    const thoughts = (await player.ask('How did my last 2 games go?')).filter(({ type }) => type === 'thinking');

    if (row.traits.reasoning === 'none') expect(thoughts).toEqual([]);
    else expect(thoughts.map((event) => ('text' in event ? event.text : '')).join('')).toMatch(/\w{3}/);
  });
});

it('a conversation continues when its model changes between turns, through all models of the table', async () => {
  const [first, ...others] = MODELS;
  if (!first) throw new Error('the table is empty');
  const player = await createPlayer(first);
  const { sessionId, ...opened } = endOf(await player.ask('How did my last 2 games go?'));
  let { turnId } = opened;
  for (const row of [...others, first]) {
    player.change(row);
    ({ turnId } = endOf(await player.ask('And my last game?', { sessionId, parentTurnId: turnId })));
  }

  expect(player.telemetry.lines).toEqual([]);
  expect(player.telemetry.turns).toHaveLength(MODELS.length + 1);
  // What was thought is stored for the person, and not sent again.
  expect(await player.blocks(sessionId)).toContain('"reasoning"');
});
