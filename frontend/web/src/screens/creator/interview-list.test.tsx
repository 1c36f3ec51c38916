// @vitest-environment jsdom
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { aSession, createFakeProduct } from '../../../../testing/fake-product.ts';
import { renderPage } from '../../../../testing/render-app.ts';
import { chunk, completed, SESSION, started } from '../../../../testing/turn-fixtures.ts';
import { Creator } from './creator.tsx';
import { InterviewNavigation } from './interview-list.tsx';

afterEach(cleanup);

it('marks an interview while its answer is written, and shows its title at the end', async () => {
  let listed = aSession();
  const product = createFakeProduct(aSession(), ({ pathname }) =>
    pathname.endsWith('/coach-creator-sessions') ? Response.json({ sessions: [listed] }) : undefined,
  );
  const user = userEvent.setup();
  await renderPage(
    <>
      <InterviewNavigation />
      <Creator sessionId={SESSION} />
    </>,
    { fetch: product.fetch },
  );
  await user.type(await screen.findByRole('textbox', { name: 'Your answer' }), 'Hello{Enter}');
  const turn = await vi.waitFor(() => product.turns[0] ?? Promise.reject(new Error('no such turn yet')));
  const turnId = String(turn.body['turnId']);

  listed = aSession({ activeTurnId: turnId });
  await act(async () => turn.say(started(turnId), chunk('Hi')));
  expect(await screen.findByText('An answer is being written')).toBeDefined();
  listed = aSession({ title: 'Coach interview: Hello' });
  await act(async () => turn.say(completed('Hi', { turnId })));

  await waitFor(() => expect(screen.queryByText('An answer is being written')).toBeNull());
  expect(screen.getByText('Coach interview: Hello')).toBeDefined();
});
