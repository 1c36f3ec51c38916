// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { aChat, createFakeGameCoach } from '../../../../testing/fake-game-coach.ts';
import { renderPage } from '../../../../testing/render-app.ts';
import { GameHome } from './game-home.tsx';

afterEach(cleanup);

it.each([
  ['active', aChat({ messageCount: 4 }), 'How am I doing?4 messagesnow'],
  ['ended', aChat({ status: 'ended', title: null }), 'ConversationEnded2 messagesnow'],
  ['expired', aChat({ status: 'expired', messageCount: 1 }), 'How am I doing?Expired1 messagenow'],
  ['running', aChat({ activeTurnId: 't' }), 'How am I doing?2 messagesnowAn answer is being written'],
])('shows the title, the state and the number of messages of a conversation that is %s', async (_, chat, words) => {
  const product = createFakeGameCoach({ chat: { ...chat, updatedAt: new Date().toISOString() } });
  const { container } = await renderPage(<GameHome />, { fetch: product.fetch });

  await screen.findByRole('heading', { name: 'Your conversations' });
  expect(container.querySelector('a[href^="/game-coach/conversations/"]')?.textContent).toBe(words);
});

it('asks a new player to import games, and nobody who has some', async () => {
  await renderPage(<GameHome />, { fetch: createFakeGameCoach({ games: [] }).fetch });
  expect((await screen.findByRole('link', { name: 'Import games' })).getAttribute('href')).toBe('/game-coach/games');
  cleanup();

  await renderPage(<GameHome />, { fetch: createFakeGameCoach().fetch });
  await screen.findByRole('heading', { name: 'Your conversations' });

  expect(screen.queryByRole('link', { name: 'Import games' })).toBeNull();
});
