import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createElement } from 'react';
import { vi } from 'vitest';
import { PromptChat } from '../web/src/screens/prompt-chat/prompt-chat.tsx';
import type { SpokenTurn } from './fake-product.ts';
import { createFakePromptCoach, type FakePromptCoach } from './fake-prompt-coach.ts';
import { type RenderOptions, renderPage } from './render-app.ts';
import { SESSION } from './turn-fixtures.ts';

/** Opens a session with the prompt coach. */
export async function openPrompt(more: Partial<FakePromptCoach> = {}, options: Omit<RenderOptions, 'fetch'> = {}) {
  window.history.replaceState(null, '');
  const product = createFakePromptCoach(more);
  const user = userEvent.setup();
  const page = await renderPage(createElement(PromptChat, { sessionId: SESSION }), {
    fetch: product.fetch,
    ...options,
  });
  const bench = within(await screen.findByRole('complementary'));
  const turnAt = (index: number): Promise<SpokenTurn> =>
    vi.waitFor(() => product.turns[index] ?? Promise.reject(new Error('no such turn yet')));
  return { ...page, product, user, bench, turnAt };
}

/** Bodies that were sent to that path of the session. */
export const sentTo = ({ sent }: FakePromptCoach, what: string): readonly unknown[] =>
  sent.filter((call) => call.what === what).map(({ body }) => body);
