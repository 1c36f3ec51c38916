import { vi } from 'vitest';
import type { CoachDescriptor } from '#client/coach-descriptor';
import { createCoachClient } from '#client/create-coach-client';
import type { Message } from '#client/message';
import type { AnySession } from '#client/session-reads';
import { type Begun, createCoachSession } from '#react/coach-session';
import type { FakeProduct, SpokenTurn } from './fake-product.ts';
import { configFor, createMemoryStorage, SESSION } from './turn-fixtures.ts';

export interface PageOptions {
  readonly begun?: Begun;
  readonly storage?: ReturnType<typeof createMemoryStorage>;
  /** Attempts at a turn before the client gives up. */
  readonly attempts?: number;
}

/** One session as a page holds it, without React, at an API in memory. */
export function createPage<Sent extends Message, Own extends object, Session extends AnySession>(
  coach: CoachDescriptor<Sent, Own, Session>,
  product: Pick<FakeProduct, 'fetch'>,
  { begun = 'yes', storage = createMemoryStorage(), attempts = 2 }: PageOptions = {},
) {
  const client = createCoachClient({
    config: configFor('http://api', 'http://stream'),
    userId: 'me',
    getToken: () => Promise.resolve('token'),
    storage,
    fetch: product.fetch,
    limits: { backoffMinMs: 1, backoffMaxMs: 2, attempts },
  });
  const ref = { coach, sessionId: SESSION };
  const session = createCoachSession(ref, { client, begun, flushMs: 0, readAgainMs: 1 });
  const state = () => session.snapshot().state;
  const bubbles = () => state().messages.map(({ role, text, state: how }) => `${role} ${how}: ${text}`);
  return { session, storage, state, bubbles };
}

/** A turn that the page has posted, once it has. */
export const turnOf = ({ turns }: FakeProduct, index = 0): Promise<SpokenTurn> =>
  vi.waitFor(() => turns[index] ?? Promise.reject(new Error('no such turn yet')));

/** A stream by which the page follows another window's turn, once it does. */
export const followedOf = ({ watched }: FakeProduct, index = 0): Promise<SpokenTurn> =>
  vi.waitFor(() => watched[index] ?? Promise.reject(new Error('not followed yet')));

export const idOf = ({ body }: SpokenTurn): string => String(body['turnId']);
