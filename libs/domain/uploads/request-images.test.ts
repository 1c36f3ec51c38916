import { expect, it } from 'vitest';
import type { ImageData, ModelMessage, RequestMessage } from '#ports/model';
import { withImageData } from './image-data.ts';
import { imageKeys, keepNewestImages } from './request-images.ts';

const SUB = 'sub-1';
const SHOWN = '[an image that was shown earlier]';
const keyOf = (number: number) => `user-uploads/${SUB}/01JD000000000000000000000${number}.png`;
const image = (number: number) => ({ type: 'image', key: keyOf(number) }) as const;
const text = (words: string) => ({ type: 'text', text: words }) as const;
const user = (...content: ModelMessage['content']): ModelMessage => ({ role: 'user', content });
const ANSWER: ModelMessage = { role: 'assistant', content: [text('Nice.')] };
/** Numbers of images, or of the bytes of images, and texts. */
const told = (messages: readonly RequestMessage[]) =>
  messages.map(({ content }) =>
    content.map((block) => {
      if (block.type === 'image') return Number(block.key.at(-5));
      if (block.type === 'image_data') return block.bytes.length;
      return block.type === 'text' ? block.text : block.type;
    }),
  );

const CHAT = [
  user(text('a'), image(1), image(2)),
  ANSWER,
  user(text('b'), image(3)),
  ANSWER,
  user(text('c'), image(4), image(5)),
];

it('names the images of a message in order', () => {
  expect(imageKeys([text('a'), image(2), image(1), image(2)])).toEqual([keyOf(2), keyOf(1), keyOf(2)]);
});

it.each([
  [6, [['a', 1, 2], ['Nice.'], ['b', 3], ['Nice.'], ['c', 4, 5]]],
  [4, [['a', SHOWN, 2], ['Nice.'], ['b', 3], ['Nice.'], ['c', 4, 5]]],
  [3, [['a', SHOWN, SHOWN], ['Nice.'], ['b', 3], ['Nice.'], ['c', 4, 5]]],
  [0, [['a', SHOWN, SHOWN], ['Nice.'], ['b', SHOWN], ['Nice.'], ['c', 4, 5]]],
])('keeps the newest images up to the limit of %i, and always those of the message to answer', (limit, kept) => {
  expect(told(keepNewestImages(CHAT, { sub: SUB, own: 2, limit }))).toEqual(kept);
});

it('counts the images of a message that stands in front of the message to answer as older', () => {
  const joined = [user(text('a'), image(1), text('b'), image(2))];
  expect(told(keepNewestImages(joined, { sub: SUB, own: 1, limit: 1 }))).toEqual([['a', SHOWN, 'b', 2]]);
});

it('keeps no earlier image that is not an own upload', () => {
  const messages = [
    user({ type: 'image', key: 'user-uploads/sub-2/01JD0000000000000000000001.png' }),
    ANSWER,
    user(text('a')),
  ];
  expect(told(keepNewestImages(messages, { sub: SUB, own: 0, limit: 6 }))).toEqual([[SHOWN], ['Nice.'], ['a']]);
});

const loaded = (...sizes: readonly (readonly [number, number])[]): ReadonlyMap<string, ImageData> =>
  new Map(
    sizes.map(([number, bytes]) => [
      keyOf(number),
      { type: 'image_data', mediaType: 'image/png', bytes: new Uint8Array(bytes) },
    ]),
  );

it('puts the bytes in the place of each image, and a text in the place of one that is gone', () => {
  const images = loaded([1, 10], [3, 30], [4, 40], [5, 50]);
  expect(told(withImageData(CHAT, images, 2))).toEqual([
    ['a', 10, SHOWN],
    ['Nice.'],
    ['b', 30],
    ['Nice.'],
    ['c', 40, 50],
  ]);
});

it('leaves out earlier images from the one on with which all would have more than 20 MB', () => {
  const images = loaded([1, 1], [2, 4_000_001], [3, 6_000_000], [4, 5_000_000], [5, 5_000_000]);
  expect(told(withImageData(CHAT, images, 2))).toEqual([
    ['a', SHOWN, SHOWN],
    ['Nice.'],
    ['b', 6_000_000],
    ['Nice.'],
    ['c', 5_000_000, 5_000_000],
  ]);
  const fitting = loaded([1, 0], [2, 4_000_000], [3, 6_000_000], [4, 5_000_000], [5, 5_000_000]);
  expect(told(withImageData(CHAT, fitting, 2)).flat()).not.toContain(SHOWN);
});

it('never leaves out an image of the message to answer', () => {
  const images = loaded([4, 15_000_000], [5, 15_000_000]);
  expect(told(withImageData([user(image(4), image(5))], images, 2))).toEqual([[15_000_000, 15_000_000]]);
});

it('changes nothing in messages without images', () => {
  const messages = [user(text('a')), ANSWER];
  expect(keepNewestImages(messages, { sub: SUB, own: 0, limit: 6 })).toEqual(messages);
  expect(withImageData(messages, new Map(), 0)).toEqual(messages);
});
