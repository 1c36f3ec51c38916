import { afterAll, beforeAll, expect, it } from 'vitest';
import { gamesUntil } from '../testing/game-fixtures.ts';
import { ask, conversationAt, fileOfGames, settleIn } from './game-visit.ts';
import { checkScreens, moving, type Screens } from './looks.ts';
import { enter, type Stage, setStage, type Visit, visit } from './visit.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

async function begin(visitor: Visit): Promise<void> {
  await enter(visitor, '/game-coach');
  await visitor.page.getByRole('main').getByRole('button', { name: 'New conversation' }).click();
  await visitor.page.getByRole('textbox').waitFor();
}

const isDone = ({ page }: Visit) => page.getByRole('button', { name: 'Send', exact: true }).waitFor();

/** Every screen of the game coach, and how one gets there. */
const SCREENS: Screens = {
  'game coach': async (visitor) => {
    settleIn(visitor.product.gameCoach);
    await enter(visitor, '/game-coach');
    await visitor.page.getByRole('heading', { name: 'Your conversations' }).waitFor();
    await visitor.page.getByRole('main').getByText('tokens left').waitFor();
  },
  'game coach of somebody new, on the free plan': async (visitor) => {
    visitor.product.gameCoach.tier = 'free';
    await enter(visitor, '/game-coach');
    await visitor.page.getByText('One free message').waitFor();
    await visitor.page.getByRole('link', { name: 'Import games' }).waitFor();
  },
  'new conversation': async (visitor) => {
    settleIn(visitor.product.gameCoach);
    await begin(visitor);
    await visitor.page.getByRole('button', { name: 'How do I compare to others at my rank?' }).waitFor();
  },
  'conversation with a long answer, a warning, and a game attached': async (visitor) => {
    settleIn(visitor.product.gameCoach);
    visitor.product.gameCoach.usedTokens = 121_000;
    await begin(visitor);
    await ask(visitor, 'How do I compare to others at my rank?');
    await isDone(visitor);
    await visitor.page.getByText('Thoughts, step 1').click();
    await visitor.page.getByRole('button', { name: 'Ask about one of your games' }).click();
    await visitor.page
      .getByRole('dialog')
      .getByRole('button', { name: /Doubles/ })
      .first()
      .click();
    await visitor.page.getByText('About this game:').waitFor();
  },
  'choice of a game': async (visitor) => {
    settleIn(visitor.product.gameCoach);
    await begin(visitor);
    await visitor.page.getByRole('button', { name: 'Ask about one of your games' }).click();
    await visitor.page.getByRole('button', { name: 'Show more' }).waitFor();
  },
  recap: async (visitor) => {
    settleIn(visitor.product.gameCoach);
    await enter(visitor, conversationAt(2));
    await visitor.page.getByRole('button', { name: 'Recap', exact: true }).click();
    await visitor.page.getByRole('heading', { name: 'What’s holding you back' }).waitFor();
  },
  'conversation that has ended': async (visitor) => {
    settleIn(visitor.product.gameCoach);
    await enter(visitor, conversationAt(0));
    await visitor.page.getByText('This conversation has ended.').waitFor();
  },
  'free message used': async (visitor) => {
    visitor.product.gameCoach.tier = 'free';
    visitor.product.gameCoach.isPreviewUsed = true;
    await enter(visitor, '/game-coach');
    await visitor.page.getByRole('heading', { name: 'Your free message is used' }).waitFor();
  },
  'budget used up': async (visitor) => {
    visitor.product.gameCoach.usedTokens = 149_000;
    await begin(visitor);
    await ask(visitor, 'How am I doing?');
    await visitor.page.getByRole('alert').waitFor();
  },
  games: async (visitor) => {
    settleIn(visitor.product.gameCoach);
    await enter(visitor, '/game-coach/games');
    await visitor.page.getByRole('button', { name: 'Show more' }).waitFor();
  },
  'games after an import': async (visitor) => {
    await enter(visitor, '/game-coach/games');
    await visitor.page.getByText('No games yet.').waitFor();
    const games = gamesUntil('2026-11-20T19:42:00.000Z', 30);
    const file = fileOfGames(
      games.map((game, index) => (index % 9 === 3 ? { ...game, goals: -1, extra: true } : game)),
    );
    await visitor.page.setInputFiles('input[type=file]', file);
    await visitor.page.getByText('The import is done.').waitFor();
    await visitor.page.getByText('What the file looks like').click();
  },
  game: async (visitor) => {
    settleIn(visitor.product.gameCoach);
    await enter(visitor, '/game-coach/games/game-0001');
    await visitor.page.getByRole('heading', { name: 'Movement' }).waitFor();
  },
  'deleting a game': async (visitor) => {
    settleIn(visitor.product.gameCoach);
    await enter(visitor, '/game-coach/games/game-0001');
    await visitor.page.getByRole('button', { name: 'Delete', exact: true }).click();
    await visitor.page.getByRole('dialog').waitFor();
  },
  notes: async (visitor) => {
    settleIn(visitor.product.gameCoach);
    await enter(visitor, '/game-coach/notes');
    await visitor.page.getByRole('heading', { name: 'Your notes' }).waitFor();
    await visitor.page.getByRole('textbox').fill('x'.repeat(2_001));
  },
  progress: async (visitor) => {
    settleIn(visitor.product.gameCoach);
    await enter(visitor, '/game-coach/progress');
    await visitor.page.getByRole('img', { name: /Gold I/ }).waitFor();
  },
};

/** Screens that open differently by width, or that do not last. */
const SCREENS_BY_WIDTH: Screens = {
  menu: async (visitor) => {
    settleIn(visitor.product.gameCoach);
    await enter(visitor, '/game-coach');
    const button = visitor.page.getByRole('button', { name: 'Menu' });
    await visitor.page.getByRole('heading', { name: 'Your conversations' }).waitFor();
    if (await button.isVisible()) await button.click();
    await visitor.page
      .getByRole('navigation', { name: 'Main menu' })
      .getByRole('link', { name: /^Why do I lose/ })
      .filter({ visible: true })
      .waitFor();
  },
  'conversation while tools run': async (visitor) => {
    settleIn(visitor.product.gameCoach);
    await begin(visitor);
    await ask(visitor, 'How do I compare to others at my rank?');
    await visitor.page.getByText('10 games, 6 won').waitFor();
  },
};

checkScreens(() => stage, SCREENS, SCREENS_BY_WIDTH);

it('animates nothing while tools run with reduced motion', async () => {
  await using visitor = await visit(stage, { reducedMotion: 'reduce', product: { wordMs: 40 } });
  await begin(visitor);
  await ask(visitor, 'How am I doing?');
  await visitor.page.locator('[data-state="running"]').first().waitFor();

  expect(await moving(visitor.page)).toEqual([]);
});
