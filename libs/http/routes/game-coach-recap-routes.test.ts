import { expect, it } from 'vitest';
import { Recap } from '#contract/game-chat';
import { CoachError } from '#ports/errors';
import type { HttpRequest } from '#ports/http';
import { createCountingIds, createManualClock } from '#testing/manual-clock';
import { createRecordedTelemetry } from '#testing/recorded-telemetry';
import { createScriptedModel } from '#testing/scripted-model';
import { createRouter } from '../router.ts';
import { gameCoachRecapRoutes } from './game-coach-recap-routes.ts';

const KEPT: Recap = { strengths: ['Saves'], weaknesses: [], actionItems: [], summary: 'You asked.', messageCount: 4 };
const SESSION = '01JD0000000000000000000000';

/** Serves one session with this many messages and a stored recap. */
function serve(nextSeq: number) {
  const clock = createManualClock();
  const unexpected = () => Promise.reject(new CoachError('internal', 'nothing more is needed'));
  const common = { clock, ids: createCountingIds(), telemetry: createRecordedTelemetry() };
  const sessions = {
    get: async ({ sub, kind, sessionId }: { sub: string; kind: string; sessionId: string }) =>
      `${sub} ${kind} ${sessionId}` === `a-person game_coach ${SESSION}` ? { nextSeq } : undefined,
  };
  const deps = {
    ...common,
    sessions,
    recaps: { get: async () => KEPT, claim: unexpected, keep: unexpected, giveUp: unexpected },
    reservations: { reserve: unexpected, find: unexpected, settle: unexpected, release: unexpected },
    users: { get: unexpected, budget: unexpected },
    model: createScriptedModel([], clock),
  } as unknown as Parameters<typeof gameCoachRecapRoutes>[0];
  const tokens = { verify: async (header?: string) => ({ sub: header ?? '' }) };
  const handle = createRouter(gameCoachRecapRoutes(deps), {
    ...common,
    rates: { count: async () => true },
    tokens,
  } as Parameters<typeof createRouter>[1]);
  return (sub: string, sessionId = SESSION) =>
    handle({
      frontDoor: 'rest',
      method: 'GET',
      path: `/coach/chat/sessions/${sessionId}/recap`,
      query: {},
      headers: { authorization: sub },
      body: new Uint8Array(),
      deadline: new AbortController().signal,
    } satisfies HttpRequest);
}

it('answers with the stored recap', async () => {
  const { status, body } = await serve(4)('a-person');
  expect(status).toBe(200);
  expect(Recap.parse(JSON.parse(String(body)))).toEqual(KEPT);
});

it('refuses a chat that is too short, and answers 404 for the session of another person', async () => {
  const { status, body } = await serve(2)('a-person');
  expect([status, JSON.parse(String(body)).error.code]).toEqual([422, 'validation_failed']);
  expect((await serve(4)('another-person')).status).toBe(404);
  expect((await serve(4)('a-person', 'no id')).status).toBe(404);
});
