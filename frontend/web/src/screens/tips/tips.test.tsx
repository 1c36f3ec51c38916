// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createElement } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TIPS } from '#contract/prompt-coach/tip-list';
import { tipListOf } from '#services/list-tips';
import { createFakePromptCoach, promptAccess } from '../../../../testing/fake-prompt-coach.ts';
import { renderPage } from '../../../../testing/render-app.ts';
import type { Language } from '../../i18n/language.ts';
import { Tips } from './tips.tsx';

beforeEach(() => window.history.replaceState(null, ''));
afterEach(cleanup);

const USED = { trialAvailable: false, trialUsed: true };

async function open(access = promptAccess('free'), language: Language = 'en') {
  const product = createFakePromptCoach({ access });
  const page = await renderPage(createElement(Tips), { fetch: product.fetch, language });
  return { ...page, product, user: userEvent.setup() };
}

const titles = async () => (await screen.findAllByRole('heading', { level: 3 })).map(({ textContent }) => textContent);
const titlesFor = (type: 'twitch_emote' | 'twitch_badge') => tipListOf('free', type).tips.map(({ title }) => title);

it('shows the tips for the chosen type first', async () => {
  const { user } = await open();
  expect(await titles()).toEqual(titlesFor('twitch_emote'));

  await user.selectOptions(screen.getByRole('combobox', { name: 'What is it for?' }), 'Badge');

  await vi.waitFor(async () => expect(await titles()).toEqual(titlesFor('twitch_badge')));
});

it('takes the words of a tip into the form of a new picture while the person may begin one', async () => {
  const { user, history } = await open();

  await user.click((await screen.findAllByRole('button', { name: /^Use these words/ }))[0] as HTMLElement);

  expect(history.at(-1)).toBe('/prompt-coach/new');
});

it('keeps the tips, and offers no start, when the free session is used', async () => {
  await open(promptAccess('free', USED));

  expect(await titles()).toHaveLength(5);
  expect(screen.getByText('That was your free session')).toBeDefined();
  expect(screen.queryByRole('button', { name: /^Use these words/ })).toBeNull();
});

it.each(['free', 'pro'] as const)('says what comes after the plan %s in the words of the API', async (tier) => {
  const { user } = await open(promptAccess(tier));
  const { upgrade } = tipListOf(tier, undefined);

  const offer = within(await screen.findByRole('region', { name: upgrade?.title ?? '' }));

  expect(offer.getByText(upgrade?.description ?? '')).toBeDefined();
  expect(offer.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual(upgrade?.highlights);
  await user.click(offer.getByText(upgrade?.action ?? ''));
  expect(await offer.findByText(/^Plans are changed by/)).toBeDefined();
});

it('offers nothing above the highest plan', async () => {
  await open(promptAccess('studio'));

  expect(await titles()).toHaveLength(5);
  expect(screen.queryByText(/^See /)).toBeNull();
});

it('has the tips and the offer in German', async () => {
  await open(promptAccess('free'), 'de');

  expect(await screen.findByRole('heading', { name: 'Der ganze Prompt-Coach' })).toBeDefined();
  expect(screen.getAllByText('Zum Beispiel')).toHaveLength(5);
  for (const { title, description } of TIPS) {
    expect(screen.queryByText(title)).toBeNull();
    expect(screen.queryByText(description)).toBeNull();
  }
});
