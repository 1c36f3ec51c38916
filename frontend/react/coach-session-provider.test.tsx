// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { coachCreator } from '#client/coaches/coach-creator';
import { gameCoach } from '#client/coaches/game-coach';
import { createCoachClient } from '#client/create-coach-client';
import { createFakeProduct } from '../testing/fake-product.ts';
import { idOf, turnOf } from '../testing/session-page.ts';
import { configFor, createMemoryStorage, SESSION, started } from '../testing/turn-fixtures.ts';
import { CoachProvider } from './coach-provider.ts';
import { CoachSessionProvider } from './coach-session-provider.ts';
import { useCoachSession } from './use-coach-session.ts';

afterEach(cleanup);

function open() {
  const product = createFakeProduct();
  const streams: (AbortSignal | null | undefined)[] = [];
  const client = createCoachClient({
    config: configFor('http://api', 'http://stream'),
    userId: 'me',
    getToken: () => Promise.resolve('token'),
    storage: createMemoryStorage(),
    fetch: (input, init) => {
      if (String(input).endsWith('/stream')) streams.push(init?.signal);
      return product.fetch(input, init);
    },
  });
  const wrapper = ({ children }: { readonly children: ReactNode }) => (
    <CoachProvider client={client}>
      <CoachSessionProvider coach={coachCreator} sessionId={SESSION}>
        {children}
      </CoachSessionProvider>
    </CoachProvider>
  );
  return { product, streams, wrapper };
}

it('closes the stream of a running answer when its page is left, and does not stop the turn', async () => {
  const { product, streams, wrapper } = open();
  const { result, unmount } = renderHook(() => useCoachSession(), { wrapper });
  await vi.waitFor(() => expect(result.current.load).toBe('ready'));
  act(() => void result.current.sendMessage({ text: 'Hello' }));
  const turn = await turnOf(product);
  await act(async () => turn.say(started(idOf(turn))));
  expect(streams.map((signal) => signal?.aborted)).toEqual([false]);

  unmount();

  expect(streams.map((signal) => signal?.aborted)).toEqual([true]);
  expect(product.asked.filter((call) => call.endsWith('/abort'))).toEqual([]);
});

it('refuses to show the session of one coach as that of another', () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const { wrapper } = open();

  expect(() => renderHook(() => useCoachSession(gameCoach), { wrapper })).toThrow('a session of coachCreator');
  vi.restoreAllMocks();
});
