import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findings, type Stage, type Visit, type VisitOptions, visit } from './visit.ts';

/** Widths in which every screen is tested, in pixels. */
export const WIDTHS = [320, 375, 1_280] as const;

const HEIGHT = 640;

/** The rules of axe that depend on the theme. */
const COLOR_RULES = ['color-contrast', 'link-in-text-block'];

/** A light window of that width. */
export const lookingAt = (width: number): VisitOptions => ({
  viewport: { width, height: HEIGHT },
  colorScheme: 'light',
});

/** Pixels by which the page scrolls sideways. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Buttons, links and fields smaller than 24 pixels. */
const smallTargets = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a[href], summary, select, input, textarea')].flatMap(
      (target) => {
        const { width, height } = target.getBoundingClientRect();
        const isThere = width > 1 && height > 1;
        return isThere && (width < 24 || height < 24) ? [`${target.outerHTML.slice(0, 80)} ${width}×${height}`] : [];
      },
    ),
  );

/** Waits for transitions to end, because fading text has less contrast. */
const settled = (page: Page): Promise<unknown> =>
  page.waitForFunction(() =>
    document
      .getAnimations()
      .every((animation) => animation.effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY),
  );

/** The running animations. */
export const moving = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    document
      .getAnimations()
      .filter((animation) => animation instanceof CSSAnimation)
      .map(String),
  );

/** Checks that hold for every screen, at each width, in the light theme and then in the dark one. */
export async function expectGoodLooks({ page, offences }: Visit, widths: readonly number[]): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of widths) {
      const where = `${colorScheme}, ${width} px`;
      await page.setViewportSize({ width, height: HEIGHT });
      await settled(page);
      expect(await findings(page, colorScheme === 'dark' ? COLOR_RULES : undefined), where).toEqual([]);
      expect(await overflow(page), where).toBeLessThanOrEqual(0);
      expect(await smallTargets(page), where).toEqual([]);
    }
  }
  expect(offences).toEqual([]);
}

/** By name: how one gets to a screen. */
export type Screens = Readonly<Record<string, (visitor: Visit) => Promise<void>>>;

/** Opens a screen once and checks it at every width. */
async function checkScreen(stage: Stage, open: Screens[string]): Promise<void> {
  await using visitor = await visit(stage, { ...lookingAt(WIDTHS[0]), product: { wordMs: 2 } });
  await open(visitor);
  await expectGoodLooks(visitor, WIDTHS);
}

/** Opens a screen for this width only: one that opens differently by width, or that does not last. */
async function checkScreenAt(width: number, stage: Stage, open: Screens[string]): Promise<void> {
  await using visitor = await visit(stage, { ...lookingAt(width), product: { wordMs: 25 } });
  await open(visitor);
  await expectGoodLooks(visitor, [width]);
}

/** Checks every screen in both themes at every width, the second ones in a visit for each width. */
export function checkScreens(stage: () => Stage, screens: Screens, byWidth: Screens): void {
  it.each(Object.entries(screens))(
    'has no axe finding, overflow or small target in either theme at any width: %s',
    (_, open) => checkScreen(stage(), open),
  );

  describe.each(Object.entries(byWidth))('%s', (_, open) => {
    it.each(WIDTHS)('has no axe finding, overflow or small target in either theme at %i px', (width) =>
      checkScreenAt(width, stage(), open),
    );
  });
}
