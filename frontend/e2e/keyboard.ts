import type { Page } from 'playwright-core';

/** Presses Tab until the element with this name has the focus. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const options = { name, exact: true };
  const target = page
    .getByRole('button', options)
    .or(page.getByRole('link', options))
    .or(page.getByRole('textbox', options));
  await target.first().waitFor();
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    if (await target.first().evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`nothing called ${name} can be reached with Tab`);
}
