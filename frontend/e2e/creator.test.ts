import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstSights } from './first-sights.ts';
import { tabTo } from './keyboard.ts';
import { type Stage, setStage, signIn, visit } from './visit.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

const ANSWERS = [
  'A neutral voice',
  'Stronger legs by spring',
  '41',
  'Coming back',
  'Four days, 45 minutes',
  'My left knee',
  'At home, with dumbbells',
  'Rows; never running',
  'Patient',
  'Two flights of stairs',
];

const send = (page: Page) => page.getByRole('button', { name: 'Send', exact: true });

async function beginInterview(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start the interview' }).click();
  await page.getByRole('textbox').waitFor();
}

/** Types where the focus is, without a click. */
async function answer(page: Page, text: string): Promise<void> {
  const answers = page.locator('li[data-role="assistant"]');
  const before = await answers.count();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await answers.nth(before).waitFor();
  await send(page).waitFor();
}

describe('the creator', () => {
  it('leads from the sign-in to a finished coach by keyboard alone', async () => {
    await using visitor = await visit(stage);
    const { page, product, offences } = visitor;
    await page.goto(product.url);
    await tabTo(page, 'Sign in');
    await page.keyboard.press('Enter');
    await tabTo(page, 'demo-pro');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Start the interview');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox').waitFor();

    for (const [index, text] of ANSWERS.entries()) {
      await answer(page, text);
      if (index === 2) await page.getByText('Topic 4 of 10').waitFor();
    }
    await page.getByText('All 10 topics covered').waitFor();
    expect(await page.getByRole('textbox').evaluate((field) => field === document.activeElement)).toBe(true);

    await page.keyboard.press('Shift+Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Build my coach');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Your coach is ready' }).waitFor();
    await tabTo(page, 'Meet your coach');
    await page.keyboard.press('Enter');

    await page.getByRole('heading', { level: 1, name: 'Steady Rowan' }).waitFor();
    expect(page.url()).toContain('/coaches/');
    expect(product.posted.map(({ userResponse }) => userResponse)).toEqual([...ANSWERS, '']);
    expect(offences).toEqual([]);
  });

  it('shows an interview’s answer word by word', async () => {
    await using visitor = await visit(stage, { product: { wordMs: 40 } });
    const { page, product } = visitor;
    await signIn(page, product.url);
    await beginInterview(page);
    const sights = await firstSights(page, {
      status: 'Sending…|Vesper is thinking…|Reading your answer…',
      'first words': 'Got it\\.',
      'last words': 'a few months from now\\?',
    });

    await answer(page, 'A neutral voice');

    expect(await sights()).toEqual([['status'], ['first words'], ['last words']]);
  });

  it('resumes an answer after a reload', async () => {
    await using visitor = await visit(stage, { product: { wordMs: 30 } });
    const { page, product } = visitor;
    await signIn(page, product.url);
    await beginInterview(page);
    await page.keyboard.type('A neutral voice');
    await page.keyboard.press('Enter');
    await page.getByText('Got it. Now').waitFor();

    await page.reload();

    await page.getByText('a few months from now?').first().waitFor();
    await send(page).waitFor();
    expect(await page.locator('li[data-role]').count()).toBe(3);
    expect(new Set(product.posted.map(({ turnId }) => turnId)).size).toBe(1);
    expect(product.interviews[0]?.turnsUsed).toBe(1);
  });

  it('resumes an answer after the connection broke', async () => {
    await using visitor = await visit(stage);
    const { page, product } = visitor;
    await signIn(page, product.url);
    await beginInterview(page);
    product.next({ cutAfterWords: 4 });
    await page.keyboard.type('A neutral voice');
    await page.keyboard.press('Enter');

    await page.getByText('Topic 2 of 10').waitFor();

    expect(await page.locator('li[data-role="assistant"]').nth(1).textContent()).toMatch(/^Vesper:Got it\. Now the/);
    expect(product.posted.length).toBeGreaterThan(1);
    expect(product.posted.at(-1)).toHaveProperty('cursor');
    expect(product.interviews[0]?.turnsUsed).toBe(1);
  });

  it('puts a refused text back into the composer and sends it from there', async () => {
    await using visitor = await visit(stage);
    const { page, product } = visitor;
    await signIn(page, product.url);
    await beginInterview(page);
    product.next({ refuse: 'rate_limited', retryAfter: 42 });
    await page.keyboard.type('A neutral voice');
    await page.keyboard.press('Enter');

    await page.getByRole('alert').filter({ hasText: 'Please wait 42 seconds.' }).waitFor();
    expect(await page.getByRole('textbox').inputValue()).toBe('A neutral voice');
    await page.keyboard.press('Enter');

    await page.getByText('Topic 2 of 10').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('keeps the text of an answer that is stopped with Esc', async () => {
    await using visitor = await visit(stage);
    const { page, product } = visitor;
    await signIn(page, product.url);
    await beginInterview(page);
    product.next({ silentAfter: 'Got it.' });
    await page.keyboard.type('A neutral voice');
    await page.keyboard.press('Enter');
    await page.getByText('Got it.').waitFor();

    await page.keyboard.press('Escape');

    await page.getByText('Stopped here').waitFor();
    expect(product.interviews[0]?.turnsUsed).toBe(0);
    expect(await page.getByRole('textbox').evaluate((field) => field === document.activeElement)).toBe(true);
  });

  it('does not move a reader who has scrolled up', async () => {
    await using visitor = await visit(stage, { viewport: { width: 320, height: 430 }, product: { wordMs: 30 } });
    const { page, product } = visitor;
    await signIn(page, product.url);
    await beginInterview(page);
    await answer(page, 'A neutral voice');
    const box = page.getByRole('region', { name: 'Conversation with Vesper' });
    const scrolled = () => box.evaluate(({ scrollTop }) => scrollTop);
    await page.keyboard.type('Stronger legs by spring');
    await page.keyboard.press('Enter');
    await page.getByText('That is a goal').waitFor();
    await box.hover();
    await page.mouse.wheel(0, -2_000);
    await page.getByRole('button', { name: 'Jump to latest' }).waitFor();

    await send(page).waitFor();

    expect(await scrolled()).toBeLessThanOrEqual(1);
    await page.getByRole('button', { name: 'Jump to latest' }).click();
    await expect.poll(scrolled).toBeGreaterThan(50);
  });
});
