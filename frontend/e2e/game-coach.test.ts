import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gamesUntil } from '../testing/game-fixtures.ts';
import { ANSWER } from '../testing/scripted-game-turns.ts';
import { firstSights } from './first-sights.ts';
import { ask, conversationAt, fileOfGames, settleIn } from './game-visit.ts';
import { tabTo } from './keyboard.ts';
import { enter, type Stage, setStage, type Visit, visit } from './visit.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

const NEWEST = '2026-11-20T19:42:00.000Z';
const isDone = ({ page }: Visit) => page.getByRole('button', { name: 'Send', exact: true }).waitFor();
const answers = ({ page }: Visit) => page.locator('li[data-role="assistant"]');
const hasFocus = ({ page }: Visit, name: string) =>
  page.getByRole('textbox', { name }).evaluate((field) => field === document.activeElement);

async function begin(visitor: Visit): Promise<void> {
  await enter(visitor, '/game-coach');
  await visitor.page.getByRole('main').getByRole('button', { name: 'New conversation' }).click();
  await visitor.page.getByRole('textbox').waitFor();
}

describe('the game coach', () => {
  it('leads from an import through a conversation to a note by keyboard alone', async () => {
    await using visitor = await visit(stage);
    const { page, product, offences } = visitor;
    const folder = await mkdtemp(join(tmpdir(), 'coachstream-games-'));
    await writeFile(join(folder, 'games.json'), JSON.stringify(gamesUntil(NEWEST, 120)));
    // Registered early, so that the browser hands its file dialog over.
    const chosen = page.waitForEvent('filechooser');
    await enter(visitor, '/');
    await tabTo(page, 'Open game coach');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Games');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Choose a file');
    await page.keyboard.press('Enter');
    await (await chosen).setFiles(join(folder, 'games.json'));
    await page.getByText('120 imported').waitFor();
    expect(product.gameCoach.games).toHaveLength(120);

    await tabTo(page, 'Chats');
    await page.keyboard.press('Enter');
    await tabTo(page, 'What should I practice this week?');
    await page.keyboard.press('Enter');
    await isDone(visitor);
    expect(await hasFocus(visitor, 'Your question')).toBe(true);
    await page.keyboard.type('And in doubles?');
    await page.keyboard.press('Enter');
    await answers(visitor).nth(1).waitFor();
    await isDone(visitor);
    expect(product.posted.map(({ message }) => message)).toEqual([
      'What should I practice this week?',
      'And in doubles?',
    ]);
    expect(product.posted[1]).toMatchObject({ sessionId: product.posted[0]?.['turnId'] });

    await tabTo(page, 'Game coach Your games');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Notes');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Note');
    await page.keyboard.type('Look left before every shot.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowUp');
    await tabTo(page, 'Add');
    await page.keyboard.press('Enter');
    await page.locator('li', { hasText: 'Look left before every shot.' }).waitFor();
    expect(product.gameCoach.notes).toMatchObject([{ category: 'goal', content: 'Look left before every shot.' }]);
    expect(await hasFocus(visitor, 'Note')).toBe(true);
    expect(offences).toEqual([]);
    await rm(folder, { recursive: true });
  });

  it('shows tools and words as they come and the same after a reload', async () => {
    await using visitor = await visit(stage, { product: { wordMs: 20 } });
    settleIn(visitor.product.gameCoach);
    const { page } = visitor;
    await begin(visitor);
    const sights = await firstSights(page, { status: 'Sending…|is thinking…', tool: '[data-state="running"]' });
    await ask(visitor, 'How do I compare to others at my rank?');
    await page.locator('[data-state="ok"]').waitFor();
    await page.locator('[data-state="failed"]').waitFor();
    await isDone(visitor);
    expect(await sights()).toEqual([['status'], ['tool']]);
    const live = await answers(visitor).textContent();

    await page.reload();
    await page.getByText('Thoughts, step 2').waitFor();

    expect(await answers(visitor).textContent()).toBe(live);
    expect(live).toContain('10 games, 6 won');
    expect(live).toContain(ANSWER.slice(0, 40));
  });

  it('resumes the first answer of a conversation after a reload', async () => {
    await using visitor = await visit(stage, { product: { wordMs: 20 } });
    const { page, product } = visitor;
    await begin(visitor);
    await ask(visitor, 'How am I doing?');
    await page.getByText('You won six').waitFor();

    await page.reload();

    await isDone(visitor);
    await page.getByText('count your passes').first().waitFor();
    expect(await page.locator('li[data-role]').count()).toBe(2);
    expect(new Set(product.posted.map(({ turnId }) => turnId)).size).toBe(1);
    expect(product.gameCoach.chats).toHaveLength(1);
  });

  it('opens a conversation as new after a reload before its first question', async () => {
    await using visitor = await visit(stage);
    await begin(visitor);

    await visitor.page.reload();

    await visitor.page.getByRole('heading', { name: 'What should we look at?' }).waitFor();
    expect(await hasFocus(visitor, 'Your question')).toBe(true);
  });

  it('continues a conversation after a stop with Esc', async () => {
    await using visitor = await visit(stage);
    const { page, product } = visitor;
    await begin(visitor);
    product.next({ silentAfter: 'You won six' });
    await ask(visitor, 'How am I doing?');
    await page.getByText('You won six').waitFor();

    await page.keyboard.press('Escape');
    await page.getByText('Stopped here').waitFor();
    await ask(visitor, 'Shorter, please');
    await expect.poll(() => product.posted.length).toBe(2);

    expect(product.posted[1]).toMatchObject({ sessionId: product.posted[0]?.['turnId'] });
    expect(product.gameCoach.chats).toHaveLength(1);
  });

  it('answers a free player once and then shows the plans', async () => {
    await using visitor = await visit(stage, { product: { tier: 'free' } });
    const { page } = visitor;
    await begin(visitor);
    await page.getByText('One free message').waitFor();
    await ask(visitor, 'How am I doing?');
    await page.getByText(ANSWER.slice(0, 40)).first().waitFor();
    await page.getByText('Your free message is used.').waitFor();

    await ask(visitor, 'And now?');

    await page.getByRole('alert').getByText('150,000 tokens a month').waitFor();
    expect(await page.getByRole('textbox').inputValue()).toBe('And now?');
  });
});

