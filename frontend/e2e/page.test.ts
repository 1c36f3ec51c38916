import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, conversationAt, settleIn } from './game-visit.ts';
import { enter, type Stage, setStage, type Visit, visit } from './visit.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
}, 120_000);
afterAll(() => stage[Symbol.asyncDispose]());

const composerOf = ({ page }: Visit) => page.getByRole('textbox', { name: /^Your (?:question|answer)$/ });
const sendOf = ({ page }: Visit) => page.getByRole('button', { name: 'Send', exact: true });
const answersOf = ({ page }: Visit) => page.locator('li[data-role="assistant"]');
const threadOf = ({ page }: Visit) => page.getByRole('region', { name: /^Conversation with/ });

const focused = ({ page }: Visit) =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.tagName);

/** Pixels between what is in sight of the conversation and its end. */
const belowTheEdge = (visitor: Visit) =>
  threadOf(visitor).evaluate(({ scrollHeight, clientHeight, scrollTop }) => scrollHeight - clientHeight - scrollTop);

/** A conversation with the game coach that has been used before. */
async function openChat(visitor: Visit): Promise<void> {
  settleIn(visitor.product.gameCoach);
  await enter(visitor, conversationAt(2));
  await composerOf(visitor).waitFor();
}

async function openInterview(visitor: Visit, covered = 4): Promise<void> {
  const { sessionId } = visitor.product.add(covered);
  await enter(visitor, `/interviews/${sessionId}`);
  await composerOf(visitor).waitFor();
}

