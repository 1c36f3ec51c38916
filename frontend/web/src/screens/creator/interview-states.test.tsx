// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CoachEvent } from '#contract/events';
import { aSession, createFakeProduct, type SpokenTurn } from '../../../../testing/fake-product.ts';
import { renderPage } from '../../../../testing/render-app.ts';
import { followedOf } from '../../../../testing/session-page.ts';
import { aborted, chunk, completed, failed, SESSION, started } from '../../../../testing/turn-fixtures.ts';
import { Creator } from './creator.tsx';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

async function openPage(product = createFakeProduct()) {
  const user = userEvent.setup();
  const page = await renderPage(<Creator sessionId={SESSION} />, { fetch: product.fetch });
  const composer = await screen.findByRole('textbox', { name: 'Your answer' });
  const turnAt = (index: number): Promise<SpokenTurn> =>
    vi.waitFor(() => product.turns[index] ?? Promise.reject(new Error('no such turn yet')));
  return { ...page, product, user, composer, turnAt };
}

const idOf = ({ body }: SpokenTurn) => String(body['turnId']);
const say = (turn: SpokenTurn, ...events: readonly CoachEvent[]) => act(async () => turn.say(...events));

describe('the end of an interview', () => {
  it('counts down the last five minutes by the server’s clock and then closes the interview', async () => {
    // The server's clock is a minute ahead, as the start of a turn says.
    vi.useFakeTimers({ shouldAdvanceTime: true, now: Date.parse('2026-11-21T10:00:00.000Z') });
    const expiresAt = '2026-11-21T11:00:00.000Z';
    const { user, composer, turnAt } = await openPage(createFakeProduct(aSession({ expiresAt })));
    expect(screen.queryByText(/^Expires in/)).toBeNull();
    await user.type(composer, 'Hello{Enter}');
    const turn = await turnAt(0);
    const serverTime = new Date(Date.now() + 60_000).toISOString();
    await say(turn, { ...started(idOf(turn)), serverTime, expiresAt } as CoachEvent);
    await say(turn, completed('Hi', { turnId: idOf(turn), expiresAt }));
    await screen.findByText('Hi');

    const until = (time: string) =>
      act(() => vi.advanceTimersByTimeAsync(Date.parse(`2026-11-21T${time}.000Z`) - Date.now()));
    await until('10:54:01');
    expect(screen.getByText(/^Expires in (5:00|4:59)$/)).toBeDefined();
    await until('10:59:00');

    expect(screen.getByText('This interview has expired.')).toBeDefined();
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  it('shows an interview that was ended without a composer', async () => {
    await renderPage(<Creator sessionId={SESSION} />, {
      fetch: createFakeProduct(aSession({ status: 'ended' })).fetch,
    });

    expect(await screen.findByText('This interview has ended.')).toBeDefined();
    expect(screen.queryByRole('textbox')).toBeNull();
  });
});

it('shows that another window is answered, and sends nothing in the meantime', async () => {
  const { composer, product } = await openPage(createFakeProduct(aSession({ activeTurnId: 'elsewhere' })));
  expect(await screen.findByText('Vesper is answering you in another window…')).toBeDefined();
  const followed = await followedOf(product);

  // Also when the answer cannot be followed.
  await act(async () => followed.hangUp());
  await screen.findByRole('button', { name: 'Send' });
  fireEvent.change(composer, { target: { value: 'Me too' } });
  fireEvent.keyDown(composer, { key: 'Enter' });

  expect(composer).toHaveProperty('value', 'Me too');
  expect(product.turns).toEqual([]);
});

it('marks each topic as covered, up next or still open, and the optional ones', async () => {
  const { container } = await openPage();

  const topics = [...container.querySelectorAll('aside li')].map(({ textContent }) => textContent);
  expect(topics).toEqual([
    'Goals and timeline: covered',
    'Experience: up next',
    'a topic of the deployer (optional): still open',
  ]);
  expect(screen.getByRole('button', { name: '1 covered' })).toBeDefined();
});

it('shows a message that is sent, wherever the person was reading', async () => {
  const { user, composer } = await openPage();
  const thread = screen.getByRole('region', { name: 'Conversation with Vesper' });
  Object.defineProperty(thread, 'scrollHeight', { value: 900 });
  thread.scrollTop = 0;

  await user.type(composer, 'Hello{Enter}');

  expect(thread.scrollTop).toBe(900);
});

describe('an answer that does not come', () => {
  it('says once that a stopped answer was stopped', async () => {
    const { user, composer, turnAt, container } = await openPage();
    await user.type(composer, 'Hello{Enter}');
    const turn = await turnAt(0);

    await say(turn, started(idOf(turn)), chunk('Hi'), aborted('Hi', idOf(turn)));

    await waitFor(() =>
      expect(container.querySelector('[role="status"]')?.textContent).toBe('The answer was stopped.'),
    );
  });

  it('offers no second try after a failure that another try would repeat', async () => {
    const { user, composer, turnAt } = await openPage();
    await user.type(composer, 'Hello{Enter}');
    const turn = await turnAt(0);

    await say(turn, started(idOf(turn)), {
      ...failed(idOf(turn)),
      code: 'model_refused',
      retryable: false,
    } as CoachEvent);

    expect((await screen.findByRole('alert')).textContent).toContain('Vesper can’t answer that.');
    expect(screen.queryByRole('button', { name: 'Send it again' })).toBeNull();
  });

  it('picks the same turn up again after the connection was lost', async () => {
    const product = createFakeProduct();
    const lost: unknown[] = [];
    let isDown = true;
    const { user, composer, turnAt } = await openPage({
      ...product,
      fetch: async (input, init) => {
        if (!isDown || !String(input).endsWith('/stream')) return product.fetch(input, init);
        lost.push(JSON.parse(String(init?.body)));
        return new Response('', { status: 502 });
      },
    });
    await user.type(composer, 'Hello{Enter}');
    const again = await screen.findByRole('button', { name: 'Pick it up' });
    isDown = false;

    await user.click(again);
    const resumed = await turnAt(0);
    await say(resumed, started(idOf(resumed)), completed('Hi there', { turnId: idOf(resumed) }));

    expect(await screen.findByText('Hi there')).toBeDefined();
    expect(lost).toEqual([resumed.body, resumed.body]);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('forgets the refusal of a text when the text changes', async () => {
    const { user, composer, product } = await openPage();
    product.refuseNext('validation_failed');
    await user.type(composer, 'Hello{Enter}');
    expect(await screen.findByRole('alert')).toBeDefined();

    await user.type(composer, '!');

    expect(screen.queryByRole('alert')).toBeNull();
  });
});
