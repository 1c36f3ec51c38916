import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gamesUntil } from '../testing/game-fixtures.ts';
import { fileOfGames } from './game-visit.ts';
import { type LocalStage, type LocalVisitOptions, setLocalStage, visitLocal } from './local-visit.ts';
import { findings } from './visit.ts';

let stage: LocalStage;
beforeAll(async () => {
  stage = await setLocalStage({ firstMs: 20, tokenMs: 2 });
});
afterAll(() => stage[Symbol.asyncDispose]());

/** Signs a user in, in a new context. */
async function open(userId: string, options?: LocalVisitOptions) {
  const visitor = await visitLocal(stage, options);
  const { page } = visitor;
  await page.getByLabel(/user/i).fill(userId);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('link', { name: 'Open game coach' }).click();
  return visitor;
}

async function ask(page: Page, question: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Your question' }).fill(question);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Send', exact: true }).waitFor();
}

describe('the game coach, for real', () => {
  it('imports games, answers from them through tools, saves a note and compares with a rank', async () => {
    await using visitor = await open('demo-pro');
    const { page, offences } = visitor;
    await page.getByRole('link', { name: 'Games', exact: true }).click();
    const games = gamesUntil(new Date(Date.now() - 60 * 60_000).toISOString(), 120);
    const chosen = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a file' }).click();
    await (await chosen).setFiles(fileOfGames(games));
    await page.getByText('120 imported').waitFor();

    await page.getByRole('link', { name: 'Chats', exact: true }).click();
    await page.getByRole('main').getByRole('button', { name: 'New conversation' }).click();
    await ask(page, 'How did my last 5 games go?');
    await page.locator('[data-state="ok"]').first().waitFor();
    await page.getByText('Thoughts, step 1').waitFor();
    const answer = page.locator('li[data-role="assistant"]').last();
    expect(await answer.textContent()).toContain(String(games[0]?.score));
    await ask(page, 'Please save a note that my rotations are weak');
    await page.locator('[data-state="ok"]').nth(1).waitFor();
    expect(await findings(page)).toEqual([]);

    await page.getByRole('link', { name: /^Game coach/ }).click();
    await page.getByRole('link', { name: 'Notes', exact: true }).click();
    await page.getByText('my rotations are weak').waitFor();
    await page.getByRole('link', { name: 'Progress', exact: true }).click();
    await page.getByRole('table').waitFor();
    expect(await findings(page)).toEqual([]);
    expect(offences).toEqual([]);
  });

  it('answers a free player once and then shows the plans on the real stack', async () => {
    await using visitor = await open('demo-free', { colorScheme: 'dark', width: 320 });
    const { page, offences } = visitor;
    await page.getByRole('main').getByRole('button', { name: 'New conversation' }).click();
    await page
      .getByText(/free message/i)
      .first()
      .waitFor();
    await ask(page, 'What should I practise?');
    await page.locator('li[data-role="assistant"]').first().waitFor();
    await page.getByRole('textbox', { name: 'Your question' }).fill('And then?');
    await page.keyboard.press('Enter');
    await page.getByText('Your free message is used').waitFor();
    expect(await findings(page)).toEqual([]);
    expect(offences).toEqual([]);
  });
});
