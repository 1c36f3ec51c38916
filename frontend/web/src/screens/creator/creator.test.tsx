// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CoachEvent } from '#contract/events';
import { aSession, createFakeProduct, type FakeProduct, type SpokenTurn } from '../../../../testing/fake-product.ts';
import { renderPage } from '../../../../testing/render-app.ts';
import { aborted, chunk, completed, failed, SESSION, started } from '../../../../testing/turn-fixtures.ts';
import { Creator } from './creator.tsx';

afterEach(cleanup);

async function openPage(product: FakeProduct = createFakeProduct()) {
  const user = userEvent.setup();
  const page = await renderPage(<Creator sessionId={SESSION} />, { fetch: product.fetch });
  const composer = await screen.findByRole('textbox', { name: 'Your answer' });
  const turnAt = (index: number): Promise<SpokenTurn> =>
    vi.waitFor(() => product.turns[index] ?? Promise.reject(new Error('no such turn yet')));
  return { ...page, product, user, composer, turnAt };
}

const idOf = ({ body }: SpokenTurn) => String(body['turnId']);
const say = (turn: SpokenTurn, ...events: readonly CoachEvent[]) => act(async () => turn.say(...events));
const bubbles = () => screen.getAllByRole('listitem').filter(({ dataset }) => dataset['role'] !== undefined);

describe('the composer', () => {
  it('sends with Enter, breaks the line with Shift+Enter, and keeps the focus', async () => {
    const { user, composer, turnAt } = await openPage();

    await user.type(composer, 'One{Shift>}{Enter}{/Shift}two{Enter}');

    expect((await turnAt(0)).body).toMatchObject({ userResponse: 'One\ntwo' });
    expect(composer).toHaveProperty('value', '');
    expect(document.activeElement).toBe(composer);
  });

  it('does not send while an input method composes a word', async () => {
    const { composer, product, user } = await openPage();
    await user.type(composer, 'にほん');

    fireEvent.keyDown(composer, { key: 'Enter', isComposing: true });
    fireEvent.keyDown(composer, { key: 'Enter', keyCode: 229 });

    expect(composer).toHaveProperty('value', 'にほん');
    expect(product.turns).toHaveLength(0);
  });

  it('does not send a text that shows nothing, or one that is too long', async () => {
    const { composer, product, user } = await openPage();

    await user.type(composer, '   {Enter}');
    fireEvent.change(composer, { target: { value: '\u200b \u2060' } });
    await user.type(composer, '{Enter}');
    expect(screen.getByRole('button', { name: 'Send' })).toHaveProperty('disabled', true);
    fireEvent.change(composer, { target: { value: '👟'.repeat(4_001) } });
    await user.type(composer, '{Enter}');

    expect(product.turns).toHaveLength(0);
    expect(screen.getByText('1 character too long')).toBeDefined();
    expect(composer.getAttribute('aria-invalid')).toBe('true');
  });

  it('puts a refused text back into the composer', async () => {
    const { composer, product, user } = await openPage();
    product.refuseNext('rate_limited', { 'retry-after': '40' });

    await user.type(composer, 'Hello{Enter}');

    await waitFor(() => expect(composer).toHaveProperty('value', 'Hello'));
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain('Please wait 40 seconds.');
    expect(within(alert).queryByRole('button')).toBeNull();
    expect(bubbles()).toHaveLength(1);
  });

  it('shows Stop in place of Send, and stops with Esc', async () => {
    const { composer, product, user, turnAt } = await openPage();
    await user.type(composer, 'Hello{Enter}');
    const turn = await turnAt(0);
    await say(turn, started(idOf(turn)), chunk('Hi'));
    expect(screen.queryByRole('button', { name: 'Send' })).toBeNull();

    await user.type(composer, '{Escape}');

    await waitFor(() => expect(product.asked.some((call) => call.endsWith('/abort'))).toBe(true));
    expect(screen.getByRole('button', { name: 'Stopping…' })).toHaveProperty('disabled', true);
    await say(turn, aborted('Hi', idOf(turn)));
    expect(await screen.findByText('Stopped here')).toBeDefined();
    expect(await screen.findByRole('button', { name: 'Send' })).toBeDefined();
  });
});

