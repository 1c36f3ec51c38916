import { expect } from 'vitest';
import { coachCreator } from '#client/coaches/coach-creator';
import { type CoachClient, createCoachClient, type Turn } from '#client/create-coach-client';
import type { TurnUpdate } from '#client/updates';
import { type Answer, createScriptedServer, framesOf, type ScriptedServer, wireOf } from './scripted-server.ts';
import { configFor, createMemoryStorage, EVENTS, SESSION, TURN } from './turn-fixtures.ts';

/** Short timeouts for tests, which a slow machine still meets when a server does answer. In milliseconds. */
export const QUICK = { headersMs: 800, stallMs: 800, backoffMinMs: 1, backoffMaxMs: 4, runningMs: 1, attempts: 4 };
export const session = { coach: coachCreator, sessionId: SESSION };
export const message = { text: 'Hello' };
/** The body of the turn that carries it. */
export const fields = { userResponse: 'Hello', messageTimestamp: expect.any(String) };
/** A whole short turn, as its bytes. */
export const WIRE = wireOf(framesOf(EVENTS));

/** A client of this server, with what it asked of its storage and for its tokens. */
export function clientOf({ url }: ScriptedServer, more: Partial<Parameters<typeof createCoachClient>[0]> = {}) {
  const storage = createMemoryStorage();
  const tokens: boolean[] = [];
  const client = createCoachClient({
    config: configFor(`${url}/api`, `${url}/stream/`),
    userId: 'me',
    getToken: (renew) => {
      tokens.push(renew);
      return Promise.resolve(renew ? 'new-token' : 'token');
    },
    storage,
    uuid: () => TURN,
    limits: QUICK,
    ...more,
  });
  return { client, storage, tokens };
}

/** Begins a turn. */
export const say = (client: CoachClient) => client.turn({ ...session, message });

/** Runs a turn to its end. */
export async function updatesOf(turn: Turn): Promise<TurnUpdate[]> {
  const updates: TurnUpdate[] = [];
  for await (const update of turn) updates.push(update);
  return updates;
}

/** The answer's words. */
export const textOf = (updates: readonly TurnUpdate[]) =>
  updates.map((update) => (update.type === 'chunk' ? update.text : '')).join('');

/** One turn at a server with this script. */
export const endOf = async (...answers: readonly Answer[]) => {
  await using server = await createScriptedServer(...answers);
  const { client, storage } = clientOf(server);
  const updates = await updatesOf(say(client));
  return { updates, requests: server.requests, left: storage.entries.size };
};
