import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IMAGE_TYPES, type ImageType, MAX_IMAGE_BYTES } from '#contract/uploads';
import { imageFile } from '#testing/image-files';
import { type LocalStack, startLocalStack } from '../stack.ts';
import { aTurn, createPerson, type Outcome, read } from './person.ts';
import { openStoredState, type StoredState } from './stored-state.ts';
import { anIdea, aWish, createStreamer } from './streamer.ts';

let stack: LocalStack;
let stored: StoredState;

beforeAll(async () => {
  stack = await startLocalStack({ web: false, hasSchedules: false, latency: { firstMs: 0, tokenMs: 0 } });
  stored = await openStoredState(stack);
});
afterAll(async () => {
  stored.close();
  await stack.close();
});

const IDEA = 'A bright orange fox with huge eyes laughs and throws confetti';

/** A person with a session of the coach creator and one of the prompt coach. */
async function createUploader(userId = `uploader-${crypto.randomUUID()}`) {
  const streamer = await createStreamer(stack, userId);
  const person = await createPerson(stack, userId, 'studio');
  const creatorSession = await person.createSession();
  const begun = anIdea(IDEA);
  expect((await streamer.start(begun)).last?.type).toBe('complete');
  const kits = `/users/${userId}/brand-kits`;
  const kit = async (logoKey: string): Promise<Outcome> =>
    read(await person.api('POST', kits, { name: 'Mine', logoKey }), 3);

  return {
    ...streamer,
    kit,
    keyOf: async (file: Uint8Array, type: ImageType) => (await streamer.upload(file, type)).key,
    creatorTurn: (...imageS3Keys: readonly string[]) =>
      person.turn(creatorSession, aTurn(`Look, ${userId}`, { imageS3Keys })),
    begin: (...referenceAssets: readonly string[]) =>
      streamer.start(anIdea(`${IDEA}, ${userId}`, { referenceAssets }), 2),
    message: (...referenceAssets: readonly string[]) =>
      streamer.say(begun.turnId, aWish(`Like this, ${userId}`, { referenceAssets }), 3),
  };
}

type Uploader = Awaited<ReturnType<typeof createUploader>>;

/** What the creator, a start, a message and a brand kit answer to an image. */
const everyAnswer = ({ creatorTurn, begin, message, kit }: Uploader, key: string) =>
  Promise.all([creatorTurn(key), begin(key), message(key), kit(key)]);

const REFUSED = { refusal: { status: 422, code: 'validation_failed', type: 'application/problem+json' } };
const callsOf = ({ userId }: Uploader) =>
  (stack.bedrock?.calls() ?? []).filter(({ body }) => JSON.stringify(body).includes(userId));

/** Uses a key everywhere, and sees that it is refused and leaves nothing. */
async function expectRefusal(whose: Uploader, key: string): Promise<void> {
  const before = await stored.items(whose.userId);
  expect(before.size).toBeGreaterThan(0);
  expect(await everyAnswer(whose, key)).toMatchObject([REFUSED, REFUSED, REFUSED, REFUSED]);
  expect(await stored.items(whose.userId)).toEqual(before);
  expect(callsOf(whose)).toHaveLength(0);
}

