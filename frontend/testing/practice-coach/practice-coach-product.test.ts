import { describe, expect, it } from 'vitest';
import { createCoachClient } from '#client/create-coach-client';
import { createReducer } from '#client/reduce-session';
import { emptySession } from '#client/session-state';
import type { TurnUpdate } from '#client/updates';
import type { WebConfig } from '#contract/web-config';
import { configFor, createMemoryStorage } from '../turn-fixtures.ts';
import { practiceCoach } from './practice-coach.ts';
import { createPracticeServer, type DownPath } from './practice-coach-server.ts';

const SESSION = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const PLAN = [{ bars: '1-8', minutes: 10 }];
const FACTS = { look_up: 'It is in C major.', note_player: 'plays the violin' };
const ANSWERS = [
  [{ text: 'Slow' }, { text: 'ly.' }, { tool: { name: 'set_plan', input: { plan: PLAN } } }],
  [{ text: 'Again.' }],
];

async function run(down: readonly DownPath[]) {
  const server = await createPracticeServer({ answers: ANSWERS, facts: FACTS, down });
  const client = createCoachClient({
    config: {
      ...configFor(`${server.url}/api`, ''),
      streamUrls: Object.fromEntries([[practiceCoach.name, `${server.url}/stream`]]) as WebConfig['streamUrls'],
    },
    userId: 'me',
    getToken: () => Promise.resolve('token'),
    storage: createMemoryStorage(),
  });
  const turn = async (text: string, startsSession: boolean) => {
    const updates: TurnUpdate[] = [];
    const message = startsSession ? { text, minutes: 20 } : { text };
    for await (const update of client.turn({ coach: practiceCoach, sessionId: SESSION, message, startsSession })) {
      updates.push(update);
    }
    return updates;
  };
  return { server, first: await turn('Bach, Invention 1', true), next: await turn('Once more', false) };
}

describe('a coach that no table lists, from the client to the engine and back', () => {
  it.each<[string, readonly DownPath[], number]>([
    ['the Function URL', [], 1],
    ['the API as a stream', [1], 2],
    ['the API as JSON', [1, 2], 3],
  ])('runs its first and a later turn through %s', async (_, down, path) => {
    const { server, first, next } = await run(down);
    await using _server = server;
    expect(first.at(-1)).toMatchObject({ type: 'complete', sessionId: SESSION, aiResponse: 'Slowly.', plan: PLAN });
    expect(next.at(-1)).toMatchObject({ type: 'complete', aiResponse: 'Again.', turnsUsed: 2, turnsRemaining: 3 });
    expect(server.paths.at(-1)).toBe(path);
    expect(server.model.calls[0]?.request.systemDynamic).toContain('It is in C major.');
    expect(server.items('TURN#').map(({ state }) => state)).toEqual(['completed', 'completed']);
  });

  it('streams what it prepares, what it does beside the answer, and what it saved after the commit', async () => {
    const { server, first, next } = await run([]);
    await using _server = server;
    const typesOf = (updates: readonly TurnUpdate[]) =>
      updates
        .map(({ type }) => type)
        .filter((type) => type !== 'transport' && type !== 'clock' && type !== 'contextual');
    expect(typesOf(first)).toEqual([
      'start',
      'grounding',
      'grounding_complete',
      'chunk',
      'chunk',
      'memory_saved',
      'complete',
    ]);
    expect(typesOf(next)).toEqual(['start', 'chunk', 'memory_saved', 'complete']);
  });

  it('becomes the coach’s own part of the client’s state', async () => {
    const { server, first } = await run([]);
    await using _server = server;
    const reduce = createReducer(practiceCoach.own);
    const state = first.reduce(reduce, emptySession(practiceCoach.own.initial));
    expect(state.own).toEqual({ plan: PLAN, remembered: ['plays the violin'] });
  });
});
