import { act, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createElement } from 'react';
import { vi } from 'vitest';
import type { CoachEvent } from '#contract/events';
import type { ChatStart } from '../web/src/app/chat-start.ts';
import { GameChat } from '../web/src/screens/game-chat/game-chat.tsx';
import { createFakeGameCoach, type FakeGameCoach } from './fake-game-coach.ts';
import type { SpokenTurn } from './fake-product.ts';
import { renderPage } from './render-app.ts';
import { SESSION } from './turn-fixtures.ts';

/** A conversation that begins here, unless it is said to be there already. */
export async function openChat(
  product: FakeGameCoach = createFakeGameCoach({ chat: undefined }),
  start: ChatStart | null = { begun: 'no' },
) {
  window.history.replaceState(start, '');
  const user = userEvent.setup();
  const page = await renderPage(createElement(GameChat, { sessionId: SESSION }), { fetch: product.fetch });
  const composer = await screen.findByRole('textbox', { name: 'Your question' });
  const turnAt = (index: number): Promise<SpokenTurn> =>
    vi.waitFor(() => product.turns[index] ?? Promise.reject(new Error('no such turn yet')));
  return { ...page, product, user, composer, turnAt };
}

/** The server says something. */
export const say = (turn: SpokenTurn, ...events: readonly CoachEvent[]) => act(async () => turn.say(...events));
