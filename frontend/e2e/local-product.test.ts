import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalStage, setLocalStage, visitLocal } from './local-visit.ts';
import { findings } from './visit.ts';

let stage: LocalStage;
beforeAll(async () => {
  stage = await setLocalStage({ firstMs: 20, tokenMs: 2 });
});
afterAll(() => stage[Symbol.asyncDispose]());

const ANSWERS = [
  'A female coach, please',
  'I want to get stronger within six months',
  "I'm 41",
  'I have trained on and off for two years',
  '45 minutes, 3 days a week',
  'A sore left knee, nothing else',
  'At home, with dumbbells and a pull-up bar',
  'I love rowing and squats, I hate running',
  'Patient and encouraging',
  'Ten strict push-ups in a row',
  'Just for myself, no competitions',
];

const isReady = (page: Page) => page.getByRole('button', { name: 'Build my coach' }).isVisible();

/** Answers Vesper's questions until all topics are covered. */
async function interview(page: Page): Promise<void> {
  const answers = page.locator('li[data-role="assistant"]');
  for (const text of ANSWERS) {
    const before = await answers.count();
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
    await answers.nth(before).waitFor();
    await page.getByRole('button', { name: 'Send', exact: true }).waitFor();
    if (await isReady(page)) return;
  }
}

describe('the product on this machine', () => {
  it('leads from the sign-in to a finished coach on the real stack', async () => {
    await using visitor = await visitLocal(stage, { colorScheme: 'light' });
    const { page, offences } = visitor;
    await page.getByText('demo-pro').click();
    await page.getByRole('button', { name: 'Start the interview' }).click();
    await page.getByRole('textbox').waitFor();
    await interview(page);
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Build my coach' }).click();
    await page.getByRole('heading', { name: 'Your coach is ready' }).waitFor();
    await page
      .getByRole('link', { name: 'Meet your coach' })
      .or(page.getByRole('button', { name: 'Meet your coach' }))
      .click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(page.url()).toContain('/coaches/');
    expect(await findings(page)).toEqual([]);
    expect(offences).toEqual([]);
  });

  it('keeps the text of a stopped answer on the real stack', async () => {
    await using visitor = await visitLocal(stage, { colorScheme: 'dark', width: 320 });
    const { page } = visitor;
    await page.getByText('demo-free').click();
    await page.getByRole('button', { name: 'Start the interview' }).click();
    await page.getByRole('textbox').waitFor();
    await fetch(`${stage.stack.origin}/local/model/script`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([
        { steps: [{ text: 'Half of' }, { text: ' it', delayMs: 1_300 }, { text: ' never', delayMs: 60_000 }] },
      ]),
    });
    await page.keyboard.type('A neutral voice');
    await page.keyboard.press('Enter');
    await page.getByText('Half of it').waitFor();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByRole('button', { name: 'Send', exact: true }).waitFor();
    expect(await page.locator('li[data-role="assistant"]').nth(1).textContent()).toContain('Half of');
    expect(await findings(page)).toEqual([]);
  });
});
