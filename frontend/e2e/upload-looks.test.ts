import { afterAll, beforeAll, expect, it } from 'vitest';
import { pngFile } from '../testing/png.ts';
import { holdUploads } from '../testing/scripted-bucket.ts';
import { checkScreens, moving } from './looks.ts';
import { openInterview, sendOf } from './session-visit.ts';
import { attached, pick, sentImages, uploaded } from './upload-visit.ts';
import { type Stage, setStage, visit } from './visit.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

checkScreens(
  () => stage,
  {
    'message with images and what was refused': async (visitor) => {
      await openInterview(visitor);
      await pick(
        visitor,
        ...['a', 'b', 'c', 'd', 'e', 'f'].map((name, index) =>
          pngFile(`a-picture-with-a-long-name-${name}.png`, 60, 40 + 10 * index, [60 + 30 * index, 120, 160]),
        ),
      );
      await uploaded(visitor).nth(4).waitFor();
    },
    'sent images': async (visitor) => {
      await openInterview(visitor);
      for (const files of [[pngFile('one.png', 400, 300)], [pngFile('two.png'), pngFile('three.png')]]) {
        await pick(visitor, ...files);
        await uploaded(visitor)
          .nth(files.length - 1)
          .waitFor();
        await visitor.page.keyboard.type('Look');
        await visitor.page.keyboard.press('Enter');
        await sendOf(visitor).waitFor();
      }
      await sentImages(visitor).nth(2).waitFor();
    },
    lightbox: async (visitor) => {
      await openInterview(visitor);
      await pick(visitor, pngFile('one.png', 900, 600), pngFile('two.png'));
      await uploaded(visitor).nth(1).waitFor();
      await sendOf(visitor).click();
      await sendOf(visitor).waitFor();
      await sentImages(visitor).first().click();
      await visitor.page.getByRole('dialog').getByRole('img').waitFor();
    },
  },
  {
    'uploads that run, with a message that waits': async (visitor) => {
      await openInterview(visitor);
      holdUploads(visitor.product.bucket);
      await pick(visitor, pngFile('one.png'), pngFile('two.png'));
      await visitor.page.keyboard.type('Look');
      await visitor.page.keyboard.press('Enter');
      await visitor.page.getByRole('button', { name: 'Don’t send yet' }).waitFor();
    },
  },
);

it('animates nothing while an upload runs with reduced motion', async () => {
  await using visitor = await visit(stage, { reducedMotion: 'reduce' });
  await openInterview(visitor);
  holdUploads(visitor.product.bucket);
  await pick(visitor, pngFile('one.png'));
  await attached(visitor).locator('[data-stage="uploading"]').waitFor();

  expect(await moving(visitor.page)).toEqual([]);
});
