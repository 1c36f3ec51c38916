import type { Page } from 'playwright-core';
import type { pngFile } from '../testing/png.ts';
import type { Visit } from './visit.ts';

/** A file as a test gives it to a page. */
type GivenFile = ReturnType<typeof pngFile>;

/** Chooses files by the composer's button. */
export const pick = ({ page }: Visit, ...files: readonly GivenFile[]) =>
  page.setInputFiles('input[type=file]', [...files]);

/** The pictures of the message that is written. */
export const attached = ({ page }: Visit) => page.getByRole('list', { name: 'Pictures of this message' });
export const uploaded = (visitor: Visit) => attached(visitor).locator('[data-stage="uploaded"]');
export const sentImages = ({ page }: Visit) =>
  page.locator('li[data-role="user"]').getByRole('button', { name: /^Picture/ });

/** A drop or a paste of files that the page makes itself, because a test cannot use the system's. */
export async function give(page: Page, how: 'drop' | 'paste' | 'dragover', file: GivenFile): Promise<void> {
  const given = { ...file, buffer: file.buffer.toString('base64'), how };
  await page.evaluate(({ name, mimeType, buffer, how }) => {
    const data = new DataTransfer();
    const bytes = Uint8Array.from(atob(buffer), (character) => character.charCodeAt(0));
    data.items.add(new File([bytes], name, { type: mimeType }));
    const options = { bubbles: true, cancelable: true };
    const event =
      how === 'paste'
        ? new ClipboardEvent('paste', { ...options, clipboardData: data })
        : new DragEvent(how, { ...options, dataTransfer: data });
    (document.activeElement ?? document.body).dispatchEvent(event);
  }, given);
}
