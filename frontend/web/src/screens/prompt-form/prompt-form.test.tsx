// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createElement } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakePromptCoach, promptAccess } from '../../../../testing/fake-prompt-coach.ts';
import { A_KIT } from '../../../../testing/prompt-fixtures.ts';
import { renderPage } from '../../../../testing/render-app.ts';
import { promptDraftState, readPromptDraft } from '../../app/prompt-start.ts';
import { PromptForm } from './prompt-form.tsx';

beforeEach(() => window.history.replaceState(null, ''));
afterEach(cleanup);

async function open(more: Parameters<typeof createFakePromptCoach>[0] = {}) {
  const product = createFakePromptCoach({ prompt: undefined, messages: [], ...more });
  const user = userEvent.setup();
  const page = await renderPage(createElement(PromptForm), { fetch: product.fetch });
  return { ...page, product, user };
}

const description = () => screen.findByRole('textbox', { name: 'What should it show?' });
const start = () => screen.getByRole('button', { name: 'Start' });

describe('the form of a new session', () => {
  it('keeps the first turn for the session’s page, which sends it with the start fields', async () => {
    const { user, product, history } = await open({ kits: [A_KIT] });
    await user.type(await description(), 'A sleepy fox with a cup');
    await user.click(screen.getByRole('radio', { name: /^Badge/ }));
    await user.click(screen.getByRole('radio', { name: /^Cozy/ }));
    await user.click(await screen.findByRole('radio', { name: 'My channel' }));
    await user.type(screen.getByRole('textbox', { name: /Which game/ }), 'Stardew Valley');

    await user.click(start());

    const path = await vi.waitFor(() => {
      const last = history.at(-1) ?? '';
      expect(last).toMatch(/^\/prompt-coach\/sessions\//);
      return last;
    });
    expect(product.turns).toEqual([]);
    expect(path.split('/').at(-1)).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('does not start with too few words, and says so at the field', async () => {
    const { user, history } = await open();
    await user.type(await description(), 'Fox');

    await user.click(start());

    expect(screen.getByText('A few more letters, please.')).toBeTruthy();
    expect(await description()).toBe(document.activeElement);
    expect(history).toHaveLength(1);
  });

  it('leads to the chosen kit and to a new one, and keeps the form for the way back', async () => {
    const { user, history } = await open({ kits: [A_KIT] });
    await user.type(await description(), 'A sleepy fox with a cup');
    expect(screen.queryByRole('link', { name: 'Change My channel' })).toBeNull();
    await user.click(await screen.findByRole('radio', { name: 'My channel' }));
    expect(screen.getByRole('link', { name: 'New brand kit' }).getAttribute('href')).toBe(
      '/prompt-coach/brand-kits/new',
    );

    await user.click(screen.getByRole('link', { name: 'Change My channel' }));

    expect(history.at(-1)).toBe(`/prompt-coach/brand-kits/${A_KIT.brandKitId}`);
    expect(readPromptDraft()).toMatchObject({ description: 'A sleepy fox with a cup', brandKitId: A_KIT.brandKitId });
  });

  it('forgets a kit that has been deleted', async () => {
    window.history.replaceState(promptDraftState({ brandKitId: 'deleted' }), '');
    await open({ kits: [A_KIT] });

    await vi.waitFor(() => expect(screen.getByRole('radio', { name: 'None' })).toHaveProperty('checked', true));
  });

  it('wants the mood in words when none of its own fits', async () => {
    const { user, history } = await open();
    await user.type(await description(), 'A sleepy fox with a cup');
    await user.click(screen.getByRole('radio', { name: /^My own words/ }));

    await user.click(start());
    expect(history).toHaveLength(1);
    await user.type(screen.getByRole('textbox', { name: 'The mood in your words' }), 'Foggy');
    await user.click(start());

    await vi.waitFor(() => expect(history).toHaveLength(2));
  });

  it('shows what a type is for, with its true size', async () => {
    const { user } = await open();
    await description();

    await user.click(screen.getByRole('radio', { name: /^Channel banner/ }));

    expect(screen.getByText('2560 × 1440 pixels')).toBeTruthy();
    expect(screen.getByText(/middle 1546 × 423/)).toBeTruthy();
  });

  it('says what is free while the trial is unused, and leads to the tips after it', async () => {
    await open({ access: promptAccess('free') });
    expect(await screen.findByText('One free session')).toBeTruthy();
    cleanup();

    const { history } = await open({ access: promptAccess('free', { trialAvailable: false, trialUsed: true }) });

    await vi.waitFor(() => expect(history.at(-1)).toBe('/prompt-coach/tips'));
  });
});
