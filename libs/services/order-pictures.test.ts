import { describe, expect, it } from 'vitest';
import { createPromptWorld, generationIdOf, ME, says, turnIdOf } from '#testing/simulation/prompt-world';
import { makePictures } from './make-pictures.ts';

const FOX = { description: 'A sleepy orange fox holds a teal cup with both paws.', subject: 'fox', emotion: 'sleepy' };
const OTHER = 'another';

async function begun(options: Parameters<typeof createPromptWorld>[0] = {}, start: object = {}) {
  const world = await createPromptWorld({ answers: [says('Here.', FOX)], ...options });
  await world.start(start);
  return { ...world, used: () => world.deps.generations.used(ME, '2026-11') };
}

describe('an order under an id that is taken', () => {
  it('is the same order, whatever has become of it, and takes nothing more', async () => {
    const world = await begun();
    const first = await world.generate({ count: 2 });
    expect(first).toMatchObject({ status: 202, body: { jobId: generationIdOf(1), status: 'queued', count: 2 } });
    expect(await world.generate({ count: 2 })).toEqual(first);
    await world.makeAll();
    expect(await world.generate({ count: 2 })).toMatchObject({ status: 202, body: { status: 'succeeded' } });
    expect([await world.used(), world.started.length, world.deps.pictures.requests.length]).toEqual([2, 1, 2]);
  });

  it('is ordered once when it arrives many times at once', async () => {
    const world = await begun();
    const all = await world.passing(Promise.all([1, 2, 3, 4].map(() => world.generate({ count: 2 }))));
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([202]));
    await world.finish(Promise.all(world.started.map(() => world.deliver())));
    expect([await world.used(), world.deps.pictures.requests.length]).toEqual([2, 2]);
  });

  it('is one of two orders with other bodies that arrive at once', async () => {
    const world = await begun();
    const all = await world.passing(Promise.all([1, 3].map((count) => world.generate({ count }))));
    expect(all.map(({ status }) => status).sort()).toEqual([202, 422]);
    expect(await world.used()).toBe(all[0]?.status === 202 ? 1 : 3);
  });

  it.each([{ count: 3 }, { draftVersion: 1 }])('is refused with another body: %j', async (change) => {
    const world = await begun();
    await world.generate();
    expect(await world.generate(change)).toMatchObject({ status: 422, body: { error: { code: 'turn_mismatch' } } });
    expect(await world.used()).toBe(1);
  });

  it('is refused in another session', async () => {
    const world = await begun();
    await world.generate();
    await world.start();
    expect(await world.generate({}, turnIdOf(2))).toMatchObject({
      status: 422,
      body: { error: { code: 'turn_mismatch' } },
    });
  });
});

describe('a second order in a session', () => {
  it('is refused with the id of the running one, and accepted after it', async () => {
    const world = await begun();
    await world.generate();
    const second = { generationId: generationIdOf(2) };
    expect(await world.generate(second)).toMatchObject({
      status: 409,
      body: { error: { code: 'generation_in_progress', details: { generationId: generationIdOf(1) } } },
    });
    expect(await world.used()).toBe(1);
    await world.makeAll();
    expect((await world.generate(second)).status).toBe(202);
  });

  it('ends one whose worker left no trace until its deadline', async () => {
    const world = await begun();
    await world.generate({ count: 3 });
    await world.clock.advance(15 * 60_000);
    expect((await world.generate({ generationId: generationIdOf(2) })).status).toBe(202);
    expect(await world.generation()).toMatchObject({ status: 'failed', error: { code: 'deadline_exceeded' } });
    expect(await world.used()).toBe(1);
  });
});

describe('the pictures of a month', () => {
  it('are taken all or none', async () => {
    const world = await begun({ tier: 'free' });
    await world.generate({ count: 2 });
    await world.makeAll();
    const next = (count: number) => world.generate({ generationId: generationIdOf(2), count });
    expect(await next(2)).toMatchObject({
      status: 402,
      body: { error: { code: 'generations_exhausted', details: { limit: 3 } } },
    });
    expect(await world.used()).toBe(2);
    expect((await next(1)).status).toBe(202);
    expect(await world.used()).toBe(3);
  });
});

