import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, conversationAt, settleIn } from './game-visit.ts';
import { enter, type Stage, setStage, type Visit, visit } from './visit.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

/** Phones upright and on their side, with and without a keyboard, tablets and desktops. */
const WINDOWS = [
  [320, 300],
  [320, 568],
  [375, 340],
  [375, 812],
  [568, 320],
  [844, 390],
  [768, 900],
  [1024, 600],
  [1280, 800],
] as const;

async function goOffline({ page }: Visit): Promise<void> {
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Try now' }).filter({ visible: true }).waitFor();
}

async function attachGame({ page }: Visit): Promise<void> {
  await page.getByRole('button', { name: 'Ask about one of your games' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Doubles/ })
    .first()
    .click();
  await page.getByText('About this game:').waitFor();
}

/** Sessions with everything that takes room around the composer. */
const SESSIONS: Readonly<Record<string, (visitor: Visit) => Promise<void>>> = {
  'an interview that is to be confirmed, offline': async (visitor) => {
    const { sessionId } = visitor.product.add(10);
    await enter(visitor, `/interviews/${sessionId}`);
    await visitor.page.getByRole('button', { name: 'Build my coach' }).waitFor();
    await goOffline(visitor);
  },
  'an interview that failed, with a long text': async (visitor) => {
    const { sessionId } = visitor.product.add(4);
    visitor.product.next({ failAfterWords: 2 });
    await enter(visitor, `/interviews/${sessionId}`);
    await visitor.page.getByRole('textbox').fill('Four days');
    await visitor.page.keyboard.press('Enter');
    await visitor.page.getByRole('button', { name: 'Send it again' }).waitFor();
    await visitor.page.getByRole('textbox').fill('I train on Mondays, after work. '.repeat(60));
  },
  'a new conversation with a free message': async (visitor) => {
    visitor.product.gameCoach.tier = 'free';
    await enter(visitor, '/game-coach');
    await visitor.page.getByRole('main').getByRole('button', { name: 'New conversation' }).click();
    await visitor.page.getByText('One free message').filter({ visible: true }).waitFor();
  },
  'a conversation with a warning and a game, offline': async (visitor) => {
    settleIn(visitor.product.gameCoach);
    visitor.product.gameCoach.usedTokens = 126_000;
    await enter(visitor, conversationAt(2));
    await attachGame(visitor);
    await goOffline(visitor);
  },
  'a conversation that was refused': async (visitor) => {
    visitor.product.gameCoach.usedTokens = 149_000;
    await enter(visitor, '/game-coach');
    await visitor.page.getByRole('main').getByRole('button', { name: 'New conversation' }).click();
    await ask(visitor, 'How am I doing?');
    await visitor.page.getByRole('alert').waitFor();
  },
};

/** The parts of the composer outside of the window, and the directions in which the page scrolls. */
const outside = (page: Page) =>
  page.evaluate(() => {
    const { innerWidth: width, innerHeight: height } = window;
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
    const parts = [...document.querySelectorAll('textarea, button[aria-label="Send"]')].flatMap((part) => {
      const { left, top, right, bottom } = part.getBoundingClientRect();
      const isInside = left >= 0 && top >= 0 && right <= width && bottom <= height && bottom - top >= 24;
      return isInside ? [] : [`${part.tagName} ${left},${top} to ${right},${bottom}`];
    });
    return [...parts, ...(scrollWidth > clientWidth ? ['wide'] : []), ...(scrollHeight > clientHeight ? ['high'] : [])];
  });

describe.each(Object.entries(SESSIONS))('the composer of %s', (_, open) => {
  it('keeps the composer inside the window at every size', async () => {
    await using visitor = await visit(stage, { viewport: { width: 1280, height: 800 } });
    await open(visitor);
    const found: Record<string, readonly string[]> = {};
    for (const [width, height] of WINDOWS) {
      await visitor.page.setViewportSize({ width, height });
      found[`${width} × ${height}`] = await outside(visitor.page);
    }

    expect(found).toEqual(Object.fromEntries(WINDOWS.map(([width, height]) => [`${width} × ${height}`, []])));
  });
});

describe('the composer in a low window', () => {
  it('puts the tools beside the text and lowers the head bar to 44 pixels in a low window', async () => {
    await using visitor = await visit(stage, { viewport: { width: 375, height: 340 } });
    settleIn(visitor.product.gameCoach);
    await enter(visitor, conversationAt(2));
    const field = await visitor.page.getByRole('textbox').boundingBox();
    const tool = await visitor.page.getByRole('button', { name: 'Ask about one of your games' }).boundingBox();
    const head = await visitor.page.locator('header', { has: visitor.page.getByRole('heading') }).boundingBox();

    expect(tool?.y).toBeLessThan((field?.y ?? 0) + (field?.height ?? 0));
    expect((tool?.x ?? 0) + (tool?.width ?? 0)).toBeLessThanOrEqual(field?.x ?? 0);
    expect(head?.height).toBeLessThanOrEqual(45);
  });
});

