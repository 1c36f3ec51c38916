import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pngFile, pngSize } from '../testing/png.ts';
import { addressOf, holdUploads } from '../testing/scripted-bucket.ts';
import { composerOf, openInterview, sendOf } from './session-visit.ts';
import { attached, give, pick, sentImages, uploaded } from './upload-visit.ts';
import { type Stage, setStage, visit } from './visit.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

describe('images of a message', () => {
  it('are shown in the thread and as large as they fit, also after a reload', async () => {
    await using visitor = await visit(stage);
    const { page, product, offences } = visitor;
    await openInterview(visitor);

    await pick(visitor, pngFile('knee.png'), pngFile('gym.png', 60, 60, [40, 120, 200]));
    await uploaded(visitor).nth(1).waitFor();
    await page.keyboard.type('My knee');
    await page.keyboard.press('Enter');

    await sentImages(visitor).nth(1).waitFor();
    // The uploads run beside each other, so the bucket may have got the second picture first.
    const sent = () => (product.posted.at(-1)?.['imageS3Keys'] ?? []) as string[];
    const sizeOf = (key: string) => pngSize(product.bucket.files.get(key)?.bytes ?? Buffer.alloc(0)).join('×');
    await expect.poll(() => sent().map(sizeOf)).toEqual(['40×30', '60×60']);
    expect(await attached(visitor).locator('[data-stage]').count()).toBe(0);
    await sendOf(visitor).waitFor();
    await page.reload();
    await sentImages(visitor).nth(1).click();
    const large = page.getByRole('dialog').getByRole('img', { name: 'Picture 2 of 2' });
    await expect.poll(() => large.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(60);
    await page.keyboard.press('ArrowRight');
    const other = page.getByRole('dialog').getByRole('img', { name: 'Picture 1 of 2' });
    await expect.poll(() => other.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(40);
    await page.keyboard.press('Escape');
    expect(
      await sentImages(visitor)
        .nth(1)
        .evaluate((button) => button === document.activeElement),
    ).toBe(true);
    expect(offences).toEqual([]);
  });

  it('can be sent without words', async () => {
    await using visitor = await visit(stage);
    await openInterview(visitor);

    await pick(visitor, pngFile('knee.png'));
    await uploaded(visitor).waitFor();
    await sendOf(visitor).click();

    await sentImages(visitor).waitFor();
    await expect.poll(() => visitor.product.posted.at(-1)).toMatchObject({ userResponse: '' });
  });

  it('are made smaller before they are uploaded', async () => {
    await using visitor = await visit(stage);
    await openInterview(visitor);

    await pick(visitor, pngFile('wide.png', 3_136, 100), pngFile('small.png', 1_568, 10));
    await uploaded(visitor).nth(1).waitFor();

    const sizes = [...visitor.product.bucket.files.values()].map(({ bytes }) => pngSize(bytes).join('×'));
    expect(sizes.sort()).toEqual(['1568×10', '1568×50']);
  });

  it('come by paste and by drop, and the focus stays in the composer', async () => {
    await using visitor = await visit(stage);
    const { page } = visitor;
    await openInterview(visitor);

    await give(page, 'paste', pngFile('pasted.png'));
    await page.getByRole('button', { name: 'Remove pasted.png' }).waitFor();
    await give(page, 'dragover', pngFile('dropped.png'));
    await page.getByText('Drop your pictures here').waitFor();
    await give(page, 'drop', pngFile('dropped.png'));

    await uploaded(visitor).nth(1).waitFor();
    expect(await page.getByText('Drop your pictures here').count()).toBe(0);
    expect(await composerOf(visitor).evaluate((field) => field === document.activeElement)).toBe(true);
    await page.getByRole('button', { name: 'Remove pasted.png' }).click();
    expect(await composerOf(visitor).evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await uploaded(visitor).count()).toBe(1);
  });

  it('hold a message back until they are uploaded, unless the person takes it back', async () => {
    await using visitor = await visit(stage);
    const { page, product } = visitor;
    await openInterview(visitor);
    const release = holdUploads(product.bucket);

    await pick(visitor, pngFile('knee.png'));
    await page.keyboard.type('My knee');
    await page.keyboard.press('Enter');
    await page.getByText('Goes out as soon as the pictures are uploaded').waitFor();
    await page.getByRole('button', { name: 'Don’t send yet' }).click();
    expect(await sendOf(visitor).isEnabled()).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Don’t send yet' }).waitFor();
    expect(product.posted).toEqual([]);
    release();

    await sentImages(visitor).waitFor();
    await expect.poll(() => product.posted.length).toBe(1);
  });

  it('stay in the draft over a reload, and come back with a message that was refused', async () => {
    await using visitor = await visit(stage);
    const { page, product } = visitor;
    await openInterview(visitor);
    await pick(visitor, pngFile('knee.png'));
    await uploaded(visitor).waitFor();
    await page.keyboard.type('My knee');

    await page.reload();
    await uploaded(visitor).waitFor();
    product.next({ refuse: 'rate_limited', retryAfter: 42 });
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'Please wait' }).waitFor();
    await uploaded(visitor).waitFor();
    await page.keyboard.press('Enter');

    await sentImages(visitor).waitFor();
    await expect.poll(() => product.posted.length).toBe(2);
    expect(product.posted.at(-1)).toMatchObject({
      userResponse: 'My knee',
      imageS3Keys: [...product.bucket.files.keys()],
    });
  });

  it('say which one the server does not take', async () => {
    await using visitor = await visit(stage);
    const { page, product } = visitor;
    await openInterview(visitor);
    await pick(visitor, pngFile('one.png'), pngFile('two.png'));
    await uploaded(visitor).nth(1).waitFor();
    const fields = [{ path: 'imageS3Keys.1', message: 'is not uploaded' }];
    product.next({ refuse: 'validation_failed', details: { fields } });

    await sendOf(visitor).click();

    await page.getByText('Picture 2 is not there any more, or it is damaged.').waitFor();
    await page.getByRole('button', { name: 'Remove Picture 2' }).click();
    await sendOf(visitor).click();
    await sentImages(visitor).waitFor();
    await expect.poll(() => product.posted.at(-1)?.['imageS3Keys']).toHaveLength(1);
  });

  it('are tried again by themselves, and then by the person', async () => {
    await using visitor = await visit(stage);
    const { page, product } = visitor;
    await openInterview(visitor);
    product.bucket.refusals.push(503, 403);
    await pick(visitor, pngFile('knee.png'));
    await uploaded(visitor).waitFor();

    product.bucket.refusals.push(503, 503, 503);
    await pick(visitor, pngFile('gym.png'));
    await page.getByRole('alert').filter({ hasText: 'gym.png was not uploaded.' }).waitFor();
    expect(await sendOf(visitor).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Try again: gym.png' }).click();

    await uploaded(visitor).nth(1).waitFor();
    expect(await page.getByText('was not uploaded').count()).toBe(0);
  });

  it('are refused one by one with a reason, and the rest is kept', async () => {
    await using visitor = await visit(stage);
    const { page } = visitor;
    await openInterview(visitor);
    const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(60)]);
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');

    await pick(
      visitor,
      { name: 'photo.heic', mimeType: 'image/heic', buffer: heic },
      { name: 'logo.svg', mimeType: 'image/svg+xml', buffer: svg },
      { name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('not a picture') },
      pngFile('good.png'),
      pngFile('fine.png'),
      pngFile('sixth.png'),
    );

    const alert = page.getByRole('alert');
    await alert.getByText('photo.heic: this browser can’t open HEIC pictures.').waitFor();
    await alert.getByText('logo.svg: SVG drawings are not taken.').waitFor();
    await alert.getByText('notes.png can’t be read as a picture.').waitFor();
    await alert.getByText('sixth.png was left out: only 5 pictures fit.').waitFor();
    await uploaded(visitor).nth(1).waitFor();
    await alert.getByRole('button', { name: 'Got it' }).click();
    expect(await alert.getByText('sixth.png').count()).toBe(0);
  });

  it('get another address when theirs has expired', async () => {
    await using visitor = await visit(stage);
    const { page, product } = visitor;
    const interview = product.add(2);
    const key = 'user-uploads/demo-pro/old.png';
    product.bucket.files.set(key, { contentType: 'image/png', bytes: pngFile('old.png').buffer });
    interview.messages.push({
      messageId: 'old',
      role: 'user',
      content: '',
      contentBlocks: [{ type: 'image', key }],
      createdAt: interview.createdAt,
    });
    const next = new URL(addressOf(product.bucket, key)).search.replace(/\d+/, (signed) => `${Number(signed) + 1}`);
    product.bucket.expired.add(next);
    await openInterview(visitor, 2, interview.sessionId);

    const image = sentImages(visitor).locator('img');
    await expect.poll(() => image.evaluate((shown: HTMLImageElement) => shown.naturalWidth)).toBe(40);
    expect(await page.getByText('can’t be shown').count()).toBe(0);
  });
});
