import { expect, it } from 'vitest';
import { createPromptWorld, says, turnIdOf } from '#testing/simulation/prompt-world';

const FOX = {
  description: 'A sleepy orange fox holds a teal cup with both paws, eyes closed, about to smile.',
  subject: 'fox',
  action: 'holding a cup',
  emotion: 'sleepy',
  elements: ['cup'],
  style: 'flat vector',
  readiness: 'needs_confirmation',
  confidence: 0.8,
};
const SESSION = turnIdOf(1);

it('leads from rough words to an intent that is ready', async () => {
  const ready = { ...FOX, readiness: 'ready', confidence: 0.95 };
  const world = await createPromptWorld({ answers: [says('Who greets?', FOX), says('It is ready.', ready)] });
  const first = await world.start();
  expect(first.events.map(({ type }) => type)).toEqual(['start', 'chunk', 'complete']);
  expect(first.events[0]).toMatchObject({ sessionId: SESSION, turnsUsed: 1, turnsRemaining: 9 });
  expect(first.last).toMatchObject({ draftVersion: 1, readiness: 'needs_confirmation', confidence: 0.8 });
  const second = await world.say('Looks good.');
  expect(second.events.map(({ type }) => type)).toEqual(['start', 'chunk', 'intent_ready', 'complete']);
  expect(second.events.at(-2)).toEqual({
    type: 'intent_ready',
    isReady: true,
    confidence: 0.95,
    refinedDescription: FOX.description,
    turn: 2,
  });
  expect(second.last).toMatchObject({ readiness: 'ready', draftVersion: 1, validation: { generationReady: true } });
  expect(await world.session()).toMatchObject({
    sessionId: SESSION,
    status: 'active',
    assetType: 'twitch_emote',
    turnsUsed: 2,
    turnsRemaining: 8,
    readiness: 'ready',
    intent: { subject: 'fox' },
    drafts: [{ version: 1, refinementRequest: 'a fox that says hello', description: FOX.description }],
  });
});

it('keeps everything of the start request for later turns, also after a first answer that failed', async () => {
  const world = await createPromptWorld({ answers: [[{ fail: 'refused' }], says('Hello.')] });
  const kit = {
    name: 'My channel',
    colors: [{ hex: '#2BB3B1', name: 'Teal' }],
    tone: 'dry',
    fonts: { headline: 'Bebas' },
  };
  const { body: created } = await world.api('POST', `/users/me/brand-kits`, kit);
  const brandContext = { brandKitId: created.brandKitId, tone: 'warm' };
  const fields = {
    mood: 'custom',
    customMood: 'like a library',
    gameId: 'hk',
    gameName: 'Hollow Knight',
    preferences: { verbosity: 'concise', style: 'technical', emoji: 'none' },
  };
  const first = await world.start({ ...fields, brandContext });
  expect(first.last).toMatchObject({ type: 'error', code: 'model_refused' });
  await world.api('DELETE', `/users/me/brand-kits/${created.brandKitId}`);
  const second = await world.say('with a cup');
  expect(second.last?.type).toBe('complete');
  const prompt = world.asked().at(-1)?.systemDynamic;
  for (const part of [
    'twitch_emote',
    'like a library',
    'Hollow Knight',
    'My channel',
    'Teal',
    '#2BB3B1',
    'warm',
    'Bebas',
  ]) {
    expect(prompt).toContain(part);
  }
  for (const part of ['a fox that says hello', 'one short sentence', 'terms of design', 'no emoji']) {
    expect(prompt).toContain(part);
  }
  expect(await world.session()).toMatchObject({
    ...fields,
    brand: { brandKitId: created.brandKitId, kitName: 'My channel', tone: 'warm', fonts: { headline: 'Bebas' } },
    turnsUsed: 1,
  });
});

it('refuses a start with a brand kit that does not exist, and stores nothing', async () => {
  const world = await createPromptWorld();
  const refused = await world.start({ brandContext: { brandKitId: '01JD0000000000000000000001' } });
  expect(refused).toMatchObject({
    status: 422,
    problem: { code: 'validation_failed', details: { fields: [{ path: 'brandContext.brandKitId' }] } },
  });
  expect((await world.api('GET', '/coach/sessions')).body.sessions).toEqual([]);
});

it('stores a draft for each changed description, with what has changed', async () => {
  const cat = {
    description: 'A sleepy orange cat holds a teal cup with both paws.',
    subject: 'cat',
    elements: ['moon'],
  };
  const world = await createPromptWorld({ answers: [says('1', FOX), says('2', { style: 'ink' }), says('3', cat)] });
  await world.start();
  await world.say('in ink');
  expect((await world.say('a cat, please')).last).toMatchObject({ draftVersion: 2, readiness: 'needs_confirmation' });
  const { drafts } = await world.session();
  expect(drafts.map(({ version }) => version)).toEqual([1, 2]);
  expect(drafts[1]).toMatchObject({ refinementRequest: 'a cat, please', description: cat.description });
  expect(drafts[1]?.changesMade).toEqual(expect.arrayContaining(['added: moon', 'added: cat', 'removed: fox']));
});

