// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { coachFrom } from '../../../testing/coach-fixture.ts';
import { aBudget, createFakeGameCoach } from '../../../testing/fake-game-coach.ts';
import { accessOf, createGameCoachState } from '../../../testing/game-coach-state.ts';
import { renderPage } from '../../../testing/render-app.ts';
import { Coach } from './coach/coach.tsx';
import { GameHome } from './game-coach/game-home.tsx';

afterEach(cleanup);

it('shows the lists that the product writes for a coach in German', async () => {
  const coach = coachFrom('c1', '2026-11-21T10:00:00.000Z');
  const config = {
    ...coach,
    technicalConfig: { ...coach.technicalConfig, programmingFocus: ['strength', 'skill and technique'] },
  };
  await renderPage(<Coach coachId="c1" />, { fetch: async () => Response.json(config), language: 'de' });

  expect(await screen.findByText('Können und Technik')).toBeDefined();
  expect(screen.queryByText('strength')).toBeNull();
});

it('says in German what the next plan includes', async () => {
  const access = {
    ...accessOf(createGameCoachState('free')),
    previewAvailable: false,
    upgradeMessage: 'Pro has more.',
  };
  const product = createFakeGameCoach({ budget: aBudget({ tier: 'free' }), access });
  await renderPage(<GameHome />, { fetch: product.fetch, language: 'de' });

  expect(await screen.findByText('Pro enthält den Prompt-Coach und den Game-Coach, und von allem mehr.')).toBeDefined();
  expect(screen.queryByText('Pro has more.')).toBeNull();
});