describe('an answer', () => {
  it('shows the message and “Sending…” before the server answers', async () => {
    const { composer, user } = await openPage();

    await user.type(composer, 'Hello{Enter}');

    expect(screen.getByText('Sending…')).toBeDefined();
    expect(bubbles().at(-1)?.textContent).toContain('Hello');
  });

  it('streams an answer outside every live region and announces it once', async () => {
    const { composer, user, turnAt } = await openPage();
    const heard: string[] = [];
    const status = screen.getByRole('status');
    new MutationObserver(() => heard.push(status.textContent ?? '')).observe(status, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    await user.type(composer, 'Hello{Enter}');
    const turn = await turnAt(0);
    await say(turn, started(idOf(turn)), { type: 'contextual', stage: 'reading', content: 'Reading you' });
    expect(await screen.findByText('Reading you')).toBeDefined();

    for (const word of ['Good ', 'morning ', 'to ', 'you']) await say(turn, chunk(word));
    const bubble = await waitFor(() => bubbles()[2] ?? Promise.reject(new Error('no answer yet')));
    expect(bubble.getAttribute('aria-busy')).toBe('true');
    expect(bubble.closest('[aria-live], [role="status"], [role="log"], [role="alert"]')).toBeNull();
    await say(turn, completed('Good morning to you', { turnId: idOf(turn) }));

    await waitFor(() => expect(bubble.getAttribute('aria-busy')).toBe('false'));
    expect(heard).toEqual(['Vesper is answering.', 'Vesper says: Good morning to you']);
  });

  it('shows hostile text of an answer as text', async () => {
    const { composer, user, turnAt, container } = await openPage();
    await user.type(composer, 'Hello{Enter}');
    const turn = await turnAt(0);
    const hostile = '<img src=x onerror=alert(1)> [a](javascript:alert(1)) ![b](https://evil.example/x.png)';

    await say(turn, started(idOf(turn)), completed(hostile, { turnId: idOf(turn) }));

    const answer = () => [...container.querySelectorAll('li[data-role="assistant"]')].at(-1);
    await waitFor(() => expect(answer()?.textContent).toContain('<img src=x onerror=alert(1)> a b'));
    expect(container.querySelectorAll('img, a[href^="javascript"], a[href*="evil"]')).toHaveLength(0);
  });

  it('replaces a failed message by a new turn with the same text', async () => {
    const { composer, user, turnAt } = await openPage();
    await user.type(composer, 'Hello{Enter}');
    const turn = await turnAt(0);
    await say(turn, started(idOf(turn)), failed(idOf(turn)));

    expect((await screen.findByRole('alert')).textContent).toContain('Vesper is busy right now.');
    expect(screen.getByText('Not answered')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Send it again' }));

    const again = await turnAt(1);
    expect(idOf(again)).not.toBe(idOf(turn));
    expect(again.body).toMatchObject({ userResponse: 'Hello' });
  });
});

describe('the interview', () => {
  it('shows the progress of an interview in words and in a progress bar', async () => {
    await openPage();

    expect(screen.getByText('Topic 4 of 10')).toBeDefined();
    expect(screen.getByText('30%')).toBeDefined();
    expect(screen.getByText('Beginner')).toBeDefined();
    expect(screen.getByRole('progressbar', { name: 'Interview progress' })).toHaveProperty('value', 3);
  });

  it('sends the confirmation by a button, again after a refusal', async () => {
    const { product, user, turnAt } = await openPage(createFakeProduct(aSession({ phase: 'confirming' })));
    product.refuseNext('rate_limited', { 'retry-after': '40' });

    await user.click(screen.getByRole('button', { name: 'Build my coach' }));
    await user.click(await screen.findByRole('button', { name: 'Send it again' }));

    expect((await turnAt(0)).body).toMatchObject({ userResponse: '', confirm: true });
  });

  it('shows an expired interview without a composer', async () => {
    await renderPage(<Creator sessionId={SESSION} />, {
      fetch: createFakeProduct(aSession({ status: 'expired', expiresAt: '2020-01-01T00:00:00.000Z' })).fetch,
    });

    expect(await screen.findByText('This interview has expired.')).toBeDefined();
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  it('shows an interview in German', async () => {
    await renderPage(<Creator sessionId={SESSION} />, { fetch: createFakeProduct().fetch, language: 'de' });

    expect(await screen.findByText('Thema 4 von 10')).toBeDefined();
    expect(document.documentElement.lang).toBe('de');
  });
});
