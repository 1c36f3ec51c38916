import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, settleIn } from './game-visit.ts';
import { composerOf, openChat, sendOf, threadOf } from './session-visit.ts';
import { enter, type Stage, setStage, visit } from './visit.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

describe('a double click on Send', () => {
  it.each([0, 120])(
    'sends one message and stops nothing when Send is clicked twice, %i ms apart',
    async (betweenMs) => {
      await using visitor = await visit(stage, { product: { wordMs: 20 } });
      const { page, product } = visitor;
      await openChat(visitor);
      const stops: string[] = [];
      page.on('request', (request) => {
        if (request.url().endsWith('/abort')) stops.push(request.url());
      });
      await composerOf(visitor).fill('How am I doing?');
      const box = await sendOf(visitor).boundingBox();
      const [x, y] = [(box?.x ?? 0) + 20, (box?.y ?? 0) + 20];

      await page.mouse.click(x, y);
      await page.waitForTimeout(betweenMs);
      await page.mouse.click(x, y);
      await sendOf(visitor).waitFor();

      expect(stops).toEqual([]);
      expect(product.posted).toHaveLength(1);
      expect(await page.getByText('Stopped here').count()).toBe(0);
    },
  );

  it('stops with Esc right after a click on Send', async () => {
    await using visitor = await visit(stage, { product: { wordMs: 40 } });
    const { page } = visitor;
    await openChat(visitor);
    await composerOf(visitor).fill('How am I doing?');
    await sendOf(visitor).click();
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Stopping…' }).waitFor();
  });
});

it('sends one message when Enter is pressed three times', async () => {
  await using visitor = await visit(stage);
  await openChat(visitor);
  await composerOf(visitor).fill('How am I doing?');
  for (let press = 0; press < 3; press += 1) await visitor.page.keyboard.press('Enter');
  await sendOf(visitor).waitFor();

  expect(visitor.product.posted).toHaveLength(1);
});

describe('Esc', () => {
  it.each(['on the page', 'in the thread', 'on a link'])(
    'stops the answer with Esc while the focus is %s',
    async (place) => {
      await using visitor = await visit(stage);
      const { page, product } = visitor;
      await openChat(visitor);
      product.next({ silentAfter: 'You won six of your last' });
      await ask(visitor, 'How am I doing?');
      await page.getByText('You won six of your last').waitFor();
      if (place === 'in the thread') await threadOf(visitor).focus();
      else if (place === 'on a link') await page.getByRole('link', { name: 'Home' }).focus();
      else await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());

      await page.keyboard.press('Escape');

      await page.getByText('Stopped here').waitFor();
    },
  );

  it('closes an open dialog with Esc and does not stop the answer', async () => {
    await using visitor = await visit(stage);
    const { page, product } = visitor;
    await openChat(visitor);
    product.next({ silentAfter: 'You won six' });
    await ask(visitor, 'How am I doing?');
    await page.getByRole('button', { name: 'Ask about one of your games' }).click();
    await page.getByRole('dialog').waitFor();

    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    expect(await page.getByRole('button', { name: 'Stop', exact: true }).count()).toBe(1);
  });
});

it('requests no conversation that has not begun', async () => {
  await using visitor = await visit(stage);
  const { page } = visitor;
  const refused: string[] = [];
  page.on('response', (response) => {
    if (response.status() >= 400) refused.push(`${response.status()} ${new URL(response.url()).pathname}`);
  });
  await enter(visitor, '/game-coach');
  await page.getByRole('main').getByRole('button', { name: 'New conversation' }).click();
  await composerOf(visitor).waitFor();
  await page.reload();
  await composerOf(visitor).waitFor();
  await page.getByRole('button', { name: 'New conversation' }).click();
  await composerOf(visitor).waitFor();
  await ask(visitor, 'How am I doing?');
  await sendOf(visitor).waitFor();
  await page.waitForLoadState('networkidle');

  expect(refused).toEqual([]);
});

it.each(['light', 'dark'] as const)('draws disabled buttons lighter than a hole, in the %s theme', async (theme) => {
  await using visitor = await visit(stage, { colorScheme: theme });
  settleIn(visitor.product.gameCoach);
  const lightness = (element: Element) => {
    let at: Element | null = element;
    while (at && getComputedStyle(at).backgroundColor === 'rgba(0, 0, 0, 0)') at = at.parentElement;
    return Number(/oklch\(([\d.]+)/.exec(at ? getComputedStyle(at).backgroundColor : '')?.[1]);
  };
  await openChat(visitor);
  const send = await sendOf(visitor).evaluate(lightness);
  const around = await composerOf(visitor).evaluate(lightness);
  await visitor.page.goto(`${visitor.product.url}/game-coach/notes`);
  const add = await visitor.page.getByRole('button', { name: 'Add' }).evaluate(lightness);
  const form = await visitor.page.getByRole('textbox').locator('xpath=ancestor::form').evaluate(lightness);

  const steps = [send - around, add - form];
  if (theme === 'dark') expect(Math.min(...steps)).toBeGreaterThan(0.03);
  else expect(Math.max(...steps)).toBeLessThan(-0.03);
});

it('fits the games into 640 pixels at 200 % text', async () => {
  await using visitor = await visit(stage, { viewport: { width: 640, height: 800 } });
  settleIn(visitor.product.gameCoach);
  await enter(visitor, '/game-coach/games');
  await visitor.page.getByRole('button', { name: 'Show more' }).waitFor();
  await visitor.page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));

  const overflow = () =>
    visitor.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await overflow()).toBeLessThanOrEqual(0);
});
