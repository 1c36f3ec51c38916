import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from './game-visit.ts';
import { answersOf, openChat, sendOf, threadOf } from './session-visit.ts';
import { type Stage, setStage, type Visit, visit } from './visit.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

/** Pixels between the visible part of the conversation and its end. */
const belowTheEdge = (visitor: Visit) =>
  threadOf(visitor).evaluate(({ scrollHeight, clientHeight, scrollTop }) => scrollHeight - clientHeight - scrollTop);

describe('following an answer', () => {
  it.each([
    { width: 1280, height: 640 },
    { width: 375, height: 640 },
    { width: 320, height: 480 },
  ])('follows an answer with tools to its very end, at $width × $height', async (viewport) => {
    await using visitor = await visit(stage, { viewport, product: { wordMs: 8 } });
    await openChat(visitor);
    await ask(visitor, 'How do I compare to others at my rank?');
    await answersOf(visitor).nth(2).waitFor();
    await sendOf(visitor).waitFor();

    await expect.poll(() => belowTheEdge(visitor)).toBeLessThanOrEqual(1);
    expect(await visitor.page.getByRole('button', { name: 'Jump to latest' }).count()).toBe(0);
  });

  it('keeps following while the window changes its size', async () => {
    await using visitor = await visit(stage, { viewport: { width: 375, height: 640 }, product: { wordMs: 8 } });
    await openChat(visitor);
    await ask(visitor, 'How do I compare to others at my rank?');
    await answersOf(visitor).nth(2).waitFor();
    for (const height of [380, 812, 340, 640]) {
      await visitor.page.setViewportSize({ width: 375, height });
      await visitor.page.waitForTimeout(120);
    }
    await sendOf(visitor).waitFor();

    await expect.poll(() => belowTheEdge(visitor)).toBeLessThanOrEqual(1);
  });

  it.each(['wheel', 'key', 'touch'] as const)('stops following at the reader’s %s', async (input) => {
    await using visitor = await visit(stage, {
      viewport: { width: 375, height: 480 },
      hasTouch: input === 'touch',
      product: { wordMs: 30 },
    });
    const { page } = visitor;
    await openChat(visitor);
    await ask(visitor, 'How do I compare to others at my rank?');
    await page.getByText('You won six of your last').waitFor();
    if (input === 'wheel') {
      await threadOf(visitor).hover();
      await page.mouse.wheel(0, -40);
    } else if (input === 'key') {
      await threadOf(visitor).focus();
      await page.keyboard.press('ArrowUp');
    } else {
      const touch = await page.context().newCDPSession(page);
      const at = (y: number) => ({ touchPoints: [{ x: 180, y }] });
      await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', ...at(200) });
      for (const y of [215, 230, 245, 260])
        await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', ...at(y) });
      await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    }

    await sendOf(visitor).waitFor();

    // The browser scrolls smoothly, and may still be at it when the answer ends.
    await expect.poll(() => belowTheEdge(visitor)).toBeGreaterThan(30);
  });
});
