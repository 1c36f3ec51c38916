import { expect, it } from 'vitest';
// Loaded by the first turn with an image, which virtual time does not wait for.
import '#services/turn/turn-images';
import { imageFile } from '#testing/image-files';
import { createPromptWorld, ME, says } from '#testing/simulation/prompt-world';

const KEYS = [1, 2].map((number) => `user-uploads/${ME}/01JD000000000000000000000${number}.png`);

/** A session whose start showed two images. */
async function begun(first: Parameters<typeof says> | 'fails') {
  const world = await createPromptWorld({
    answers: [first === 'fails' ? [{ fail: 'refused' }] : says(...first), says('Hello.')],
  });
  KEYS.forEach((key, place) => {
    world.deps.objects.addUpload({
      key,
      bytes: imageFile('image/png', { width: 1 + place }),
      contentType: 'image/png',
    });
  });
  await world.start({ referenceAssets: KEYS });
  /** The widths of the images that the model was sent last. */
  const widths = () =>
    (world.asked().at(-1)?.messages ?? [])
      .flatMap(({ content }) => content)
      .flatMap((block) => (block.type === 'image_data' ? block.bytes[19] : []));
  return { ...world, widths };
}

it('shows the images of a start whose answer failed in each later turn', async () => {
  const world = await begun('fails');
  await world.say('with a cup');
  expect(world.widths()).toEqual([1, 2]);
  await world.say('and a hat');
  expect(world.widths()).toEqual([1, 2]);
});

it('shows the images of a start once when its answer failed and the next message has them again', async () => {
  const world = await begun('fails');
  await world.say('with a cup', undefined, { referenceAssets: KEYS.toReversed() });
  expect(world.widths()).toEqual([2, 1]);
  await world.say('and a hat');
  expect(world.widths()).toEqual([2, 1]);
});

it('shows the images of a start that was answered once', async () => {
  const world = await begun(['Hello.']);
  await world.say('with a cup');
  expect(world.widths()).toEqual([1, 2]);
});
