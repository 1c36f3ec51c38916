import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { findings, type Visit, type VisitOptions } from './visit.ts';

/** Widths in which every screen is tested, in pixels. */
export const WIDTHS = [320, 375, 1_280] as const;

/** A slow product in a light window of that width. */
export const lookingAt = (width: number): VisitOptions => ({
  viewport: { width, height: 640 },
  colorScheme: 'light',
  product: { wordMs: 25, buildStepMs: 300 },
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

/** Checks that hold for every screen, in the light theme and then in the dark one. */
export async function expectGoodLooks({ page, offences }: Visit): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await settled(page);
    expect(await findings(page), colorScheme).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(await smallTargets(page)).toEqual([]);
  }
  expect(offences).toEqual([]);
}
