import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IMAGE_TYPES, type ImageType } from '#contract/uploads';
import { SHOWN_EARLIER } from '#ports/model';
import { imageFile } from '#testing/image-files';
import { type LocalStack, startLocalStack } from '../stack.ts';
import { aTurn, createPerson } from './person.ts';
import { openStoredState, type StoredState } from './stored-state.ts';
import { anIdea, aWish, createStreamer, type Streamer } from './streamer.ts';

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

interface Photo {
  readonly key: string;
  readonly type: ImageType;
  readonly bytes: Uint8Array;
}

/** Uploads photos of these types in turn, each with other bytes. */
function photosOf({ upload }: Streamer, types: readonly ImageType[] = IMAGE_TYPES) {
  let photos = 0;
  return (count: number, metadataBytes = 1_000): Promise<readonly Photo[]> =>
    Promise.all(
      Array.from({ length: count }, async () => {
        const type = types[photos % types.length] ?? 'image/png';
        photos += 1;
        const bytes = imageFile(type, { width: 100 + photos, metadataBytes: metadataBytes + photos });
        const { key, response } = await upload(bytes, type);
        expect(response.status).toBe(204);
        return { key, type, bytes };
      }),
    );
}

interface SentBlock {
  readonly text?: string;
  readonly image?: { readonly format: string; readonly source: { readonly bytes: string } };
}

/** The images of the newest request that contains a text, in order, and the texts in the places of earlier ones. */
function sentWith(text: string): readonly string[] {
  const calls = (stack.bedrock?.calls() ?? []).filter(({ operation }) => operation === 'ConverseStream');
  const bodies = calls.map(({ body }) => body as { readonly messages: readonly { readonly content: SentBlock[] }[] });
  const request = bodies.findLast(({ messages }) => messages.at(-1)?.content.some((block) => block.text === text));
  return (request?.messages ?? [])
    .flatMap(({ content }) => content)
    .flatMap(({ text: shown, image }) => {
      if (image) return `${image.format} ${image.source.bytes}`;
      return shown === SHOWN_EARLIER ? shown : [];
    });
}

const sent = ({ type, bytes }: Photo) => `${type.slice('image/'.length)} ${Buffer.from(bytes).toString('base64')}`;
const keys = (photos: readonly Photo[]) => photos.map(({ key }) => key);
const earlier = (count: number) => Array<string>(count).fill(SHOWN_EARLIER);

describe('the model of the prompt coach', () => {
  it('sees the images of a message as they were uploaded, in order, and the newest 4 of the session', async () => {
    const streamer = await createStreamer(stack, 'shower');
    const photos = photosOf(streamer);
    const first = await photos(2);
    const idea = anIdea('A sleepy orange fox', { referenceAssets: keys(first) });
    expect((await streamer.start(idea)).last?.type).toBe('complete');
    expect(sentWith(idea.description)).toEqual(first.map(sent));

    const second = (await photos(2)).toReversed();
    const say = async (text: string, shown: readonly Photo[]) => {
      const wish = aWish(text, shown.length > 0 ? { referenceAssets: keys(shown) } : {});
      expect((await streamer.say(idea.turnId, wish)).last?.type).toBe('complete');
      return sentWith(text);
    };
    expect(await say('more like these', second)).toEqual([...first, ...second].map(sent));
    expect(await say('without a hat', [])).toEqual([...first, ...second].map(sent));
    const third = await photos(1);
    expect(await say('and with this scarf', third)).toEqual([
      SHOWN_EARLIER,
      ...[...first.slice(1), ...second, ...third].map(sent),
    ]);

    await stored.remove(second[0]?.key ?? '');
    expect(await say('in the snow', [])).toEqual([
      SHOWN_EARLIER,
      ...first.slice(1).map(sent),
      SHOWN_EARLIER,
      ...[...second.slice(1), ...third].map(sent),
    ]);
  });

  it('sees an image twice when a message shows it again', async () => {
    const streamer = await createStreamer(stack, 'repeater');
    const [photo] = await photosOf(streamer)(1);
    if (!photo) throw new Error('nothing was uploaded');
    const idea = anIdea('A happy yellow fox', { referenceAssets: [photo.key] });
    expect((await streamer.start(idea)).last?.type).toBe('complete');
    const wish = aWish('this one again', { referenceAssets: [photo.key] });
    expect((await streamer.say(idea.turnId, wish)).last?.type).toBe('complete');
    expect(sentWith('this one again')).toEqual([sent(photo), sent(photo)]);
    expect(await stored.isUnreferenced(photo.key)).toBe(false);
  });
});

describe('the model of the coach creator', () => {
  /** A session of a person, and what the model was sent with each message. */
  async function createInterview(userId: string, types?: readonly ImageType[]) {
    const person = await createPerson(stack, userId, 'studio');
    const sessionId = await person.createSession();
    const photos = photosOf(await createStreamer(stack, userId), types);
    const show = async (text: string, shown: readonly Photo[]) => {
      const { last } = await person.turn(sessionId, aTurn(text, { imageS3Keys: keys(shown) }));
      expect(last?.type).toBe('complete');
      return sentWith(text);
    };
    return { photos, show };
  }

  it('sees the images of a message and the newest before it, 6 in all', async () => {
    const { photos, show } = await createInterview('asker');
    const [first, second] = [await photos(5), await photos(4)];
    expect(await show('this is my garage', first)).toEqual(first.map(sent));
    expect(await show('and this is my garden', second)).toEqual([
      ...earlier(3),
      ...[...first.slice(3), ...second].map(sent),
    ]);
  });

  it('sees 20 MB of images, and a text in the place of an older one', async () => {
    const { photos, show } = await createInterview('photographer', ['image/png', 'image/webp', 'image/gif']);
    const LARGE_BYTES = 3_900_000;
    const [first, second] = [await photos(3, LARGE_BYTES), await photos(3, LARGE_BYTES)];
    expect(await show('three photos', first)).toEqual(first.map(sent));
    expect(await show('three others', second)).toEqual([...earlier(1), ...[...first.slice(1), ...second].map(sent)]);
  });
});
