// @vitest-environment jsdom
import { cleanup, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { PromptSession } from '#contract/prompt-coach/responses';
import { promptAccess } from '../../../../testing/fake-prompt-coach.ts';
import { say } from '../../../../testing/game-chat-page.ts';
import { openPrompt, sentTo } from '../../../../testing/prompt-chat-page.ts';
import { anIntent, aPromptSession } from '../../../../testing/prompt-fixtures.ts';
import { aborted, started } from '../../../../testing/turn-fixtures.ts';

afterEach(cleanup);

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
const message = () => screen.getByRole('textbox', { name: 'Your message' }) as HTMLTextAreaElement;
const NO_STYLE = aPromptSession({ intent: anIntent({ style: '' }) });

describe('a suggestion', () => {
  it('is sent when it is a whole message', async () => {
    const { user, turnAt } = await openPrompt();

    await user.click(await screen.findByRole('button', { name: 'Looks good' }));

    expect((await turnAt(0)).body).toMatchObject({ message: 'Looks good' });
    expect(screen.queryByRole('list', { name: 'Suggestions' })).toBeNull();
  });

  it('begins a message when it asks for something, and is hidden while the person writes', async () => {
    const { user, product } = await openPrompt({ prompt: NO_STYLE });

    await user.click(await screen.findByRole('button', { name: 'Which style?' }));

    expect(message().value).toBe('The style is ');
    expect(message()).toBe(document.activeElement);
    expect(product.turns).toEqual([]);
    expect(screen.queryByRole('list', { name: 'Suggestions' })).toBeNull();
  });
});

describe('the time of a session', () => {
  it('is hidden while there is enough of it', async () => {
    await openPrompt();

    await screen.findByRole('button', { name: 'Looks good' });
    expect(screen.queryByRole('button', { name: 'Extend' })).toBeNull();
  });

  it.each([
    [9, 'near'],
    [4, 'soon'],
    [1, 'urgent'],
  ])('is shown with %i minutes left', async (minutes, level) => {
    await openPrompt({ prompt: aPromptSession({ expiresAt: inMinutes(minutes) }) });

    const button = await screen.findByRole('button', { name: 'Extend' });

    expect(button.closest('[data-level]')?.getAttribute('data-level')).toBe(level);
  });

  it('is extended in one press, without a turn', async () => {
    const { user, product } = await openPrompt({ prompt: aPromptSession({ expiresAt: inMinutes(1) }) });

    await user.click(await screen.findByRole('button', { name: 'Extend' }));

    await waitFor(() => expect(screen.queryByRole('button', { name: 'Extend' })).toBeNull());
    expect(sentTo(product, 'extend')).toHaveLength(1);
    expect(product.turns).toEqual([]);
  });
});

describe('a session in which nothing can be said', () => {
  it.each<[string, Partial<PromptSession>, RegExp]>([
    ['has ended', { status: 'ended', expiresAt: null }, /has ended/],
    ['has expired', { status: 'expired' }, /nothing happened for a while/],
    ['expires while it is shown', { expiresAt: inMinutes(-1) }, /nothing happened for a while/],
    ['has no turn left', { turnsRemaining: 0 }, /All turns/],
    ['has reached its length', { textTokensOut: 2_000 }, /reached its length/],
  ])('says so when it %s, and offers to start again with its words', async (_, more, words) => {
    const { user, history } = await openPrompt({ prompt: aPromptSession(more) });

    await screen.findByText(words);
    expect(screen.queryByRole('textbox', { name: 'Your message' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Start again with these words' }));

    expect(history.at(-1)).toBe('/prompt-coach/new');
  });

  it('shows the plans to a person whose trial it was', async () => {
    const access = promptAccess('free', { trialAvailable: false, trialUsed: true });
    await openPrompt({ prompt: aPromptSession({ status: 'ended', expiresAt: null }), access });

    expect(await screen.findByRole('heading', { name: 'That was your free session' })).toBeTruthy();
  });
});

describe('a web search', () => {
  it('is shown while it runs, and its sources after that', async () => {
    const { user, turnAt } = await openPrompt();
    await user.type(await screen.findByRole('textbox', { name: 'Your message' }), 'The new season{Enter}');
    const turn = await turnAt(0);
    const turnId = String(turn.body['turnId']);

    await say(turn, started(turnId), { type: 'grounding', query: 'fortnite season 2026' });
    expect(await screen.findByText('Searching the web for “fortnite season 2026”…')).toBeTruthy();
    const results = [{ title: 'Season 9', host: 'example.com' }];
    await say(turn, { type: 'grounding_complete', performed: true, results }, aborted('', turnId));

    await user.click(await screen.findByText('Looked up “fortnite season 2026”'));
    expect(await screen.findByText('Season 9')).toBeTruthy();
    expect(screen.getByText('example.com')).toBeTruthy();
  });
});
