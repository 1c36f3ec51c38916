import { expect, it } from 'vitest';
import { createPromptWorld, ME, type PromptWorld, says, turnIdOf } from '#testing/simulation/prompt-world';

const SESSION = turnIdOf(1);
const PATH = `/coach/sessions/${SESSION}`;
const FOX = { description: 'A sleepy orange fox holds a teal cup with both paws.', subject: 'fox', emotion: 'sleepy' };
const MINUTE = 60_000;

async function createSession(options: Parameters<typeof createPromptWorld>[0] = {}): Promise<PromptWorld> {
  const world = await createPromptWorld({ answers: [says('Fine.', FOX)], ...options });
  await world.start();
  return world;
}

const edit = (more: object = {}) => ({
  draftId: turnIdOf(500),
  baseVersion: 1,
  description: 'A red fox  holds\na cup.',
  ...more,
});

it('stores the own edit of a person as a new draft, without a model and without a turn', async () => {
  const world = await createSession({ answers: [says('1', FOX), says('2', { readiness: 'ready' })] });
  await world.say('yes');
  const { status, body } = await world.api('POST', `${PATH}/drafts`, edit());
  expect(status).toBe(201);
  expect(body).toMatchObject({ version: 2, description: 'A red fox holds a cup.', refinementRequest: '' });
  expect(body.validation).toMatchObject({ generationReady: true });
  expect(body.changesMade).toContain('added: red');
  const session = await world.session();
  expect(session).toMatchObject({
    turnsUsed: 2,
    readiness: 'needs_confirmation',
    intent: { description: 'A red fox holds a cup.', subject: 'fox' },
  });
  expect(session.drafts).toHaveLength(2);
  expect(world.asked()).toHaveLength(2);
});

it('answers the same edit again with the same draft, and another one under its id with an error', async () => {
  const world = await createSession();
  const first = await world.api('POST', `${PATH}/drafts`, edit());
  expect(await world.api('POST', `${PATH}/drafts`, edit())).toEqual(first);
  expect((await world.session()).drafts).toHaveLength(2);
  const other = await world.api('POST', `${PATH}/drafts`, edit({ description: 'A cat holds a cup.' }));
  expect(other).toMatchObject({ status: 422, body: { error: { code: 'turn_mismatch' } } });
});

it('refuses an edit that is based on an older draft', async () => {
  const world = await createSession();
  await world.api('POST', `${PATH}/drafts`, edit());
  const late = await world.api('POST', `${PATH}/drafts`, edit({ draftId: turnIdOf(501) }));
  expect(late).toMatchObject({ status: 409, body: { error: { code: 'predecessor_mismatch' } } });
});

it('accepts one of two edits at once', async () => {
  const world = await createSession();
  const both = await Promise.all(
    [turnIdOf(501), turnIdOf(502)].map((draftId) => world.api('POST', `${PATH}/drafts`, edit({ draftId }))),
  );
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect((await world.session()).drafts).toHaveLength(2);
});

it('refuses an edit while a turn runs, with the id of the turn', async () => {
  const world = await createSession({ answers: [says('1', FOX), [{ text: 'Well' }, { hang: true }]] });
  const turnId = turnIdOf(2);
  const speaking = world.listen(`${PATH}/messages`, { turnId, message: 'a cat' });
  await world.clock.advance(500);
  expect(await world.api('POST', `${PATH}/drafts`, edit())).toMatchObject({
    status: 409,
    body: { error: { code: 'turn_in_progress', details: { turnId } } },
  });
  await world.api('POST', `${PATH}/turns/${turnId}/abort`);
  await speaking;
  expect((await world.api('POST', `${PATH}/drafts`, edit())).status).toBe(201);
});

it.each([
  ['a blank description', { description: ' \u200b ' }, 'description'],
  ['a placeholder', { description: 'custom mood, custom mood' }, 'description'],
  ['a description over 600 characters', { description: 'x'.repeat(601) }, 'description'],
  ['an id that is no UUID', { draftId: 'one' }, 'draftId'],
  ['an unknown field', { readiness: 'ready' }, 'readiness'],
])('refuses an edit with %s', async (_, more, path) => {
  const world = await createSession();
  expect(await world.api('POST', `${PATH}/drafts`, edit(more))).toMatchObject({
    status: 422,
    body: { error: { code: 'validation_failed', details: { fields: [{ path }] } } },
  });
  expect((await world.session()).drafts).toHaveLength(1);
});

