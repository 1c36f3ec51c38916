import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enter, type Stage, seriousFindings, setStage, type Visit, visit } from './visit.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
}, 120_000);
afterAll(() => stage[Symbol.asyncDispose]());

const THEMES = ['light', 'dark'] as const;
const WIDTHS = [320, 1_280] as const;
const LOOKS = THEMES.flatMap((theme) => WIDTHS.map((width) => ({ theme, width })));

const newest = ({ product }: Visit): string => product.interviews.at(-1)?.sessionId ?? '';

/** Every screen, and how one gets there. */
const SCREENS: Readonly<Record<string, (visitor: Visit) => Promise<void>>> = {
  'sign-in': async ({ page, product }) => {
    await page.goto(product.url);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
  },
  welcome: async (visitor) => {
    await enter(visitor, '/');
    await visitor.page.getByRole('button', { name: 'Start the interview' }).waitFor();
  },
  home: async (visitor) => {
    const { page, product } = visitor;
    product.add(4);
    product.add(10).completedAt = Date.now() - 60_000;
    product.add(10).completedAt = Date.now() + 60_000;
    await enter(visitor, '/');
    await page.getByRole('link', { name: 'Meet Steady Rowan' }).waitFor();
    await page.getByText('Or take a ready-made coach').click();
    await page.getByRole('button', { name: /^Take/ }).first().waitFor();
  },
  'account menu': async (visitor) => {
    await enter(visitor, '/');
    await visitor.page.getByRole('button', { name: 'Account' }).click();
    await visitor.page.getByRole('button', { name: 'Sign out' }).waitFor();
  },
  interview: async (visitor) => {
    visitor.product.add(4);
    await enter(visitor, `/interviews/${newest(visitor)}`);
    await visitor.page.getByText('Topic 5 of 10').waitFor();
  },
  'interview while it streams': async (visitor) => {
    visitor.product.add(4);
    await enter(visitor, `/interviews/${newest(visitor)}`);
    await visitor.page.getByRole('textbox').fill('Four days');
    await visitor.page.keyboard.press('Enter');
    await visitor.page.getByText('That is enough').waitFor();
  },
  'interview after a failure': async (visitor) => {
    visitor.product.add(4);
    visitor.product.next({ failAfterWords: 2 });
    await enter(visitor, `/interviews/${newest(visitor)}`);
    await visitor.page.getByRole('textbox').fill('Four days');
    await visitor.page.keyboard.press('Enter');
    await visitor.page.getByRole('button', { name: 'Send it again' }).waitFor();
  },
  'interview to be confirmed': async (visitor) => {
    visitor.product.add(10);
    await enter(visitor, `/interviews/${newest(visitor)}`);
    await visitor.page.getByRole('button', { name: 'Build my coach' }).waitFor();
  },
  build: async (visitor) => {
    visitor.product.add(10).completedAt = Date.now() + 60_000;
    await enter(visitor, `/interviews/${newest(visitor)}`);
    await visitor.page.getByRole('button', { name: 'Stay here' }).click();
  },
  coach: async (visitor) => {
    visitor.product.add(10).completedAt = Date.now() - 60_000;
    await enter(visitor, `/coaches/${newest(visitor)}`);
    await visitor.page.getByRole('heading', { name: 'Safety' }).waitFor();
    await visitor.page.getByText('How it speaks').click();
  },
  dialog: async (visitor) => {
    visitor.product.add(10).completedAt = Date.now() - 60_000;
    await enter(visitor, `/coaches/${newest(visitor)}`);
    await visitor.page.getByRole('button', { name: 'Rename' }).click();
    await visitor.page.getByRole('dialog').waitFor();
  },
  'nothing there': async (visitor) => {
    await enter(visitor, '/nowhere');
    await visitor.page.getByRole('heading', { name: 'There is nothing here.' }).waitFor();
  },
};

/** What is wider than the page: nobody should have to scroll sideways. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Buttons, links and fields that a finger would miss. */
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

/** Transitions fade text in, and half-faded text has half the contrast. */
const settled = (page: Page): Promise<unknown> =>
  page.waitForFunction(() =>
    document
      .getAnimations()
      .every((animation) => animation.effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY),
  );

describe.each(Object.entries(SCREENS))('%s', (_, open) => {
  it.each(LOOKS)('is for everybody, $theme at $width px', async ({ theme, width }) => {
    const product = { wordMs: 25, buildStepMs: 300 };
    await using visitor = await visit(stage, { viewport: { width, height: 640 }, colorScheme: theme, product });
    await open(visitor);
    await settled(visitor.page);

    expect(await seriousFindings(visitor.page)).toEqual([]);
    expect(await overflow(visitor.page)).toBeLessThanOrEqual(0);
    expect(await smallTargets(visitor.page)).toEqual([]);
    expect(visitor.offences).toEqual([]);
  });
});

it('stands still for whoever asks for that', async () => {
  await using visitor = await visit(stage, { reducedMotion: 'reduce', product: { wordMs: 40 } });
  visitor.product.add(4);
  await enter(visitor, `/interviews/${newest(visitor)}`);
  await visitor.page.getByRole('textbox').fill('Four days');
  await visitor.page.keyboard.press('Enter');
  await visitor.page.getByText('That is enough').waitFor();

  const moving = await visitor.page.evaluate(() =>
    document
      .getAnimations()
      .filter((animation) => animation instanceof CSSAnimation)
      .map(String),
  );
  expect(moving).toEqual([]);
});
