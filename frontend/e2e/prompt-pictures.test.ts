import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WORDS } from '../testing/prompt-fixtures.ts';
import { beginPicture, makePictures, sessionOf, show } from './prompt-visit.ts';
import { type Stage, setStage, type Visit, visit } from './visit.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

const answers = ({ page }: Visit) => page.locator('li[data-role="assistant"]');

/** The composer, within the window. */
async function expectComposerInside({ page }: Visit): Promise<void> {
  const box = await page.getByRole('textbox', { name: 'Your message' }).boundingBox();
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  expect(box?.height).toBeGreaterThan(20);
  expect((box?.y ?? 0) + (box?.height ?? height)).toBeLessThanOrEqual(height);
  expect((box?.x ?? 0) + (box?.width ?? width)).toBeLessThanOrEqual(width);
}

describe('the pictures of a session', () => {
  it('says which picture failed, and counts the others only', async () => {
    await using visitor = await visit(stage);
    const { page, product } = visitor;
    await beginPicture(visitor);
    const before = product.promptCoach.usedPictures;
    product.promptCoach.failing = [1];
    await page.getByRole('radio', { name: '3', exact: true }).check();
    await page.getByRole('button', { name: 'Make 3 pictures' }).click();

    await page.getByText('not counted').waitFor();

    expect(await page.getByRole('button', { name: /^Picture \d/ }).count()).toBe(2);
    await page.getByText(`${50 - before - 2} left this month`).waitFor();
  });

  it('goes on from the chosen picture, and folds the earlier ones', async () => {
    await using visitor = await visit(stage);
    const { page } = visitor;
    await beginPicture(visitor);
    await makePictures(visitor, 2);
    await page.getByRole('button', { name: /^Picture 2/ }).click();
    await page.getByRole('button', { name: 'Another pose' }).click();
    await page.getByRole('heading', { name: 'Your picture' }).waitFor();
    const [first, second] = sessionOf(visitor).generations;
    expect(second?.order.basedOn).toBe(`${first?.order.jobId}-2`);

    await page.getByText('Earlier pictures').click();
    await page.getByRole('button', { name: WORDS[0], exact: true }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete picture' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();

    await expect.poll(() => page.getByRole('button', { name: WORDS[0], exact: true }).count()).toBe(1);
  });
});

describe('the prompt coach on a phone', () => {
  it('shows talk, words and pictures one at a time, each above the composer', async () => {
    await using visitor = await visit(stage, { viewport: { width: 375, height: 740 } });
    const { page } = visitor;
    await beginPicture(visitor);
    await page.getByRole('button', { name: 'Words (changed)' }).waitFor();
    await show(visitor, 'Words');
    await page.getByRole('heading', { name: 'The picture in words' }).waitFor();
    expect(await page.getByRole('button', { name: 'Words', exact: true }).count()).toBe(1);
    expect(await answers(visitor).first().isVisible()).toBe(false);
    expect(await page.getByRole('heading', { name: 'Make the picture' }).isVisible()).toBe(false);
    await expectComposerInside(visitor);

    await makePictures(visitor);
    await expectComposerInside(visitor);
    await page.getByRole('button', { name: 'Closer' }).click();

    await page.getByText('Show it closer').waitFor();
    expect(await answers(visitor).first().isVisible()).toBe(true);
  });

  it('has the composer inside a window of 320 by 300, in every part', async () => {
    await using visitor = await visit(stage, { viewport: { width: 320, height: 640 } });
    await beginPicture(visitor);
    await visitor.page.setViewportSize({ width: 320, height: 300 });

    for (const view of ['Talk', 'Words', 'Pictures'] as const) {
      await show(visitor, view);
      await expectComposerInside(visitor);
    }
  });
});