describe('an order that cannot be made', () => {
  const refused = async (world: Awaited<ReturnType<typeof begun>>, body: object = {}) => {
    const { status, body: answer } = await world.generate(body);
    expect([status, answer.error.code, await world.used()]).toEqual([422, 'validation_failed', 0]);
    expect(world.started).toEqual([]);
    return answer.error.details;
  };

  it('because its draft has errors names the issues', async () => {
    const world = await begun({ answers: [says('Here.', { ...FOX, description: 'a fox' })] });
    expect((await refused(world)).issues[0]).toMatchObject({ code: 'prompt_too_short', severity: 'error' });
  });

  it('because there is no such draft names the field', async () => {
    expect((await refused(await begun(), { draftVersion: 7 })).fields[0].path).toBe('draftVersion');
    expect((await refused(await begun({ answers: [says('What?')] }))).fields[0].path).toBe('draftVersion');
  });

  it("because the picture to start from is another person's names the field", async () => {
    const world = await begun();
    await world.setTier(OTHER, 'pro');
    world.script.at = 0;
    await world.start({}, OTHER);
    await world.generate({}, turnIdOf(2), OTHER);
    await world.finish(makePictures({ sub: OTHER, generationId: generationIdOf(1) }, world.deps));
    world.started.length = 0;
    const details = await refused(world, { generationId: generationIdOf(2), basedOn: `${generationIdOf(1)}-1` });
    expect(details.fields[0].path).toBe('basedOn');
  });

  it('because the brand has no uploaded logo names the field', async () => {
    const world = await begun({}, { brandContext: { logoUrl: 'https://example.org/logo.png' } });
    expect((await refused(world, { includeLogo: true })).fields[0].path).toBe('includeLogo');
  });
});

describe('an order that is accepted with a warning', () => {
  it('names at most three warnings', async () => {
    const description =
      'A minimalist detailed dark bright realistic cartoon vintage modern calm chaotic fox with text.';
    const world = await begun({ answers: [says('Here.', { ...FOX, description })] });
    const { status, body } = await world.generate();
    expect([status, body.qualityWarning.issues.length]).toEqual([202, 3]);
    expect(body.qualityWarning.issues.every(({ severity }: { severity: string }) => severity === 'warning')).toBe(true);
  });

  it('has none when nothing is wrong', async () => {
    expect((await (await begun()).generate()).body).not.toHaveProperty('qualityWarning');
  });

  it.each([
    [true, 1],
    [false, 0],
  ])(
    'starts from a picture where the model can (%s), and says so where it cannot',
    async (startsFromPictures, given) => {
      const world = await begun({ startsFromPictures });
      await world.generate();
      await world.makeAll();
      const next = { generationId: generationIdOf(2), basedOn: `${generationIdOf(1)}-1` };
      const { body } = await world.generate(next);
      expect(body.qualityWarning === undefined).toBe(startsFromPictures);
      await world.makeAll(generationIdOf(2));
      expect(world.deps.pictures.requests.filter(({ basedOn }) => basedOn)).toHaveLength(given);
      expect(await world.generation(generationIdOf(2))).toMatchObject({ basedOn: next.basedOn });
    },
  );
});

it('is accepted in an ended session, and refused in an expired one and for another person', async () => {
  const world = await begun();
  await world.api('POST', `/coach/sessions/${turnIdOf(1)}/end`);
  expect((await world.generate({}, turnIdOf(1), OTHER)).status).toBe(404);
  expect((await world.generate()).status).toBe(202);
  const late = await begun();
  await late.clock.advance(31 * 60_000);
  expect((await late.generate()).status).toBe(410);
  expect(await late.used()).toBe(0);
});
