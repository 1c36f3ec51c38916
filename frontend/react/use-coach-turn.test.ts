// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { createElement, type ReactNode } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import type { CoachDescriptor } from '#client/coach-descriptor';
import { coachCreator } from '#client/coaches/coach-creator';
import { gameCoach } from '#client/coaches/game-coach';
import { createCoachClient } from '#client/create-coach-client';
import { createFakeProduct } from '../testing/fake-product.ts';
import { chunk, completed, configFor, createMemoryStorage, SESSION, started } from '../testing/turn-fixtures.ts';
import { CoachProvider } from './coach-provider.ts';
import { useCoachTurn } from './use-coach-turn.ts';

afterEach(cleanup);

function setUp(coach: CoachDescriptor = coachCreator, isNew = false) {
  const product = createFakeProduct();
  const storage = createMemoryStorage();
  const client = createCoachClient({
    config: configFor('http://api', 'http://stream'),
    userId: 'me',
    getToken: () => Promise.resolve('token'),
    storage,
    fetch: product.fetch,
  });
  const wrapper = ({ children }: { readonly children: ReactNode }) =>
    createElement(CoachProvider, { client, children });
  const hook = renderHook(() => useCoachTurn(coach, SESSION, isNew), { wrapper });
  const turnAt = (index: number) =>
    vi.waitFor(() => product.turns[index] ?? Promise.reject(new Error('no such turn yet')));
  return { ...hook, product, storage, turnAt };
}

it('shows a turn from sending to its end', async () => {
  const { result, turnAt } = setUp();

  act(() => void result.current.send({ text: 'Hello' }));
  expect(result.current.state).toMatchObject({ streamingStage: 'connecting', messages: [{ text: 'Hello' }] });

  const turn = await turnAt(0);
  const turnId = String(turn.body['turnId']);
  await act(async () => turn.say(started(turnId), chunk('Hi '), completed('Hi there', { turnId })));
  await vi.waitFor(() => expect(result.current.state.streamingStage).toBe('complete'));
  expect(result.current.state.messages.at(-1)).toMatchObject({ text: 'Hi there', state: 'done' });
});

it('neither stops nor forgets a running turn when the component is unmounted', async () => {
  const { result, unmount, product, storage, turnAt } = setUp();
  act(() => void result.current.send({ text: 'Hello' }));
  const turn = await turnAt(0);
  await act(async () => turn.say(started(String(turn.body['turnId']))));

  unmount();

  expect(product.asked.filter((call) => call.endsWith('/abort'))).toEqual([]);
  expect(storage.entries.size).toBe(1);
});

it.each([
  ['an existing session', false, { sessionId: SESSION }],
  ['a new session', true, { turnId: SESSION }],
] as const)('sends a question to the game coach in %s', async (_, isNew, named) => {
  const { result, turnAt } = setUp(gameCoach, isNew);

  act(() => void result.current.send({ text: 'Hello' }));

  const { body } = await turnAt(0);
  expect(body).toMatchObject({ message: 'Hello', ...named });
  expect('sessionId' in body).toBe(!isNew);
});
