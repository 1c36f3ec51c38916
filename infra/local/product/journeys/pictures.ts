import type { AssetList, Generation, GenerationOrdered } from '#contract/prompt-coach/responses';
import { aTurn, createPerson } from '../person.ts';
import { anIdea, aWish, createStreamer, type Streamer } from '../streamer.ts';
import { controlOf, expectThat, type Stack, until } from './local-control.ts';
import { begin, complete, HALF_AN_ANSWER, succeeds } from './turns.ts';

const WORDS = 'A bright orange fox with huge eyes laughs and throws confetti';

/** A person shows a photo to the coach creator, and another to the prompt coach. */
export async function photos(stack: Stack): Promise<void> {
  const userId = `photos-${crypto.randomUUID()}`;
  const streamer = await createStreamer(stack, userId);
  const person = await createPerson(stack, userId, 'studio');
  const sessionId = await person.createSession();
  await complete(person, sessionId, aTurn('This is my garage', { imageS3Keys: [await uploaded(streamer)] }));
  const shown = await started(streamer, { referenceAssets: [await uploaded(streamer)] });
  await answered(streamer, shown, 'More like this', { referenceAssets: [await uploaded(streamer)] });
  await succeeds(streamer.api('DELETE', streamer.sessionPath(shown)));
  await controlOf(stack).run('delete-user-data');
}

/** An image that was never uploaded is refused, by each part that reads images. */
export async function missingPhotos(stack: Stack): Promise<void> {
  const userId = `missing-${crypto.randomUUID()}`;
  const streamer = await createStreamer(stack, userId);
  const person = await createPerson(stack, userId, 'studio');
  const key = `user-uploads/${userId}/01JD0000000000000000000001.png`;
  const asked = await person.turn(await person.createSession(), aTurn('This is my garage', { imageS3Keys: [key] }));
  expectThat(asked.refusal?.status === 422, `the coach creator answered ${asked.refusal?.status}`);
  const { refusal } = await streamer.start(anIdea(WORDS, { referenceAssets: [key] }));
  expectThat(refusal?.status === 422, `the prompt coach answered ${refusal?.status}`);
  const kit = await streamer.api('POST', `/users/${userId}/brand-kits`, { name: 'Mine', logoKey: key });
  expectThat(kit.status === 422, `the brand kit was answered with ${kit.status}`);
}

/** The same start takes over a turn whose producer has died. */
export async function startTakenOver(stack: Stack): Promise<void> {
  const local = controlOf(stack);
  const streamer = await createStreamer(stack, `again-${crypto.randomUUID()}`);
  const idea = anIdea(`${WORDS} for ${streamer.userId}`);
  await local.script(streamer.userId, ...HALF_AN_ANSWER);
  const { ended: broken } = await begin(streamer, `${stack.streamUrls.promptCoach}/coach/start`, idea);
  await local.kill('stream-prompt-coach');
  await broken;
  await local.advance(13_000);
  const { last } = await streamer.start(idea);
  expectThat(last?.type === 'complete', `the start that was taken over ended with ${last?.type}`);
}

/** A brand kit with a logo, which a session uses, and its removal with the last thing that uses the logo. */
export async function brandKit(stack: Stack): Promise<void> {
  const streamer = await createStreamer(stack, `kit-${crypto.randomUUID()}`);
  const logoKey = await uploaded(streamer);
  const kits = `/users/${streamer.userId}/brand-kits`;
  const body = { name: 'Mine', colors: [{ hex: '#ff6600', name: 'ember' }], tone: 'bold', logoKey };
  const { brandKitId } = (await (await succeeds(streamer.api('POST', kits, body))).json()) as { brandKitId: string };
  await succeeds(streamer.api('PUT', `${kits}/${brandKitId}`, { ...body, name: 'Still mine' }));
  const sessionId = await started(streamer, { assetType: 'thumbnail', brandContext: { brandKitId } });
  const withLogo = await made(stack, streamer, sessionId, { includeLogo: true });
  expectThat(withLogo.assets.length === 1, 'there is no picture with the logo');
  await succeeds(streamer.api('DELETE', streamer.sessionPath(sessionId)));
  await controlOf(stack).run('delete-user-data');
  await succeeds(streamer.api('DELETE', `${kits}/${brandKitId}`));
}

/** Two people ask for the same news, and the second is answered from the cache. A third asks about an unknown game. */
export async function searches(stack: Stack): Promise<void> {
  for (const name of ['first', 'second']) {
    const streamer = await createStreamer(stack, `${name}-${crypto.randomUUID()}`);
    const news = { description: 'A card for the new season of Fortnite', assetType: 'banner' };
    const sessionId = await started(streamer, news);
    const { searchesUsed, facts } = await streamer.session(sessionId);
    expectThat(searchesUsed === 1 && facts !== undefined, 'the session has no facts');
  }
  const other = await createStreamer(stack, `third-${crypto.randomUUID()}`);
  await started(other, { description: 'A card for the new season', gameName: 'Turnip Tycoon' });
}