describe('what the player has', () => {
  it('asks about one game and deletes it', async () => {
    await using visitor = await visit(stage);
    settleIn(visitor.product.gameCoach);
    const { page, product } = visitor;
    await enter(visitor, '/game-coach/games');
    await page
      .getByRole('link', { name: /Doubles/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Ask about this game' }).click();
    await page.getByText('About this game:').waitFor();
    await ask(visitor, 'What went wrong?');
    await isDone(visitor);
    expect(product.posted[0]).toMatchObject({ message: 'What went wrong?', gameId: 'game-0001' });

    await page.goBack();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();

    await page.getByRole('heading', { name: 'Your games' }).waitFor();
    await page.locator('a[href$="game-0002"]').waitFor();
    await expect.poll(() => page.locator('a[href$="game-0001"]').count()).toBe(0);
    expect(product.gameCoach.games.some(({ gameId }) => gameId === 'game-0001')).toBe(false);
  });

  it('shows games in pages and keeps a game once that is imported twice', async () => {
    await using visitor = await visit(stage);
    const { page, product } = visitor;
    await enter(visitor, '/game-coach/games');
    const games = gamesUntil(NEWEST, 25);
    await page.setInputFiles('input[type=file]', fileOfGames(games));
    await page.getByText('25 imported').waitFor();
    await page.setInputFiles('input[type=file]', fileOfGames(games));
    await page.getByText('25 already imported').waitFor();
    expect(product.gameCoach.games).toHaveLength(25);
    const rows = page.getByRole('link', { name: /Won|Lost/ });
    expect(await rows.count()).toBe(20);

    await page.getByRole('button', { name: 'Show more' }).click();

    await expect.poll(() => rows.count()).toBe(25);
    expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
  });

  it('deletes a conversation and shows one that has ended', async () => {
    await using visitor = await visit(stage);
    settleIn(visitor.product.gameCoach);
    const { page, product } = visitor;
    await enter(visitor, '/game-coach');
    await page.getByRole('main').getByRole('button', { name: 'Delete Why do I lose so many duels?' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect.poll(() => product.gameCoach.chats.length).toBe(2);

    await page
      .getByRole('main')
      .getByRole('link', { name: /^What should I practice this week/ })
      .click();

    await page.getByText('This conversation has ended.').waitFor();
    expect(page.url()).toContain(conversationAt(0));
    expect(await page.getByRole('textbox').count()).toBe(0);
  });
});

it('sends no request to a foreign host while every page shows hostile text', async () => {
  await using visitor = await visit(stage);
  const { page, product, offences } = visitor;
  const hostile = '<img src=https://evil.example/x.png onerror=alert(1)> ![x](https://evil.example/y.png)';
  settleIn(product.gameCoach);
  product.gameCoach.notes.unshift({ noteId: 'h', category: 'goal', content: hostile, createdAt: NEWEST });
  const [first] = product.gameCoach.games;
  if (first) product.gameCoach.games[0] = { ...first, playlist: hostile.slice(0, 50), rank: hostile.slice(0, 30) };
  await begin(visitor);
  await ask(visitor, hostile);
  await isDone(visitor);
  for (const path of ['/game-coach', '/game-coach/notes', '/game-coach/games/game-0001', '/game-coach/progress']) {
    await page.goto(`${product.url}${path}`);
    await page.getByRole('navigation', { name: 'Game coach' }).waitFor();
    await page.waitForLoadState('networkidle');
  }

  expect(await page.locator('img').count()).toBe(0);
  expect(offences).toEqual([]);
});
