// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { createCoachClient } from '#client/create-coach-client';
import type { CoachEvent } from '#contract/events';
import type { WebConfig } from '#contract/web-config';
import { CoachProvider } from '#react/coach-provider';
import type { Begun } from '#react/coach-session';
import { CoachSessionProvider } from '#react/coach-session-provider';
import { useCoachSession } from '#react/use-coach-session';
import { createScriptedServer, foreignError, framesOf, json, wireOf } from '../scripted-server.ts';
import { clientOf, updatesOf } from '../turn-client.ts';
import { chunk, completed, configFor, createMemoryStorage, started, TURN } from '../turn-fixtures.ts';
import { PracticeStart, PracticeTurn } from './contract.ts';
import { practiceCoach } from './practice-coach.ts';

const SESSION = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const PLAN = [{ bars: '1-8', minutes: 10 }];
const START = { text: 'Bach, Invention 1', minutes: 20 };

const configAt = (url: string): WebConfig => ({
  ...configFor(`${url}/api`, ''),
  streamUrls: Object.fromEntries([[practiceCoach.name, `${url}/stream`]]) as WebConfig['streamUrls'],
});

const endOf = (turnId: string) => completed('Slowly.', { turnId, sessionId: SESSION, plan: PLAN });
const eventsOf = (turnId: string): readonly CoachEvent[] => [
  started(turnId),
  chunk('Slow'),
  { type: 'memory_saved', id: 'm1', summary: 'plays the violin' },
  endOf(turnId),
];
const wireFor = (turnId: string) => wireOf(framesOf(eventsOf(turnId)));

afterEach(cleanup);

describe('a turn of a coach that no table lists', () => {
  it.each([
    ['the first turn', true, '/practice/start'],
    ['a later turn', false, `/practice/sessions/${SESSION}/messages`],
  ])('sends %s to its own address on all three paths', async (_, isFirst, path) => {
    const down = foreignError(502);
    await using server = await createScriptedServer(down, down, json(200, endOf(isFirst ? SESSION : TURN)));
    const { client } = clientOf(server, { config: configAt(server.url) });
    const ref = { coach: practiceCoach, sessionId: SESSION };

    const updates = await updatesOf(client.turn({ ...ref, message: START, startsSession: isFirst }));

    expect(server.requests.map((request) => `${request.method} ${request.path}`)).toEqual([
      `POST /stream${path}`,
      `POST /api${path}?stream=true`,
      `POST /api${path}`,
    ]);
    for (const { body } of server.requests) {
      if (isFirst) expect(PracticeStart.parse(body)).toEqual({ turnId: SESSION, piece: START.text, minutes: 20 });
      else expect(PracticeTurn.parse(body)).toEqual({ turnId: TURN, message: START.text });
    }
    expect(updates.at(-1)).toMatchObject({ type: 'complete', plan: PLAN });
  });
});

interface Page {
  readonly api?: ReturnType<typeof createPracticeApi>;
  readonly storage?: ReturnType<typeof createMemoryStorage>;
  readonly sessionId?: string;
  readonly begun?: Begun;
}

/** The coach's API in memory. The session exists once its first turn was posted. */
function createPracticeApi() {
  const asked: string[] = [];
  let hasBegun = false;
  const session = { sessionId: SESSION, status: 'active', title: null, turnsUsed: 1, expiresAt: null, plan: PLAN };
  const answer = (method: string, path: string, body: unknown): Response => {
    if (path.endsWith('/end') || path.endsWith('/abort')) return Response.json({});
    if (path.endsWith('/messages') && method === 'GET') return Response.json({ messages: [] });
    if (method === 'GET') return Response.json(session, { status: hasBegun ? 200 : 502 });
    hasBegun = true;
    const { turnId } = body as { turnId: string };
    return new Response(wireFor(turnId), { headers: { 'content-type': 'text/event-stream' } });
  };
  const fetching: typeof fetch = async (input, init) => {
    const { pathname } = new URL(String(input));
    const method = init?.method ?? 'GET';
    asked.push(`${method} ${pathname}`);
    return answer(method, pathname, init?.body ? JSON.parse(String(init.body)) : undefined);
  };
  return { asked, fetch: fetching };
}

function openPage({
  api = createPracticeApi(),
  storage = createMemoryStorage(),
  sessionId = SESSION,
  begun = 'no',
}: Page = {}) {
  const client = createCoachClient({
    config: configAt('http://host'),
    userId: 'me',
    getToken: () => Promise.resolve('token'),
    storage,
    uuid: () => SESSION,
    fetch: api.fetch,
  });
  const wrapper = ({ children }: { readonly children: ReactNode }) => (
    <CoachProvider client={client}>
      <CoachSessionProvider coach={practiceCoach} sessionId={sessionId} begun={begun}>
        {children}
      </CoachSessionProvider>
    </CoachProvider>
  );
  const { result, unmount } = renderHook(() => ({ ...useCoachSession(practiceCoach) }), { wrapper });
  return { api, storage, unmount, page: () => result.current };
}

describe('a page of a coach that no table lists', () => {
  it('shows what its events and the end of its turn say, beside what all coaches share', async () => {
    const { api, page } = openPage();

    await act(() => page().sendMessage(START));

    expect(page()).toMatchObject({ plan: PLAN, remembered: ['plays the violin'], turnsUsed: 1 });
    expect(page().messages).toMatchObject([
      { role: 'user', text: START.text, extras: { minutes: 20 } },
      { role: 'assistant', text: 'Slowly.' },
    ]);
    expect(page().session?.plan).toEqual(PLAN);
    expect(api.asked).toEqual(['POST /stream/practice/start', `GET /practice/sessions/${SESSION}`].map(withApi));
  });

  it('sends a message that starts a session from that session’s own page, and reads nothing before', async () => {
    const { api, storage, page, unmount } = openPage({ sessionId: TURN });
    let sessionId = '';
    await act(async () => {
      sessionId = await page().startSession(START);
    });
    unmount();
    expect([sessionId, api.asked]).toEqual([SESSION, []]);

    const next = openPage({ api, storage, begun: 'yes' });
    await act(async () => undefined);

    await expect.poll(() => next.page().plan).toEqual(PLAN);
    expect(api.asked[0]).toBe('POST /stream/practice/start');
    expect(storage.entries.size).toBe(0);
  });

  it('ends its session without deleting it', async () => {
    const { api, page } = openPage();

    await act(() => page().endSession());

    expect(api.asked).toEqual([`POST /api/practice/sessions/${SESSION}/end`]);
  });
});

/** Everything but streams is asked of the API. */
const withApi = (line: string) => line.replace(' /practice', ' /api/practice');
