// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { Refusal } from '#client/refusal';
import { renderPage } from '../../../testing/render-app.ts';
import { type SessionDeletion, type SessionItem, SessionList, type SessionListProps } from './session-list.tsx';

afterEach(cleanup);

const itemOf = (sessionId: string, more: Partial<SessionItem> = {}): SessionItem => ({
  sessionId,
  href: `/chats/${sessionId}`,
  title: `Chat ${sessionId}`,
  updatedAt: new Date().toISOString(),
  isRunning: false,
  ...more,
});

async function open(props: Partial<SessionListProps>, path = '/') {
  const deleted: string[] = [];
  const deletion: SessionDeletion = {
    isPending: false,
    error: null,
    reset: () => undefined,
    mutate: (sessionId, { onSuccess }) => {
      deleted.push(sessionId);
      onSuccess();
    },
  };
  const page = await renderPage(
    <SessionList
      sessions={[itemOf('a'), itemOf('b')]}
      look="rows"
      labelledBy="title"
      deletion={deletion}
      question={{ title: 'Delete it?', text: 'It is lost.' }}
      home="/chats"
      {...props}
    />,
    { fetch: () => Promise.reject(new Error('nothing is requested here')), path },
  );
  return { ...page, deleted, user: userEvent.setup() };
}

it('shows title, time, state and a running answer of each session', async () => {
  const sessions = [itemOf('a', { isRunning: true, fact: '4 messages' }), itemOf('b', { closed: 'Ended' })];
  await open({ sessions, look: 'cards' }, '/chats/a');

  const [first, second] = screen.getAllByRole('link');
  expect(first?.textContent).toBe('Chat a4 messagesnowAn answer is being written');
  expect(first?.getAttribute('aria-current')).toBe('page');
  expect(second?.textContent).toBe('Chat bEndednow');
});

it('asks before it deletes a session, and stays on the page of another one', async () => {
  const { user, deleted, history } = await open({}, '/chats/b');

  await user.click(screen.getByRole('button', { name: 'Delete Chat a' }));
  expect(deleted).toEqual([]);
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Delete' }));

  expect(deleted).toEqual(['a']);
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(history).toEqual(['/chats/b']);
});

it('goes to the coach’s page when the open session is deleted', async () => {
  const { user, history } = await open({}, '/chats/a');

  await user.click(screen.getByRole('button', { name: 'Delete Chat a' }));
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Delete' }));

  expect(history.at(-1)).toBe('/chats');
});

it('says why a session was not deleted, and keeps asking', async () => {
  const facts = { status: 503, retryable: true, retryAfterMs: undefined, details: {} };
  const deletion: SessionDeletion = {
    isPending: false,
    error: new Refusal('dependency_unavailable', '', facts),
    reset: () => undefined,
    mutate: () => undefined,
  };
  const { user, history } = await open({ deletion }, '/chats/a');

  await user.click(screen.getByRole('button', { name: 'Delete Chat a' }));
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Delete' }));

  expect(screen.getByRole('alert').textContent).toBe('A service we need is not answering.');
  expect(screen.getByRole('dialog')).toBeDefined();
  expect(history).toEqual(['/chats/a']);
});
