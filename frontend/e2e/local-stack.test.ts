import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WAIT_LIMIT_MS } from '#testing/limits';
import { type LocalStage, type LocalVisit, type LocalVisitOptions, setLocalStage, visitLocal } from './local-visit.ts';

let stage: LocalStage;
beforeAll(async () => {
  stage = await setLocalStage({ firstMs: 50, tokenMs: 4 });
});
afterAll(() => stage[Symbol.asyncDispose]());

/** Signs a new person in on the issuer's page and begins an interview. */
async function interviewOf(userId: string, options?: LocalVisitOptions): Promise<LocalVisit> {
  const visitor = await visitLocal(stage, options);
  const { page } = visitor;
  await page.getByRole('textbox').fill(userId);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Start the interview' }).click();
  await page.getByRole('textbox').waitFor();
  return visitor;
}

const order = (path: string, body?: unknown) =>
  fetch(`${stage.stack.origin}/local/${path}`, {
    method: 'POST',
    body: body === undefined ? null : JSON.stringify(body),
  });

/** Scripts a slow answer for messages that contain `contains`. */
const script = (contains: string, words: readonly string[], heldMs = 0) => {
  const steps = words.map((text) => ({ text, delayMs: 150 }));
  const held = heldMs > 0 ? [{ text: 'held', delayMs: heldMs }] : [];
  return order('model/script', [{ match: { contains }, steps: [...steps, ...held] }]);
};

async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox').fill(text);
  await page.keyboard.press('Enter');
}

const answered = (page: Page) => page.getByRole('button', { name: 'Send', exact: true }).waitFor();
const lastBubble = (page: Page) => page.locator('li[data-role]').last();

it('resumes an answer after a reload', async () => {
  await using visitor = await interviewOf('reloads');
  const { page } = visitor;
  const words = Array.from({ length: 14 }, (_, index) => `word${index} `);
  await script('please reload', words);
  await say(page, 'A female voice; please reload');
  await page.getByText('word2').first().waitFor();

  await page.reload();

  await page.getByText('word13').first().waitFor();
  await answered(page);
  expect(await lastBubble(page).textContent()).toBe(`Vesper:${words.join('').trim()}`);
  expect(await page.locator('li[data-role]').count()).toBe(3);
});

it('shows the whole answer once when its function dies in the middle', async () => {
  // Another function has to start, which a busy machine may not do before the page takes the next path.
  await using visitor = await interviewOf('survives', { paths: [1, 2, 3] });
  const { page } = visitor;
  const words = Array.from({ length: 12 }, (_, index) => `again${index} `);
  // The first attempt is still held when its function dies.
  await script('please die', words.slice(0, 4), 2 * WAIT_LIMIT_MS);
  await script('please die', words);
  await say(page, 'A male voice; please die');
  await page.getByText('again2').first().waitFor();
  expect(visitor.paths()).toEqual([1]);

  await order('functions/stream-coach-creator-session/kill');

  await page.getByText('Reconnecting…').waitFor();
  await page.getByText('again11').first().waitFor();
  await answered(page);
  expect(await lastBubble(page).textContent()).toBe(`Vesper:${words.join('').trim()}`);
  expect(await page.locator('li[data-role]').count()).toBe(3);
});

it('puts a text back into the composer when the server refuses it', async () => {
  await using visitor = await interviewOf('refused');
  const { page } = visitor;
  const elsewhere = await (await order('token', { userId: 'refused' })).json();
  const { accessToken } = elsewhere as { accessToken: string };
  const path = new URL(page.url()).pathname.replace('/interviews/', '/users/refused/coach-creator-sessions/');
  await fetch(`${stage.stack.origin}/api${path}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${accessToken}` },
  });

  await say(page, 'A neutral voice');

  await page.getByRole('alert').filter({ hasText: 'This is gone' }).waitFor();
  expect(await page.getByRole('textbox').inputValue()).toBe('A neutral voice');
});
