// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { CoachEvent } from '#contract/events';
import type { SpokenTurn } from '../../../../testing/fake-product.ts';
import { openChat, say } from '../../../../testing/game-chat-page.ts';
import { aborted, chunk, completed, SESSION, started } from '../../../../testing/turn-fixtures.ts';

afterEach(() => {
  cleanup();
  window.history.replaceState(null, '');
});

const idOf = ({ body }: SpokenTurn) => String(body['turnId']);
const bubbles = () => screen.getAllByRole('listitem').filter(({ dataset }) => dataset['role'] !== undefined);
const think = (text: string, step = 1): CoachEvent => ({ type: 'thinking', text, step });
const use = (toolUseId: string, name = 'get_recent_games'): CoachEvent => ({
  type: 'tool',
  toolUseId,
  name,
  label: 'Looking',
  input: {},
  step: 1,
});
const result = (toolUseId: string, ok: boolean, summary: string): CoachEvent => ({
  type: 'tool_result',
  toolUseId,
  ok,
  summary,
  durationMs: 1_300,
  step: 1,
});

describe('an answer', () => {
  it('shows each tool while it runs and how it ended', async () => {
    const { composer, user, turnAt } = await openChat();
    await user.type(composer, 'How am I doing?{Enter}');
    const turn = await turnAt(0);

    await say(turn, started(SESSION), chunk('Let me look.'), use('a'), use('b', 'a_new_tool'));
    const chips = () => within(bubbles()[1] ?? document.body).getAllByRole('list')[1]?.textContent;
    await waitFor(() => expect(chips()).toBe('Your recent games: runningLooking: running'));

    await say(turn, result('a', true, '10 games'), result('b', false, 'Not found'));
    await waitFor(() => expect(chips()).toBe('Your recent games: done10 games1.3sLooking: failedNot found1.3s'));
    await say(turn, chunk('Well.'), completed('Well.', { turnId: SESSION }));
    await waitFor(() => expect(bubbles()[1]?.textContent).toMatch(/Let me look\..*Well\.$/));
  });

  it('folds the thoughts of each step', async () => {
    const { composer, user, turnAt } = await openChat();
    await user.type(composer, 'Hi{Enter}');
    const turn = await turnAt(0);
    await say(turn, started(SESSION), think('First this.'), use('a'), think('Then that.', 2), chunk('Hello'));

    const second = await screen.findByText('Thoughts, step 2');
    expect(screen.queryByText('Then that.')).toBeNull();
    await user.click(second);

    expect(await screen.findByText('Then that.')).toBeDefined();
    expect(screen.queryByText('First this.')).toBeNull();
  });

  it('shows hostile text in answers, thoughts and tools as text', async () => {
    const { composer, user, turnAt, container } = await openChat();
    const hostile = '<img src=x onerror=alert(1)> [a](javascript:alert(1)) <style>*{display:none}</style>';
    await user.type(composer, 'Hi{Enter}');
    const turn = await turnAt(0);

    await say(turn, started(SESSION), think(hostile), use('a', hostile), result('a', true, hostile), chunk(hostile));
    await say(turn, completed(hostile, { turnId: SESSION }));
    await user.click(await screen.findByText('Thoughts'));

    const shown = '<img src=x onerror=alert(1)> a <style>*{display:none}</style>';
    const answer = container.querySelector('li[data-role="assistant"]');
    await waitFor(() => expect(answer?.textContent.split(shown)).toHaveLength(4));
    expect(container.querySelectorAll('img, style, a[href^="javascript"]')).toHaveLength(0);
  });

  it('announces an answer with tools at its start and at its end only', async () => {
    const { composer, user, turnAt } = await openChat();
    const heard: string[] = [];
    const status = screen.getAllByRole('status').at(-1) ?? document.body;
    new MutationObserver(() => heard.push(status.textContent ?? '')).observe(status, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    await user.type(composer, 'Hi{Enter}');
    const turn = await turnAt(0);
    await say(turn, started(SESSION), think('Hm.'), use('a'), result('a', true, 'x'), chunk('Hello'));
    await say(turn, completed('Hello', { turnId: SESSION }));

    await waitFor(() => expect(heard).toEqual(['The game coach is answering.', 'The game coach says: Hello']));
  });

  it('marks the tools of a stopped answer that did not come back', async () => {
    const { composer, user, turnAt, product } = await openChat();
    await user.type(composer, 'Hi{Enter}');
    const turn = await turnAt(0);
    await say(turn, started(SESSION), use('a'));
    await screen.findByText('Your recent games');

    await user.type(composer, '{Escape}');
    await waitFor(() =>
      expect(product.asked).toContain(`POST /coach/chat/sessions/${SESSION}/turns/${idOf(turn)}/abort`),
    );
    await say(turn, aborted('', SESSION));

    expect(await screen.findByText('Stopped here')).toBeDefined();
    expect(bubbles()[1]?.textContent).toContain('Your recent games: stopped');
  });
});
