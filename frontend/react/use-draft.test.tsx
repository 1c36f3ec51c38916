// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { gameCoach } from '#client/coaches/game-coach';
import { createCoachClient } from '#client/create-coach-client';
import { createFakeGameCoach } from '../testing/fake-game-coach.ts';
import { configFor, createMemoryStorage, SESSION } from '../testing/turn-fixtures.ts';
import { CoachProvider } from './coach-provider.ts';
import { CoachSessionProvider } from './coach-session-provider.ts';
import { type AnyMessage, useCoachSession } from './use-coach-session.ts';
import { type DraftOptions, useDraft } from './use-draft.ts';

afterEach(cleanup);

/** A composer of one person in one conversation. */
async function openComposer(storage = createMemoryStorage(), options: DraftOptions = {}, sessionId = SESSION) {
  const product = createFakeGameCoach();
  const client = createCoachClient({
    config: configFor('http://api', 'http://stream'),
    userId: 'me',
    getToken: () => Promise.resolve('token'),
    storage,
    fetch: product.fetch,
  });
  const wrapper = ({ children }: { readonly children: ReactNode }) => (
    <CoachProvider client={client}>
      <CoachSessionProvider coach={gameCoach} sessionId={sessionId}>
        {children}
      </CoachSessionProvider>
    </CoachProvider>
  );
  const { result, rerender, unmount } = renderHook(
    (extras: DraftOptions['extras']) => {
      const [text, setText] = useDraft({ ...options, extras });
      return { text, setText, ...useCoachSession() };
    },
    { wrapper, initialProps: options.extras },
  );
  await vi.waitFor(() => expect(result.current.load).toBe('ready'));
  const write = (text: string) => act(async () => result.current.setText(text));
  return { composer: () => result.current, write, rerender, unmount, storage, product };
}

it('shows a draft again after navigation and after a reload, with what was attached to it', async () => {
  const returned: AnyMessage[] = [];
  const first = await openComposer();
  await first.write('How am I');
  await act(async () => first.rerender({ gameId: 'g1' }));
  first.unmount();

  const onReturned = (message: AnyMessage) => void returned.push(message);
  const second = await openComposer(first.storage, { first: 'Hi', onReturned });

  expect(second.composer().text).toBe('How am I');
  expect(returned).toEqual([{ text: 'How am I', gameId: 'g1' }]);
  expect((await openComposer(first.storage, {}, 'other')).composer().text).toBe('');
});

it('keeps nothing of a draft that was sent', async () => {
  const { composer, write, storage, product } = await openComposer();
  await write('Hi');

  await act(async () => {
    void composer().sendMessage({ text: 'Hi' });
    composer().setText('');
  });

  await vi.waitFor(() => expect(product.turns).toHaveLength(1));
  expect([...storage.entries.keys()].filter((key) => key.includes('draft'))).toEqual([]);
});

it('shows a refused message once, in front of what was written since, now and after a reload', async () => {
  const { composer, write, storage, product, unmount } = await openComposer();
  product.refuseNext('budget_exhausted');

  await act(async () => {
    const sending = composer().sendMessage({ text: 'First' });
    composer().setText('Second');
    await sending;
  });

  expect(composer()).toMatchObject({ text: 'First\n\nSecond', returnedDraft: undefined });
  unmount();
  expect((await openComposer(storage)).composer().text).toBe('First\n\nSecond');
  await write('');
});

it('starts with the given text when no draft is kept, and keeps that text', async () => {
  const storage = createMemoryStorage();
  const { composer } = await openComposer(storage, { first: 'Hi' });

  expect(composer().text).toBe('Hi');
  await vi.waitFor(() => expect([...storage.entries.values()]).toEqual(['{"text":"Hi"}']));
});