it('refuses the draft after the fiftieth', async () => {
  const world = await createSession();
  for (let version = 1; version < 50; version += 1) {
    if (version % 20 === 0) await world.clock.advance(MINUTE);
    const next = edit({ draftId: turnIdOf(500 + version), baseVersion: version, description: `A red fox ${version}.` });
    expect((await world.api('POST', `${PATH}/drafts`, next)).status).toBe(201);
  }
  const refused = await world.api('POST', `${PATH}/drafts`, edit({ draftId: turnIdOf(600), baseVersion: 50 }));
  expect(refused).toMatchObject({
    status: 422,
    body: { error: { code: 'validation_failed', details: { limit: 'drafts' } } },
  });
});

it('ends by itself after 30 minutes without a turn, and answers its owner 410 from then on', async () => {
  const world = await createSession();
  await world.clock.advance(29 * MINUTE);
  expect((await world.say('still here')).last?.type).toBe('complete');
  await world.clock.advance(30 * MINUTE + 1_000);
  expect(await world.session()).toMatchObject({ status: 'expired', turnsUsed: 2 });
  const writes = [
    world.say('too late'),
    world.api('POST', `${PATH}/drafts`, edit()),
    world.api('POST', `${PATH}/extend`),
    world.api('POST', `${PATH}/end`),
    world.api('POST', `${PATH}/generate`, { generationId: turnIdOf(700) }),
  ];
  for (const write of await Promise.all(writes)) expect(write.status).toBe(410);
  expect((await world.api('PUT', PATH, { title: 'Mine', pinned: true })).body).toMatchObject({
    title: 'Mine',
    pinned: true,
  });
  expect((await world.api('GET', PATH, undefined, 'another')).status).toBe(404);
  expect((await world.api('POST', `${PATH}/extend`, undefined, 'another')).status).toBe(404);
});

it('is extended without a turn, and never beyond 24 hours after its start', async () => {
  const world = await createSession();
  const startedAt = world.clock.now();
  for (let minutes = 20; minutes < 24 * 60; minutes += 20) {
    await world.clock.advance(20 * MINUTE);
    expect((await world.api('POST', `${PATH}/extend`)).status).toBe(200);
  }
  const { body } = await world.api('POST', `${PATH}/extend`);
  expect(Date.parse(body.expiresAt) - startedAt).toBeLessThanOrEqual(24 * 60 * MINUTE);
  expect(Date.parse(body.serverTime)).toBeCloseTo(world.clock.now(), -4);
  await world.clock.advance(21 * MINUTE);
  expect((await world.session()).status).toBe('expired');
  expect((await world.session()).turnsUsed).toBe(1);
});

it('ends with the intent, the keywords and the sums of the session, again with the same', async () => {
  const intent = { ...FOX, elements: ['teal cup', 'steam'], style: 'flat vector', confidence: 0.8 };
  const world = await createSession({ answers: [says('Fine.', intent)] });
  const ended = await world.api('POST', `${PATH}/end`);
  expect(ended).toMatchObject({
    status: 200,
    body: {
      refinedIntent: { subject: 'fox' },
      suggestedAssetType: 'twitch_emote',
      keywords: ['fox', 'teal', 'cup', 'steam', 'flat', 'vector'],
      confidence: 0.8,
      metadata: { turnsUsed: 1, draftVersions: 1, searchesUsed: 0, tokensIn: 100, tokensOut: 20 },
    },
  });
  await world.clock.advance(MINUTE);
  expect(await world.api('POST', `${PATH}/end`)).toEqual(ended);
  expect(await world.session()).toMatchObject({ status: 'ended', expiresAt: null, turnsRemaining: null });
  expect(await world.say('more')).toMatchObject({ status: 409, problem: { code: 'session_ended' } });
  expect((await world.api('POST', `${PATH}/extend`)).body).toMatchObject({ error: { code: 'session_ended' } });
  expect((await world.api('POST', `${PATH}/drafts`, edit())).body).toMatchObject({ error: { code: 'session_ended' } });
});