it('withdraws a ready intent in the page and the API when the description changes', async () => {
  const ready = { ...FOX, readiness: 'ready' };
  const changed = { description: `${FOX.description} With steam.` };
  const world = await createPromptWorld({ answers: [says('1', FOX), says('2', ready), says('3', changed)] });
  await world.start();
  await world.say('yes');
  const third = await world.say('with steam');
  expect(third.last).toMatchObject({ readiness: 'needs_confirmation', intent: { readiness: 'needs_confirmation' } });
  expect(third.events.filter(({ type }) => type === 'intent_ready')).toEqual([]);
  expect((await world.session()).readiness).toBe('needs_confirmation');
});

it('keeps no draft of a stopped turn', async () => {
  const world = await createPromptWorld({ answers: [says('1', FOX), [{ text: 'Well' }, { hang: true }]] });
  await world.start();
  const turnId = turnIdOf(2);
  const speaking = world.listen(`/coach/sessions/${SESSION}/messages`, { turnId, message: 'a cat' });
  const stopping = world.clock
    .advance(1_000)
    .then(() => world.api('POST', `/coach/sessions/${SESSION}/turns/${turnId}/abort`));
  expect((await stopping).body).toMatchObject({ status: 'aborted', text: 'Well' });
  expect((await speaking).last).toMatchObject({ type: 'aborted', aiResponse: 'Well' });
  expect(await world.session()).toMatchObject({ turnsUsed: 2, intent: { subject: 'fox' }, drafts: [{ version: 1 }] });
});

it('refuses a turn after the tenth, and a person may still edit, end and generate', async () => {
  const world = await createPromptWorld({ answers: [says('Fine.', FOX)] });
  await world.start();
  for (let turn = 2; turn <= 10; turn += 1) expect((await world.say(`turn ${turn}`)).last?.type).toBe('complete');
  expect(await world.say('one more')).toMatchObject({
    status: 422,
    problem: { code: 'turn_limit_reached', details: { limit: 'turns' } },
  });
  const path = `/coach/sessions/${SESSION}`;
  const edit = { draftId: turnIdOf(900), baseVersion: 1, description: 'A red fox with a cup in both paws.' };
  expect((await world.api('POST', `${path}/drafts`, edit)).status).toBe(201);
  expect((await world.api('POST', `${path}/generate`, { generationId: turnIdOf(901) })).status).toBe(202);
  expect((await world.api('POST', `${path}/end`)).status).toBe(200);
});

it('refuses a message once the answers have used up their texts', async () => {
  const world = await createPromptWorld({ answers: [says('x'.repeat(5_997)), says('yyy'), says('z')] });
  await world.start();
  expect((await world.say('go on')).last?.type).toBe('complete');
  expect(await world.session()).toMatchObject({ textTokensOut: 2_000, textTokensIn: 9 });
  expect(await world.say('and now')).toMatchObject({
    status: 422,
    problem: { code: 'turn_limit_reached', details: { limit: 'textTokensOut' } },
  });
});

it('refuses a message with which the texts of the person would be too long, also when turns were stopped', async () => {
  const world = await createPromptWorld({ answers: [[{ hang: true }]], tier: 'studio' });
  const long = 'ü'.repeat(500);
  const stopped = async (path: string, body: object) => {
    const turnId = String((body as { turnId: string }).turnId);
    const speaking = world.listen(path, body);
    await world.clock.advance(600);
    await world.api('POST', `/coach/sessions/${SESSION}/turns/${turnId}/abort`);
    return speaking;
  };
  await stopped('/coach/start', { turnId: SESSION, assetType: 'banner', description: long });
  for (let turn = 2; turn <= 30; turn += 1) {
    const heard = await stopped(`/coach/sessions/${SESSION}/messages`, { turnId: turnIdOf(turn), message: long });
    expect([turn, heard.last?.type, heard.problem]).toEqual([turn, 'aborted', undefined]);
  }
  expect(await world.session()).toMatchObject({ textTokensIn: 5_000, turnsUsed: 0 });
  const refused = await world.listen(`/coach/sessions/${SESSION}/messages`, { turnId: turnIdOf(31), message: 'a' });
  expect(refused).toMatchObject({
    status: 422,
    problem: { code: 'turn_limit_reached', details: { limit: 'textTokensIn' } },
  });
});

it('opens one session for a free person, and returns the trial when its model fails before any output', async () => {
  const world = await createPromptWorld({ tier: 'free', answers: [[{ fail: 'refused' }], says('Hello.')] });
  expect((await world.start()).last).toMatchObject({ type: 'error' });
  expect((await world.deps.users.get('me')).trialClaim).toBeUndefined();
  const second = await world.say('again');
  expect(second.events.map(({ type }) => type)).toEqual(['start', 'trial_started', 'chunk', 'complete']);
  expect(await world.start()).toMatchObject({ status: 403, problem: { code: 'trial_used' } });
  expect((await world.say('goes on')).last?.type).toBe('complete');
});

it('opens one session when 200 starts arrive at once on one trial', async () => {
  const world = await createPromptWorld({ tier: 'free' });
  await world.deps.users.get('me');
  const starts = Array.from({ length: 200 }, () => world.start());
  const heard = await Promise.all(starts);
  expect(heard.filter(({ last }) => last?.type === 'complete')).toHaveLength(1);
  expect((await world.api('GET', '/coach/sessions')).body.sessions).toHaveLength(1);
});
