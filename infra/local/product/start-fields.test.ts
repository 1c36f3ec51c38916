import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { imageFile } from '#testing/image-files';
import { type LocalStack, startLocalStack } from '../stack.ts';
import { anIdea, aWish, createStreamer, type Streamer } from './streamer.ts';

let stack: LocalStack;

beforeAll(async () => {
  stack = await startLocalStack({ web: false, hasSchedules: false, latency: { firstMs: 0, tokenMs: 0 } });
});
afterAll(() => stack.close());

interface Request {
  readonly system: readonly { readonly text?: string }[];
  readonly messages: readonly { readonly content: readonly { readonly text?: string; readonly image?: object }[] }[];
}

/** The request with which the model was asked to answer a message. */
function requestFor(message: string): Request | undefined {
  const calls = (stack.bedrock?.calls() ?? []).filter(({ operation }) => operation === 'ConverseStream');
  const requests = calls.map(({ body }) => body as Request);
  return requests.findLast(({ messages }) => messages.at(-1)?.content.some(({ text }) => text?.includes(message)));
}

const systemOf = (request: Request | undefined) => request?.system.map(({ text }) => text).join('\n') ?? '';

/**
 * Starts a session with these fields, and sends two messages after it.
 *
 * @returns the requests of the two later turns.
 */
async function laterRequests(streamer: Streamer, fields: object, isFailed: boolean) {
  const idea = anIdea(`idea ${crypto.randomUUID()}`, { assetType: 'twitch_panel', mood: 'chill', ...fields });
  if (isFailed) {
    const steps = [{ throw: 'validationException' }];
    stack.bedrock?.script.add([{ match: { contains: idea.description }, steps }]);
  }
  expect((await streamer.start(idea)).last?.type).toBe(isFailed ? 'error' : 'complete');
  const requests: (Request | undefined)[] = [];
  for (const message of ['with a hat', 'yes, looks good']) {
    const wish = aWish(`${message} ${crypto.randomUUID()}`);
    expect((await streamer.say(idea.turnId, wish)).last?.type).toBe('complete');
    requests.push(requestFor(wish.message));
  }
  return requests;
}

const streamerOf = (name: string) => createStreamer(stack, `${name}-${crypto.randomUUID()}`);

describe.each([
  ['is answered', false],
  ['fails', true],
])('a session whose first turn %s', (_, isFailed) => {
  it.each([
    [
      'description',
      { description: 'a fox that says hello to everyone' },
      'First idea: "a fox that says hello to everyone"',
    ],
    ['assetType', { assetType: 'tiktok_story' }, 'Asset type: tiktok_story'],
    ['mood', { mood: 'cozy' }, 'quiet warmth'],
    ['customMood', { mood: 'custom', customMood: 'like a library at night' }, 'like a library at night'],
    ['gameName', { gameName: 'Hollow Knight' }, 'Hollow Knight'],
    [
      'brandContext.colors',
      { brandContext: { colors: [{ hex: '#2BB3B1', name: 'Lagoon' }] } },
      '#2BB3B1","name":"Lagoon',
    ],
    ['brandContext.tone', { brandContext: { tone: 'dry wit' } }, 'dry wit'],
    ['brandContext.fonts.headline', { brandContext: { fonts: { headline: 'Bebas Neue' } } }, '"headline":"Bebas Neue"'],
    ['brandContext.fonts.body', { brandContext: { fonts: { body: 'Inter Tight' } } }, '"body":"Inter Tight"'],
    ['preferences.verbosity', { preferences: { verbosity: 'detailed' } }, 'up to 4 sentences'],
    ['preferences.style', { preferences: { style: 'technical' } }, 'the terms of design'],
    ['preferences.emoji', { preferences: { emoji: 'none' } }, 'no emoji'],
  ])('tells the model its start field %s in each later turn', async (name, fields, expected) => {
    const [first, second] = await laterRequests(await streamerOf(name), fields, isFailed);
    expect(systemOf(first)).toContain(expected);
    expect(systemOf(second)).toContain(expected);
  });

  it('tells the model its brand kit in each later turn, also when the kit is deleted', async () => {
    const streamer = await streamerOf('kit');
    const kits = `/users/${streamer.userId}/brand-kits`;
    const colors = [{ hex: '#FF6600', name: 'Ember' }];
    const kit = { name: 'The Den', colors, tone: 'gruff', fonts: { headline: 'Anton' } };
    const { brandKitId } = (await (await streamer.api('POST', kits, kit)).json()) as { brandKitId: string };
    const idea = anIdea('a fox with a lantern', { brandContext: { brandKitId } });
    if (isFailed)
      stack.bedrock?.script.add([{ match: { contains: 'a lantern' }, steps: [{ throw: 'validationException' }] }]);
    await streamer.start(idea);
    expect((await streamer.api('DELETE', `${kits}/${brandKitId}`)).status).toBe(204);
    const wish = aWish(`with a scarf ${crypto.randomUUID()}`);
    expect((await streamer.say(idea.turnId, wish)).last?.type).toBe('complete');
    const system = systemOf(requestFor(wish.message));
    for (const part of ['The Den', '#FF6600', 'Ember', 'gruff', 'Anton']) expect(system).toContain(part);
  });

  it('shows the model its reference images in each later turn', async () => {
    const streamer = await streamerOf('references');
    const files = [imageFile('image/png', { width: 41 }), imageFile('image/png', { width: 42 })];
    const uploads = await Promise.all(files.map((file) => streamer.upload(file)));
    const referenceAssets = uploads.map(({ key }) => key);
    const requests = await laterRequests(streamer, { referenceAssets }, isFailed);
    const wanted = files.map((file) => ({ format: 'png', source: { bytes: Buffer.from(file).toString('base64') } }));
    for (const request of requests) {
      const blocks = request?.messages.flatMap(({ content }) => content) ?? [];
      expect(blocks.flatMap(({ image }) => image ?? [])).toEqual(wanted);
    }
  });
});
