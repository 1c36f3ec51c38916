// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { problemResponse } from '../../../../testing/fake-product.ts';
import { anAsset, promptAccess } from '../../../../testing/fake-prompt-coach.ts';
import { openPrompt, sentTo } from '../../../../testing/prompt-chat-page.ts';
import { aGeneration, aPromptSession } from '../../../../testing/prompt-fixtures.ts';

afterEach(cleanup);

const MADE = aGeneration({ count: 2, assets: [anAsset(1), anAsset(2)] });
const brand = { brandKitId: 'kit', colors: [], tone: 'warm', fonts: {}, logoKey: 'user-uploads/me/logo.png' };

describe('ordering pictures', () => {
  it('orders as many as are chosen of the newest words, and shows each as it is ready', async () => {
    const { bench, user, product } = await openPrompt();
    await user.click(await bench.findByRole('radio', { name: '3' }));

    await user.click(bench.getByRole('button', { name: 'Make 3 pictures' }));

    await bench.findByText('0 of 3 ready');
    const [order] = sentTo(product, 'generate') as { generationId: string }[];
    expect(order).toMatchObject({ draftVersion: 2, count: 3 });
    const { generationId = '' } = order ?? {};
    const first = anAsset(1, { assetId: `${generationId}-1` });
    product.generation = aGeneration({
      jobId: generationId,
      count: 3,
      status: 'running',
      pollAfterMs: 1,
      assets: [first],
    });
    await bench.findByText('1 of 3 ready');
    const second = anAsset(2, { assetId: `${generationId}-2` });
    const error = { code: 'dependency_unavailable', message: '', failed: 1 };
    product.generation = aGeneration({ jobId: generationId, count: 3, assets: [first, second], error });

    const tiles = within(await bench.findByRole('list', { name: 'Pictures to choose from' }));
    expect(tiles.getAllByRole('button')).toHaveLength(2);
    expect(tiles.getByText('not counted')).toBeTruthy();
  });

  it('puts the logo on it only when the brand has one and the person wants it', async () => {
    const { bench, user, product } = await openPrompt({ prompt: aPromptSession({ brand }) });
    await user.click(await bench.findByRole('checkbox', { name: 'Put my logo on it' }));

    await user.click(bench.getByRole('button', { name: 'Make 1 picture' }));

    await bench.findByText('0 of 1 ready');
    expect(sentTo(product, 'generate')).toMatchObject([{ includeLogo: true }]);
  });

  it('shows the pictures that are being made already', async () => {
    const details = { generationId: MADE.jobId };
    const { bench, user, product } = await openPrompt({
      refusal: problemResponse('generation_in_progress', { details }),
    });
    product.generation = undefined;
    await user.click(await bench.findByRole('button', { name: 'Make 1 picture' }));

    product.generation = MADE;

    expect(await bench.findByRole('heading', { name: '2 to choose from' })).toBeTruthy();
  });

  it('says that none are left this month, and what the plans include', async () => {
    const generations = { used: 3, limit: 3, remaining: 0 };
    const { bench } = await openPrompt({ access: promptAccess('free', { generations }) });

    expect(await bench.findByRole('heading', { name: 'No pictures left this month' })).toBeTruthy();
    expect(bench.getByText('50 pictures a month')).toBeTruthy();
    expect(bench.queryByRole('button', { name: /^Make/ })).toBeNull();
  });

  it('says that a generation without a picture was not counted', async () => {
    const error = { code: 'dependency_unavailable', message: '', failed: 1 };
    const { bench } = await openPrompt({ generation: aGeneration({ status: 'failed', error }) });

    expect((await bench.findByRole('alert')).textContent).toMatch(/not counted/);
    expect(bench.getByRole('button', { name: 'Make 1 picture' })).toBeTruthy();
  });
});

describe('a picture', () => {
  it('is chosen, and shown as it is seen', async () => {
    const { bench, user } = await openPrompt({ generation: MADE });
    await user.click(await bench.findByRole('button', { name: /^Picture 2/ }));

    expect(bench.getByRole('button', { name: /^Picture 2/, pressed: true })).toBeTruthy();
    const seen = within(bench.getByRole('region', { name: 'As it is seen' }));
    const images = seen.getAllByRole('presentation') as HTMLImageElement[];
    expect(images.map(({ src, width }) => [src, width])).toEqual(Array(2).fill([anAsset(2).url, 28]));
  });

  it('is what the next one is based on', async () => {
    const { bench, user, product } = await openPrompt({ generation: MADE });
    await user.click(await bench.findByRole('button', { name: /^Picture 2/ }));

    await user.click(bench.getByRole('button', { name: 'Another pose' }));

    await waitFor(() => expect(sentTo(product, 'generate')).toHaveLength(1));
    expect(sentTo(product, 'generate')).toMatchObject([{ basedOn: anAsset(2).assetId, count: 1, draftVersion: 2 }]);
  });

  it('can be talked about in one press', async () => {
    const { bench, user, turnAt } = await openPrompt({ generation: MADE });

    await user.click(await bench.findByRole('button', { name: 'Closer' }));

    expect((await turnAt(0)).body).toMatchObject({ message: 'Show it closer' });
  });

  it('is shown larger in a dialog, with its words', async () => {
    const { bench, user } = await openPrompt({ generation: MADE });
    await user.click(await bench.findByRole('button', { name: 'View larger' }));

    const dialog = within(await screen.findByRole('dialog'));

    expect(dialog.getByRole('img', { name: 'A sleepy fox' })).toBeTruthy();
    expect(dialog.getByText('112 × 112 pixels')).toBeTruthy();
  });

  it('gives way to making newer ones when the words have changed since', async () => {
    const { bench } = await openPrompt({ generation: aGeneration({ draftVersion: 1, assets: [anAsset(1)] }) });

    await bench.findByRole('heading', { name: 'Make the picture' });
    const looks = ['Make 1 picture', 'Download, 3 sizes'].map((name) =>
      bench.getByRole('button', { name }).getAttribute('data-look'),
    );
    expect(looks).toEqual(['primary', 'secondary']);
  });
});