it('stops a running turn when the session is ended', async () => {
  const world = await createSession({ answers: [says('1', FOX), [{ text: 'Well' }, { hang: true }]] });
  const speaking = world.listen(`${PATH}/messages`, { turnId: turnIdOf(2), message: 'a cat' });
  await world.clock.advance(500);
  expect((await world.api('POST', `${PATH}/end`)).status).toBe(200);
  expect((await speaking).last).toMatchObject({ type: 'aborted', aiResponse: 'Well' });
  expect((await world.session()).status).toBe('ended');
});

it('lists sessions by last activity, with what is seen of each', async () => {
  const world = await createSession();
  await world.clock.advance(MINUTE);
  await world.start({ description: 'a banner of a knight', assetType: 'banner', mood: 'chill' });
  const { body } = await world.api('GET', '/coach/sessions');
  expect(body.sessions).toMatchObject([
    { sessionId: turnIdOf(2), assetType: 'banner', mood: 'chill', status: 'active', turnsUsed: 1, assetCount: 0 },
    { sessionId: SESSION, assetType: 'twitch_emote', description: FOX.description, pinned: false },
  ]);
  await world.clock.advance(MINUTE);
  await world.say('again');
  expect((await world.api('GET', '/coach/sessions')).body.sessions[0].sessionId).toBe(SESSION);
});

it('finds sessions by words of their titles and texts, without case and accents', async () => {
  const world = await createSession();
  await world.start({ description: 'ein Drache über dem Schloß', assetType: 'banner' });
  await world.say('mit Feuerwerk am Himmel', turnIdOf(2));
  const found = async (q: string) => {
    const { body } = await world.api('GET', '/coach/sessions', undefined, ME, { q });
    return body.sessions.map(({ sessionId }: { sessionId: string }) => sessionId);
  };
  expect(await found('FOX hello')).toEqual([SESSION]);
  expect(await found('uber feuer')).toEqual([turnIdOf(2)]);
  expect(await found('fine')).toEqual([turnIdOf(2), SESSION]);
  expect(await found('fox drache')).toEqual([]);
  expect(await world.api('GET', '/coach/sessions', undefined, ME, { q: ' ' })).toMatchObject({ status: 422 });
});

it('shows the messages with what the answer used', async () => {
  const world = await createSession();
  const { body } = await world.api('GET', `${PATH}/messages`);
  expect(body.messages).toMatchObject([
    { role: 'user', content: 'a fox that says hello', turnId: SESSION, groundingUsed: false, tokensIn: 0 },
    {
      role: 'assistant',
      content: 'Fine.',
      turnStatus: 'completed',
      groundingUsed: false,
      tokensIn: 100,
      tokensOut: 20,
    },
  ]);
});

it('removes a session for every reader, and its items by a job', async () => {
  const world = await createSession();
  expect((await world.api('DELETE', PATH)).status).toBe(204);
  expect((await world.api('GET', PATH)).status).toBe(404);
  expect((await world.api('GET', '/coach/sessions')).body.sessions).toEqual([]);
  expect(world.started.map(({ job }) => job)).toEqual(['delete-user-data']);
});

it('keeps a title that the person gave when a later turn ends', async () => {
  const world = await createSession();
  expect((await world.session()).title).toBe('a fox that says hello');
  await world.api('PUT', PATH, { title: 'Morning fox' });
  await world.say('go on');
  expect((await world.session()).title).toBe('Morning fox');
  expect((await world.api('PUT', PATH, {})).status).toBe(422);
  expect((await world.api('PUT', `/coach/sessions/${turnIdOf(77)}`, { title: 'x' })).status).toBe(404);
  expect((await world.api('GET', '/coach/sessions', undefined, ME)).body.sessions[0].title).toBe('Morning fox');
});
