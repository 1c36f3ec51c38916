import { afterAll, beforeAll, expect, it } from 'vitest';
import { ANSWER } from '../testing/scripted-game-turns.ts';
import { ask } from './game-visit.ts';
import { answersOf, openChat, sendOf } from './session-visit.ts';
import { type Stage, setStage, visit } from './visit.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

it('shows the exact answer of one turn after the device was offline six times', async () => {
  // A request that breaks twice before an event comes takes the next path.
  await using visitor = await visit(stage, { product: { wordMs: 60 }, paths: [1, 2, 3] });
  const { page, product } = visitor;
  await openChat(visitor);
  await ask(visitor, 'How am I doing?');
  await answersOf(visitor).nth(2).waitFor();
  for (let time = 0; time < 6; time += 1) {
    await page.context().setOffline(true);
    await page.waitForTimeout(150);
    await page.context().setOffline(false);
    await page.waitForTimeout(250);
  }
  await sendOf(visitor).waitFor();

  const paragraphs = await answersOf(visitor).last().locator('[data-growing] p').allTextContents();
  expect(paragraphs.slice(-3)).toEqual(ANSWER.split('\n\n'));
  expect(new Set(product.posted.map(({ turnId }) => turnId)).size).toBe(1);
});

it('shows the whole answer of one turn after leaving the page and coming back', async () => {
  await using visitor = await visit(stage, { product: { wordMs: 30 } });
  const { page, product } = visitor;
  await openChat(visitor);
  await ask(visitor, 'How am I doing?');
  await page.getByText('You won six of your last').waitFor();
  await page.getByRole('link', { name: 'Home' }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();

  await page.goBack();

  await page.getByText('count your passes').first().waitFor();
  await sendOf(visitor).waitFor();
  expect(await answersOf(visitor).count()).toBe(3);
  expect(new Set(product.posted.map(({ turnId }) => turnId)).size).toBe(1);
});

it('requests little while offline, and sends a stop that was pressed there before the message', async () => {
  await using visitor = await visit(stage);
  const { page } = visitor;
  await openChat(visitor);
  await page.route(/\/abort$/, (route) => route.fulfill({ json: { accepted: false } }));
  const [failed, finished]: [string[], string[]] = [[], []];
  page.on('requestfailed', (request) => failed.push(request.url()));
  page.on('requestfinished', (request) => {
    if (request.method() !== 'GET' && request.method() !== 'OPTIONS') finished.push(request.url());
  });
  await page.context().setOffline(true);
  await ask(visitor, 'How am I doing?');
  await page.waitForTimeout(1_500);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Stopping…' }).waitFor();
  expect(failed.length).toBeLessThan(20);

  await page.context().setOffline(false);

  await expect.poll(() => page.getByRole('textbox', { name: 'Your question' }).inputValue()).toBe('How am I doing?');
  expect(finished[0]).toMatch(/\/abort$/);
});

it('shows the answer on path 2 when the browser refuses the stream, and fails a visit that allows only path 1', async () => {
  const visitor = await visit(stage, { product: { doublesOrigin: true } });
  await openChat(visitor);
  await ask(visitor, 'How am I doing?');
  await visitor.page.getByText('count your passes').first().waitFor();
  await sendOf(visitor).waitFor();

  expect(visitor.paths()).toEqual([1, 2]);
  await expect(visitor[Symbol.asyncDispose]()).rejects.toThrow(/^answers may come on path 1 only.*took path 2 \(POST /);
});
