import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkScreens, moving, type Screens } from './looks.ts';
import { enter, type Stage, setStage, type Visit, visit } from './visit.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

const newest = ({ product }: Visit): string => product.interviews.at(-1)?.sessionId ?? '';

/** Every screen, and how one gets there. */
const SCREENS: Screens = {
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
  interviews: async (visitor) => {
    visitor.product.add(4);
    await enter(visitor, '/interviews');
    await visitor.page
      .getByRole('main')
      .getByRole('link', { name: /^Stronger legs by spring/ })
      .waitFor();
  },
  interview: async (visitor) => {
    visitor.product.add(4);
    await enter(visitor, `/interviews/${newest(visitor)}`);
    await visitor.page.getByText('Topic 5 of 10').waitFor();
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

/** Screens that open differently by width, or that do not last. */
const SCREENS_BY_WIDTH: Screens = {
  'account menu': async (visitor) => {
    await enter(visitor, '/');
    await visitor.page.getByRole('button', { name: 'Account' }).click();
    await visitor.page.getByRole('button', { name: 'Sign out' }).waitFor();
  },
  'topics of an interview': async (visitor) => {
    visitor.product.add(4);
    await enter(visitor, `/interviews/${newest(visitor)}`);
    await visitor.page.getByText('Topic 5 of 10').waitFor();
    const button = visitor.page.getByRole('button', { name: '4 covered' });
    if (await button.isVisible()) await button.click();
    await visitor.page.getByText('Goals and timeline').filter({ visible: true }).waitFor();
  },
  'interview while it streams': async (visitor) => {
    visitor.product.add(4);
    await enter(visitor, `/interviews/${newest(visitor)}`);
    await visitor.page.getByRole('textbox').fill('Four days');
    await visitor.page.keyboard.press('Enter');
    await visitor.page.getByText('That is enough').first().waitFor();
  },
};

checkScreens(() => stage, SCREENS, SCREENS_BY_WIDTH);

it('animates nothing in an interview with reduced motion', async () => {
  await using visitor = await visit(stage, { reducedMotion: 'reduce', product: { wordMs: 40 } });
  visitor.product.add(4);
  await enter(visitor, `/interviews/${newest(visitor)}`);
  await visitor.page.getByRole('textbox').fill('Four days');
  await visitor.page.keyboard.press('Enter');
  await visitor.page.getByText('That is enough').first().waitFor();

  expect(await moving(visitor.page)).toEqual([]);
});