const joined = (...parts: readonly (Uint8Array | string)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
const ZIP = joined('PK\x03\x04', 'x'.repeat(40), 'PK\x05\x06', new Uint8Array(18));
const HEIC = joined('\0\0\0\x18ftypheic\0\0\0\0mif1heic', new Uint8Array(100));
const SVG = joined('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
const HUGE = { width: 30_000, height: 30_000 };

const BAD_FILES: readonly (readonly [name: string, type: ImageType, file: Uint8Array])[] = [
  ['HEIC', 'image/jpeg', HEIC],
  ['SVG', 'image/png', SVG],
  ['a GIF that is a script', 'image/gif', joined('GIF89a/*\x0f\x27\0\0\0*/=1;alert(1)//\x00;')],
  ['a PNG that is a ZIP', 'image/png', joined(imageFile('image/png'), ZIP)],
  ['a JPEG with a script behind its end', 'image/jpeg', joined(imageFile('image/jpeg'), '<script>1</script>')],
  ['a GIF under the name of a PNG', 'image/png', imageFile('image/gif')],
  ['a PNG of 30,000 × 30,000 pixels', 'image/png', imageFile('image/png', HUGE)],
  ['a JPEG of 30,000 × 30,000 pixels', 'image/jpeg', imageFile('image/jpeg', HUGE)],
  ...IMAGE_TYPES.map((type) => [`a truncated ${type}`, type, imageFile(type).subarray(0, -3)] as const),
];

describe('a bad file', () => {
  it.each(BAD_FILES)('is refused everywhere and leaves nothing behind: %s', async (_, type, file) => {
    const whose = await createUploader();
    const key = await whose.keyOf(file, type);
    await expectRefusal(whose, key);
    expect(await stored.isUnreferenced(key)).toBe(true);
  });

  it('is refused everywhere and leaves nothing behind when it has become too large', async () => {
    const whose = await createUploader();
    const key = await whose.keyOf(imageFile('image/jpeg'), 'image/jpeg');
    await stored.replace(key, imageFile('image/jpeg', { metadataBytes: MAX_IMAGE_BYTES }));
    await expectRefusal(whose, key);
  });

  it('does not let the good image beside it be kept', async () => {
    const whose = await createUploader();
    const good = await whose.keyOf(imageFile('image/png'), 'image/png');
    const bad = await whose.keyOf(HEIC, 'image/png');
    const before = await stored.items(whose.userId);
    const answers = await Promise.all([whose.creatorTurn(good, bad), whose.begin(bad, good), whose.message(good, bad)]);
    expect(answers).toMatchObject([REFUSED, REFUSED, REFUSED]);
    expect(await stored.items(whose.userId)).toEqual(before);
    expect(await stored.isUnreferenced(good)).toBe(true);
  });
});

describe('a key', () => {
  const ULID = '01JD0000000000000000000001';
  let whose: Uploader;

  beforeAll(async () => {
    whose = await createUploader('key-maker');
  });

  it('is refused everywhere and leaves nothing behind when it was never uploaded', async () => {
    await expectRefusal(whose, `user-uploads/key-maker/${ULID}.png`);
  });

  it.each([
    `user-uploads/key-maker/${ULID}.jpeg`,
    `user-uploads/key-maker/${ULID.toLowerCase()}.png`,
    `user-uploads/key-maker/../key-maker/${ULID}.png`,
    `user-uploads/key-maker/x/${ULID}.png`,
    `user-assets/key-maker/${ULID}.png`,
    `/user-uploads/key-maker/${ULID}.png`,
    `user-uploads/key-maker/${ULID}.png\n`,
    `https://example.com/user-uploads/key-maker/${ULID}.png`,
  ])('is refused everywhere in any other form, also when there is such an object: %j', async (key) => {
    await stored.replace(key, imageFile('image/png'));
    await expectRefusal(whose, key);
  });

  it('is refused everywhere for another person, also when it is verified', async () => {
    const owner = await createUploader();
    const key = await owner.keyOf(imageFile('image/png'), 'image/png');
    expect((await owner.begin(key)).last?.type).toBe('complete');
    const before = await stored.items(owner.userId);
    await expectRefusal(whose, key);
    expect(await stored.items(owner.userId)).toEqual(before);
  });
});

describe('a form', () => {
  const ask = async ({ api, userId }: Uploader, fields: object) => {
    const files = [{ fileName: 'photo', contentType: 'image/jpeg', sizeBytes: 100, ...fields }];
    const response = await api('POST', `/users/${userId}/generate-upload-urls`, { files });
    return { status: response.status, text: await response.text() };
  };

  it('is given for accepted types only, which the refusal names, and for at most as many bytes as models take', async () => {
    const whose = await createUploader();
    for (const contentType of ['image/heic', 'image/svg+xml']) {
      const { status, text } = await ask(whose, { contentType });
      expect(status).toBe(422);
      for (const type of IMAGE_TYPES) expect(text).toContain(type);
    }
    expect((await ask(whose, { sizeBytes: MAX_IMAGE_BYTES + 1 })).status).toBe(422);
    expect((await ask(whose, { sizeBytes: MAX_IMAGE_BYTES })).status).toBe(200);
  });
});

it('one of 21 bad images in a minute, wherever they are used, is refused with 429', async () => {
  const MINUTE_MS = 60_000;
  const whose = await createUploader();
  const key = await whose.keyOf(HEIC, 'image/jpeg');
  stack.clock.advance(MINUTE_MS - (stack.clock.now() % MINUTE_MS));
  const uses = [whose.creatorTurn, whose.begin, whose.message, whose.kit];
  const answers = await Promise.all(Array.from({ length: 21 }, (_, place) => uses[place % 4]?.(key)));
  const refusals = answers.map((answer) => answer?.refusal);
  expect(refusals.filter((refusal) => refusal?.status === 422)).toHaveLength(20);
  const late = refusals.filter((refusal) => refusal?.status === 429);
  expect(late).toMatchObject([{ code: 'rate_limited', retryAfter: expect.stringMatching(/^[1-9]\d?$/) }]);
});
