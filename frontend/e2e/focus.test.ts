import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, settleIn } from './game-visit.ts';
import { composerOf, openChat, openInterview, sendOf, threadOf } from './session-visit.ts';
import { enter, type Stage, setStage, type Visit, visit } from './visit.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

const focused = ({ page }: Visit) =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.tagName);

describe('the focus', () => {
  it('focuses the composer after a message is sent again', async () => {
    await using visitor = await visit(stage);
    visitor.product.next({ failAfterWords: 2 });
    await openInterview(visitor);
    await composerOf(visitor).fill('Four days');
    await visitor.page.keyboard.press('Enter');

    await visitor.page.getByRole('button', { name: 'Send it again' }).click();

    await expect.poll(() => focused(visitor)).toBe('Your answer');
  });

  it('focuses the composer after a jump to the latest message', async () => {
    await using visitor = await visit(stage, { viewport: { width: 320, height: 480 } });
    await openChat(visitor);
    await ask(visitor, 'How do I compare to others at my rank?');
    await sendOf(visitor).waitFor();
    await threadOf(visitor).hover();
    await visitor.page.mouse.wheel(0, -2_000);

    await visitor.page.getByRole('button', { name: 'Jump to latest' }).click();

    await expect.poll(() => focused(visitor)).toBe('Your question');
  });

  it('focuses the composer after a starter inside a conversation', async () => {
    await using visitor = await visit(stage);
    await enter(visitor, '/game-coach');
    await visitor.page.getByRole('main').getByRole('button', { name: 'New conversation' }).click();
    await composerOf(visitor).waitFor();

    await visitor.page.getByRole('button', { name: 'How do I compare to others at my rank?' }).click();

    await expect.poll(() => focused(visitor)).toBe('Your question');
  });

  it('focuses the composer after an attached game is removed', async () => {
    await using visitor = await visit(stage);
    await openChat(visitor);
    await visitor.page.getByRole('button', { name: 'Ask about one of your games' }).click();
    await visitor.page
      .getByRole('dialog')
      .getByRole('button', { name: /Doubles/ })
      .first()
      .click();

    await visitor.page.getByRole('button', { name: 'Remove this game' }).click();

    await expect.poll(() => focused(visitor)).toBe('Your question');
  });

  it.each([
    ['a conversation', '/game-coach', 'Delete Why do I lose so many duels?'],
    ['a note', '/game-coach/notes', /^Delete note/],
    ['an interview', '/', 'Delete Stronger legs by spring'],
  ])('focuses the list after %s is deleted', async (_, path, name) => {
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

  it('focuses the list when its last page is shown', async () => {
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