describe('the frame', () => {
  const widthOf = async ({ page }: Visit, width: number) => {
    await page.setViewportSize({ width, height: 800 });
    const box = await page.locator('header:has(nav)').boundingBox();
    return box?.width ?? 0;
  };

  it('shows the navigation as a sidebar, a rail, or a bar with a menu', async () => {
    await using visitor = await visit(stage);
    const { page } = visitor;
    settleIn(visitor.product.gameCoach);
    await enter(visitor, '/game-coach');
    await page.getByRole('navigation', { name: 'Main menu' }).getByText('Why do I lose so many duels?').waitFor();

    expect(await Promise.all([widthOf(visitor, 1280)])).toEqual([264]);
    expect(await widthOf(visitor, 1024)).toBe(264);
    expect(await widthOf(visitor, 1023)).toBe(68);
    expect(await widthOf(visitor, 640)).toBe(68);
    expect(await widthOf(visitor, 639)).toBe(0);
  });

  it('opens another conversation from the menu and closes the menu', async () => {
    await using visitor = await visit(stage, { viewport: { width: 375, height: 812 } });
    const { page } = visitor;
    settleIn(visitor.product.gameCoach);
    await enter(visitor, '/game-coach');
    await page.getByRole('button', { name: 'Menu' }).click();

    await page
      .getByRole('dialog')
      .getByRole('link', { name: /Why do I lose so many duels/ })
      .click();

    await page.getByRole('textbox', { name: 'Your question' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(page.url()).toContain(conversationAt(1));
  });

  it('marks the current coach and conversation in the sidebar', async () => {
    await using visitor = await visit(stage);
    const { page } = visitor;
    settleIn(visitor.product.gameCoach);
    await enter(visitor, conversationAt(1));
    const here = page.getByRole('navigation', { name: 'Main menu' }).locator('[aria-current="page"]');
    await here.nth(1).waitFor();

    expect((await here.allTextContents()).map((text) => text.slice(0, 10))).toEqual(['Game coach', 'Why do I l']);
  });

  it('hides the bar of a phone in a session, and shows it where the session does not exist', async () => {
    await using visitor = await visit(stage, { viewport: { width: 375, height: 812 } });
    const { page, product } = visitor;
    const menu = page.getByRole('button', { name: 'Menu' });
    settleIn(product.gameCoach);
    await enter(visitor, conversationAt(1));
    await page.getByRole('textbox').waitFor();
    expect(await menu.count()).toBe(0);

    await page.goto(`${product.url}${conversationAt(9)}`);

    await page.getByRole('heading', { name: 'We can’t find this conversation' }).waitFor();
    expect(await menu.count()).toBe(1);
  });

  it('leaves a conversation that is deleted in the sidebar', async () => {
    await using visitor = await visit(stage);
    const { page, product } = visitor;
    settleIn(product.gameCoach);
    await enter(visitor, conversationAt(1));
    const menu = page.getByRole('navigation', { name: 'Main menu' });
    await menu.getByRole('button', { name: 'Delete Why do I lose so many duels?' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();

    await page.getByRole('heading', { name: 'Your conversations' }).waitFor();
    expect(product.gameCoach.chats).toHaveLength(2);
  });
});

describe('the pane of the interview', () => {
  const open = async (visitor: Visit) => {
    const { sessionId } = visitor.product.add(4);
    await enter(visitor, `/interviews/${sessionId}`);
    await visitor.page.getByRole('textbox').waitFor();
  };
  const widths = (visitor: Visit) =>
    visitor.page.evaluate(() =>
      ['main section', 'aside'].map((part) => document.querySelector(part)?.getBoundingClientRect().width),
    );

  it('shows the topics beside a thread of at least 560 pixels', async () => {
    await using visitor = await visit(stage);
    await open(visitor);
    await visitor.page.setViewportSize({ width: 1168, height: 800 });

    expect(await widths(visitor)).toEqual([560, 344]);
  });

  it.each([1_167, 1_023, 375])('shows the topics in a sheet in a window of %i pixels', async (width) => {
    await using visitor = await visit(stage);
    const { page } = visitor;
    await open(visitor);
    await page.setViewportSize({ width, height: 800 });
    expect(await page.getByText('What Vesper asks about').filter({ visible: true }).count()).toBe(0);

    await page.getByRole('button', { name: '4 covered' }).click();

    await page.getByRole('dialog', { name: 'What Vesper asks about' }).getByText('Goals and timeline').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('4 covered');
  });

  it('folds the sidebar to a rail beside a wide pane', async () => {
    await using visitor = await visit(stage, { viewport: { width: 1_168, height: 800 } });
    await open(visitor);
    // No coach has the wide pane yet.
    await visitor.page.evaluate(() => {
      document.querySelector('[data-look]')?.setAttribute('data-look', 'wide-session');
      document.querySelector('[data-pane]')?.setAttribute('data-pane', 'bench');
    });

    expect(await widths(visitor)).toEqual([560, 540]);
  });
});