/** The same start, posted several times at once, is answered once. */
export async function startedAtOnce(stack: Stack): Promise<void> {
  const streamer = await createStreamer(stack, `eager-${crypto.randomUUID()}`);
  const idea = anIdea(WORDS);
  const ends = await Promise.all([1, 2, 3].map(async () => (await streamer.start(idea)).last?.type));
  expectThat(
    ends.every((type) => type === 'complete'),
    `the readers of one start saw ${ends.join()}`,
  );
}

/** Pictures with their pack, one that starts from another, the gallery, and its removal. */
export async function pictures(stack: Stack): Promise<void> {
  const local = controlOf(stack);
  const streamer = await createStreamer(stack, `drawn-${crypto.randomUUID()}`);
  const sessionId = await started(streamer);
  const { assets } = await made(stack, streamer, sessionId, { count: 2 });
  expectThat(assets.length === 2, `there are ${assets.length} pictures of 2`);
  const [first] = assets;
  await made(stack, streamer, sessionId, { basedOn: first?.assetId });
  await succeeds(fetch(first?.url ?? ''));
  const { url } = await streamer.get<{ url: string }>(`/coach/assets/${first?.assetId}/pack`);
  await succeeds(fetch(url));
  const gallery = await until('the gallery', async () => {
    const list = await streamer.get<AssetList>('/coach/assets');
    return list.assets.length === 3 && list.assets;
  });
  for (const { assetId } of gallery) await succeeds(streamer.api('DELETE', `/coach/assets/${assetId}`));
  await succeeds(streamer.api('DELETE', streamer.sessionPath(sessionId)));
  await local.run('delete-user-data');
}

/** Lambda gives a generation up whose worker dies on every attempt. The picture is given back to the month. */
export async function failedPictures(stack: Stack): Promise<void> {
  const local = controlOf(stack);
  const streamer = await createStreamer(stack, `killed-${crypto.randomUUID()}`);
  const sessionId = await started(streamer);
  await local.breakDown('bedrock', 'timeout');
  const order = await ordered(streamer, sessionId);
  const ended = await until('the end of the pictures', async () => {
    const generation = await streamer.generation(sessionId, order);
    if (generation.status === 'running') await local.kill('generate-asset');
    if (generation.status === 'queued' || generation.status === 'running') await local.advance(61_000);
    await streamer.renew();
    return generation.status === 'failed' && generation;
  });
  await local.restore();
  expectThat(ended.error?.code !== undefined, 'the generation does not say why it failed');
  await local.run('mark-failed-job');
}

/** The sweeper starts a generation whose invocation was lost, and ends one that is overdue. */
export async function lostPictures(stack: Stack): Promise<void> {
  const local = controlOf(stack);
  const streamer = await createStreamer(stack, `unsent-${crypto.randomUUID()}`);
  const sessionId = await started(streamer);
  await local.breakDown('invoke');
  const order = await ordered(streamer, sessionId);
  await local.restore();
  await local.advance(121_000);
  await local.run('cleanup-expired-sessions');
  await streamer.renew();
  await ended(stack, streamer, sessionId, order);
}

async function uploaded(streamer: Streamer): Promise<string> {
  const { key, response } = await streamer.upload();
  expectThat(response.status === 204, `an upload was answered with ${response.status}`);
  return key;
}

/** Starts a session whose draft is good enough for a picture. @returns its id. */
async function started(streamer: Streamer, fields: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const idea = anIdea(WORDS, fields);
  const { last, refusal } = await streamer.start(idea);
  expectThat(last?.type === 'complete', `a start ended with ${last?.type ?? refusal?.code}`);
  await succeeds(streamer.draft(idea.turnId, WORDS));
  return idea.turnId;
}

async function answered(
  streamer: Streamer,
  sessionId: string,
  message: string,
  fields: Readonly<Record<string, unknown>>,
) {
  const { last, refusal } = await streamer.say(sessionId, aWish(message, fields));
  expectThat(last?.type === 'complete', `"${message}" ended with ${last?.type ?? refusal?.code}`);
}

async function ordered(streamer: Streamer, sessionId: string, fields = {}): Promise<GenerationOrdered> {
  return (await succeeds(streamer.generate(sessionId, fields))).json() as Promise<GenerationOrdered>;
}

async function made(stack: Stack, streamer: Streamer, sessionId: string, fields: Readonly<Record<string, unknown>>) {
  return ended(stack, streamer, sessionId, await ordered(streamer, sessionId, fields));
}

/** Waits for the pictures of an order. @throws Error unless all are there. */
async function ended(
  stack: Stack,
  streamer: Streamer,
  sessionId: string,
  order: GenerationOrdered,
): Promise<Generation> {
  await controlOf(stack).run('generate-asset');
  const generation = await until('the pictures', async () => {
    const found = await streamer.generation(sessionId, order);
    return (found.status === 'succeeded' || found.status === 'failed') && found;
  });
  expectThat(generation.status === 'succeeded', `the pictures ended with ${generation.error?.code}`);
  return generation;
}
