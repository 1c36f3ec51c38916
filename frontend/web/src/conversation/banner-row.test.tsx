// @vitest-environment jsdom
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { createFakeProduct } from '../../../testing/fake-product.ts';
import { renderPage } from '../../../testing/render-app.ts';
import { chunk, completed, SESSION, started } from '../../../testing/turn-fixtures.ts';
import { Creator } from '../screens/creator/creator.tsx';

afterEach(cleanup);

const LINES = /Reconnecting|backup connection|No live typing/;

/** Opens an interview and records each change of the line about the connection. */
async function openPage(fetch: typeof globalThis.fetch) {
  const { container } = await renderPage(<Creator sessionId={SESSION} />, { fetch, attempts: 4 });
  const shown: string[] = [];
  new MutationObserver(() => {
    const line = [...container.querySelectorAll('p')].find(({ textContent }) => LINES.test(textContent))?.textContent;
    if ((line ?? '') !== (shown.at(-1) ?? '')) shown.push(line ?? '');
  }).observe(container, { subtree: true, childList: true, characterData: true });
  const composer = await screen.findByRole('textbox', { name: 'Your answer' });
  return { shown, composer, user: userEvent.setup() };
}

it('shows “No live typing” from the moment that path 3 is tried', async () => {
  const product = createFakeProduct();
  const { promise: answered, resolve: answer } = Promise.withResolvers<Response>();
  const { shown, composer, user } = await openPage(async (input, init) => {
    if (String(input).endsWith('/stream')) return new Response('', { status: 502 });
    return init?.method === 'PUT' ? answered : product.fetch(input, init);
  });

  await user.type(composer, 'Hello{Enter}');
  await waitFor(() => expect(shown.at(-1)).toMatch(/^No live typing/));
  answer(Response.json(completed('Hi')));
  await screen.findByText('Hi');

  expect(shown).toEqual(['Reconnecting…', 'No live typing: waiting for the full answer', '']);
});

it('shows “Using the backup connection” through the whole answer on path 2', async () => {
  const product = createFakeProduct();
  const { shown, composer, user } = await openPage(async (input, init) => {
    const isFirst = String(input).startsWith('http://stream');
    return isFirst ? new Response('', { status: 502 }) : product.fetch(input, init);
  });
  await user.type(composer, 'Hello{Enter}');
  const turn = await vi.waitFor(() => product.turns[0] ?? Promise.reject(new Error('no such turn yet')));
  const turnId = String(turn.body['turnId']);

  await act(async () => turn.say(started(turnId), { type: 'contextual', stage: 'reading', content: 'Reading you' }));
  await screen.findByText('Reading you');
  await act(async () => turn.say(chunk('Hi '), completed('Hi there', { turnId })));
  await screen.findByText('Hi there');

  expect(shown).toEqual(['Reconnecting…', 'Using the backup connection', '']);
});
