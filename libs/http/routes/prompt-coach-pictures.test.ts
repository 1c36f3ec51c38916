import { describe, expect, it } from 'vitest';
import { createPromptWorld, generationIdOf, ME, says, turnIdOf } from '#testing/simulation/prompt-world';

const FOX = { description: 'A sleepy orange fox holds a teal cup with both paws.', subject: 'fox', emotion: 'sleepy' };
const [FIRST, SECOND] = [`${generationIdOf(1)}-1`, `${generationIdOf(1)}-2`];
const STRANGER = 'stranger';

async function made(assetType: string, count = 2) {
  const world = await createPromptWorld({
    answers: [says('Here.', { ...FOX, composition: 'centred', style: 'comic' })],
  });
  await world.start({ assetType });
  await world.generate({ count });
  expect(await world.makeAll()).toBe('succeeded');
  const pack = (assetId = FIRST, sub = ME) => world.api('GET', `/coach/assets/${assetId}/pack`, undefined, sub);
  const gallery = async (sub = ME) => (await world.api('GET', '/coach/assets', undefined, sub)).body.assets;
  return { ...world, pack, gallery };
}

it('shows how far an order is, with its pictures as they are ready', async () => {
  const world = await createPromptWorld({ answers: [says('Here.', FOX)], pictures: [{ waitMs: 2_000 }] });
  await world.start();
  await world.generate({ count: 2 });
  expect(await world.generation()).toMatchObject({ status: 'queued', progress: 0, assets: [], pollAfterMs: 1_000 });
  const working = world.deliver();
  await world.clock.advance(3_000);
  const half = await world.generation();
  expect(half).toMatchObject({ status: 'running', progress: 0.5 });
  expect(half.assets.map(({ assetId }) => assetId)).toEqual([FIRST]);
  await world.finish(working);
  const done = await world.generation();
  expect([done.status, done.progress, done.pollAfterMs, done.assets.length]).toEqual(['succeeded', 1, undefined, 2]);
  expect((await world.session()).generations).toMatchObject([
    { jobId: generationIdOf(1), status: 'succeeded', count: 2 },
  ]);
});

it('answers 404 for an order of another session, of another person, and an unknown one', async () => {
  const world = await made('thumbnail');
  await world.start();
  const statusOf = async (sessionId: string, id: string, sub = ME) =>
    (await world.api('GET', `/coach/sessions/${sessionId}/generations/${id}`, undefined, sub)).status;
  expect(await statusOf(turnIdOf(1), generationIdOf(1))).toBe(200);
  expect(await statusOf(turnIdOf(2), generationIdOf(1))).toBe(404);
  expect(await statusOf(turnIdOf(1), generationIdOf(9))).toBe(404);
  expect(await statusOf(turnIdOf(1), generationIdOf(1), STRANGER)).toBe(404);
});

describe('a picture', () => {
  it('is shown with its size, its words and a file that can be opened for 15 minutes', async () => {
    const world = await made('youtube_thumbnail', 1);
    const { body } = await world.api('GET', `/coach/sessions/${turnIdOf(1)}/assets`);
    expect(body.assets).toMatchObject([
      {
        assetId: FIRST,
        sessionId: turnIdOf(1),
        assetType: 'youtube_thumbnail',
        width: 1_280,
        height: 720,
        description: FOX.description,
      },
    ]);
    const [{ url }] = body.assets;
    const file = world.deps.objects.download(url);
    expect([file.status, file.contentType]).toEqual([200, 'image/png']);
    expect(world.deps.drawing.sizeOf(file.bytes)).toEqual({ width: 1_280, height: 720 });
    expect(file.disposition).toContain('youtube_thumbnail');
    await world.clock.advance(15 * 60_000 + 1_000);
    expect(world.deps.objects.download(url).status).toBe(403);
  });

  it('is listed over all sessions, newest first, and for its owner only', async () => {
    const world = await made('thumbnail', 1);
    await world.clock.advance(1_000);
    await world.start();
    await world.generate({ generationId: generationIdOf(2) }, turnIdOf(2));
    await world.makeAll(generationIdOf(2));
    expect((await world.gallery()).map(({ assetId }: { assetId: string }) => assetId)).toEqual([
      `${generationIdOf(2)}-1`,
      FIRST,
    ]);
    expect(await world.gallery(STRANGER)).toEqual([]);
    const page = (await world.api('GET', '/coach/assets')).body;
    expect(page.nextCursor).toBeUndefined();
  });

  it('is removed with its three files, and leaves the others', async () => {
    const world = await made('twitch_emote');
    expect(world.deps.objects.stored.size).toBe(6);
    expect((await world.api('DELETE', `/coach/assets/${FIRST}`, undefined, STRANGER)).status).toBe(404);
    expect((await world.api('DELETE', `/coach/assets/${FIRST}`)).status).toBe(204);
    expect([...world.deps.objects.stored.keys()].some((key) => key.includes(FIRST))).toBe(false);
    expect(world.deps.objects.stored.size).toBe(3);
    expect((await world.gallery()).map(({ assetId }: { assetId: string }) => assetId)).toEqual([SECOND]);
    expect((await world.generation()).assets).toHaveLength(1);
    expect((await world.api('DELETE', `/coach/assets/${FIRST}`)).status).toBe(404);
  });

  it('stays when its session is deleted', async () => {
    const world = await made('thumbnail');
    await world.api('DELETE', `/coach/sessions/${turnIdOf(1)}`);
    expect(await world.gallery()).toHaveLength(2);
  });
});

describe('a pack', () => {
  it.each([
    ['twitch_emote', ['emote-28.png', 'emote-56.png', 'emote-112.png']],
    ['twitch_badge', ['badge-18.png', 'badge-36.png', 'badge-72.png']],
  ])('is a zip with the sizes of the platform for a %s', async (assetType, names) => {
    const world = await made(assetType, 1);
    const { status, body } = await world.pack();
    expect(status).toBe(200);
    expect(Date.parse(body.expiresAt)).toBeGreaterThan(world.clock.now());
    const { bytes, contentType } = world.deps.objects.download(body.url);
    expect(contentType).toBe('application/zip');
    for (const name of names) expect(Buffer.from(bytes).includes(name)).toBe(true);
  });

  it.each(['thumbnail', 'overlay', 'twitch_panel', 'instagram_story'])('does not exist for a %s', async (assetType) => {
    const world = await made(assetType, 1);
    expect((await world.pack()).status).toBe(404);
    expect([...world.deps.objects.stored.keys()].filter((key) => key.endsWith('.zip'))).toEqual([]);
  });

  it("is not found for another person's picture and an unknown one", async () => {
    const world = await made('twitch_emote', 1);
    expect((await world.pack(FIRST, STRANGER)).status).toBe(404);
    expect((await world.pack(SECOND)).status).toBe(404);
  });
});
