import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ASSET_FORMATS, AssetType } from '#contract/prompt-coach/asset-types';
import { pngSize } from '../testing/png.ts';
import { enPrompt } from '../web/src/i18n/en-prompt.ts';
import { type LocalStage, type LocalVisit, setLocalStage, visitLocal } from './local-visit.ts';

let stage: LocalStage;
beforeAll(async () => {
  stage = await setLocalStage({ firstMs: 0, tokenMs: 0 });
});
afterAll(() => stage[Symbol.asyncDispose]());

/** Goes from rough words to a file that the browser has downloaded. @returns its name and its bytes. */
async function download({ page }: LocalVisit, type: AssetType) {
  await page.getByRole('link', { name: 'New picture' }).first().click();
  await page.getByRole('textbox', { name: 'What should it show?' }).fill('a happy orange fox with confetti');
  await page.getByRole('radio', { name: new RegExp(`^${enPrompt.assetTypes[type]}`) }).check();
  await page.getByRole('radio', { name: /^Cozy/ }).check();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('button', { name: 'Make 1 picture' }).click();
  await page.getByRole('button', { name: 'View larger' }).click();
  const dialog = page.getByRole('dialog');
  const started = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download', exact: true }).click();
  const file = await started;
  const bytes = await readFile(await file.path());
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  return { name: file.suggestedFilename(), bytes };
}

it('leads from rough words to a downloaded picture of the right size for each type, on the real stack', async () => {
  await using visitor = await visitLocal(stage);
  const { page, offences } = visitor;
  await page.getByText('demo-studio').click();
  await page.getByRole('link', { name: 'Open prompt coach' }).click();
  for (const type of AssetType.options) {
    const { name, bytes } = await download(visitor, type);
    const { width, height } = ASSET_FORMATS[type];
    expect(name).toMatch(new RegExp(`fox.*-${width}x${height}\\.png$`));
    expect([type, bytes.toString('latin1', 1, 4), pngSize(bytes)]).toEqual([type, 'PNG', [width, height]]);
    await page.getByRole('link', { name: /^Prompt coach/ }).click();
  }
  expect(offences).toEqual([]);
});