describe('a double click on Send', () => {
  it.each([0, 120])('sends one message and stops nothing, with %i ms between the clicks', async (betweenMs) => {
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
  });

  it('does not keep the keyboard from stopping at once', async () => {
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

describe('following an answer', () => {
  it.each([
    { width: 1280, height: 640 },
    { width: 375, height: 640 },
    { width: 320, height: 480 },
  ])('ends at the very end of an answer with tools, at $width × $height', async (viewport) => {
    await using visitor = await visit(stage, { viewport, product: { wordMs: 8 } });
    await openChat(visitor);
    await ask(visitor, 'How do I compare with my rank?');
    await answersOf(visitor).nth(2).waitFor();
    await sendOf(visitor).waitFor();

    await expect.poll(() => belowTheEdge(visitor)).toBeLessThanOrEqual(1);
    expect(await visitor.page.getByRole('button', { name: 'Jump to latest' }).count()).toBe(0);
  });

  it('goes on when the window changes its size', async () => {
    await using visitor = await visit(stage, { viewport: { width: 375, height: 640 }, product: { wordMs: 8 } });
    await openChat(visitor);
    await ask(visitor, 'How do I compare with my rank?');
    await answersOf(visitor).nth(2).waitFor();
    for (const height of [380, 812, 340, 640]) {
      await visitor.page.setViewportSize({ width: 375, height });
      await visitor.page.waitForTimeout(120);
    }
    await sendOf(visitor).waitFor();

    await expect.poll(() => belowTheEdge(visitor)).toBeLessThanOrEqual(1);
  });

  it.each(['wheel', 'key', 'touch'] as const)('ends with the reader’s %s', async (input) => {
    await using visitor = await visit(stage, {
      viewport: { width: 375, height: 480 },
      hasTouch: input === 'touch',
      product: { wordMs: 30 },
    });
    const { page } = visitor;
    await openChat(visitor);
    await ask(visitor, 'How do I compare with my rank?');
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

    expect(await belowTheEdge(visitor)).toBeGreaterThan(30);
  });
});

describe('the focus', () => {
  it('is in the composer after a message was sent again', async () => {
    await using visitor = await visit(stage);
    visitor.product.next({ failAfterWords: 2 });
    await openInterview(visitor);
    await composerOf(visitor).fill('Four days');
    await visitor.page.keyboard.press('Enter');

    await visitor.page.getByRole('button', { name: 'Send it again' }).click();

    await expect.poll(() => focused(visitor)).toBe('Your answer');
  });

  it('is in the composer after a jump to the latest message', async () => {
    await using visitor = await visit(stage, { viewport: { width: 320, height: 480 } });
    await openChat(visitor);
    await ask(visitor, 'How do I compare with my rank?');
    await sendOf(visitor).waitFor();
    await threadOf(visitor).hover();
    await visitor.page.mouse.wheel(0, -2_000);

    await visitor.page.getByRole('button', { name: 'Jump to latest' }).click();

    await expect.poll(() => focused(visitor)).toBe('Your question');
  });

  it('is in the composer after a starter inside a conversation', async () => {
    await using visitor = await visit(stage);
    await enter(visitor, '/game-coach');
    await visitor.page.getByRole('button', { name: 'New conversation' }).last().click();
    await composerOf(visitor).waitFor();

    await visitor.page.getByRole('button', { name: 'How do I compare with my rank?' }).click();

    await expect.poll(() => focused(visitor)).toBe('Your question');
  });

  it('is in the composer after a game was taken away from the question', async () => {
    await using visitor = await visit(stage);
    await openChat(visitor);
    await visitor.page.getByRole('button', { name: 'Ask about one of your games' }).click();
    await visitor.page
      .getByRole('dialog')
      .getByRole('button', { name: /Doubles/ })
      .first()
      .click();

    await visitor.page.getByRole('button', { name: 'Don’t ask about this game' }).click();

    await expect.poll(() => focused(visitor)).toBe('Your question');
  });

  it.each([
    ['a conversation', '/game-coach', 'Delete Why do I lose so many duels?'],
    ['a note', '/game-coach/notes', /^Delete the note/],
    ['an interview', '/', 'Delete Stronger legs by spring'],
  ])('is in the list after %s was deleted', async (_, path, name) => {
    await using visitor = await visit(stage);
    settleIn(visitor.product.gameCoach);
    visitor.product.add(4);
    visitor.product.add(2).title = 'A second interview';
    await enter(visitor, path);
    const button = visitor.page.getByRole('main').getByRole('button', { name }).first();
    await button.click();
    const items = visitor.page.getByRole('main').getByRole('listitem');
    const before = await items.count();
    await visitor.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect.poll(() => items.count()).toBeLessThan(before);

    await expect.poll(() => visitor.page.evaluate(() => document.activeElement?.closest('ul, ol') !== null)).toBe(true);
  });

  it('is in the list after its last page was shown', async () => {
    await using visitor = await visit(stage);
    settleIn(visitor.product.gameCoach);
    await enter(visitor, '/game-coach/games');
    const more = visitor.page.getByRole('button', { name: 'Show more' });
    await more.focus();
    await visitor.page.keyboard.press('Enter');
    await expect.poll(() => visitor.page.getByRole('link', { name: /Won|Lost/ }).count()).toBe(40);
    expect(await visitor.page.evaluate(() => document.activeElement?.textContent)).toBe('Show more');
    await visitor.page.keyboard.press('Enter');
    await more.waitFor({ state: 'detached' });

    await expect.poll(() => visitor.page.evaluate(() => document.activeElement?.closest('ul, ol') !== null)).toBe(true);
  });
});

describe('Esc', () => {
  it.each(['on the page', 'in the thread', 'on a link'])('stops the answer with the focus %s', async (place) => {
    await using visitor = await visit(stage, { product: { wordMs: 40 } });
    const { page } = visitor;
    await openChat(visitor);
    await ask(visitor, 'How am I doing?');
    await page.getByText('You won six of your last').waitFor();
    if (place === 'in the thread') await threadOf(visitor).focus();
    else if (place === 'on a link') await page.getByRole('link', { name: 'Home' }).focus();
    else await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());

    await page.keyboard.press('Escape');

    await page.getByText('Stopped here').waitFor();
  });

  it('closes a dialog before it stops anything', async () => {
    await using visitor = await visit(stage, { product: { wordMs: 40 } });
    const { page } = visitor;
    await openChat(visitor);
    await ask(visitor, 'How am I doing?');
    await page.getByRole('button', { name: 'Ask about one of your games' }).click();
    await page.getByRole('dialog').waitFor();

    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    expect(await page.getByRole('button', { name: 'Stop', exact: true }).count()).toBe(1);
  });
});

it('asks nothing of the server about a conversation that has not begun', async () => {
  await using visitor = await visit(stage);
  const { page } = visitor;
  const refused: string[] = [];
  page.on('response', (response) => {
    if (response.status() >= 400) refused.push(`${response.status()} ${new URL(response.url()).pathname}`);
  });
  await enter(visitor, '/game-coach');
  await page.getByRole('button', { name: 'New conversation' }).last().click();
  await composerOf(visitor).waitFor();
  await page.reload();
  await composerOf(visitor).waitFor();
  await page.getByRole('button', { name: 'New conversation' }).last().click();
  await composerOf(visitor).waitFor();
  await ask(visitor, 'How am I doing?');
  await sendOf(visitor).waitFor();
  await page.waitForLoadState('networkidle');

  expect(refused).toEqual([]);
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
