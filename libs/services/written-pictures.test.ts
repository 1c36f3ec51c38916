import { describe, expect, it } from 'vitest';
import type { PictureStep } from '#testing/scripted-pictures';
import { createPromptWorld, generationIdOf, ME, says } from '#testing/simulation/prompt-world';
import { pictureKeys } from './picture-keys.ts';

const FOX = { description: 'A sleepy orange fox holds a teal cup with both paws.', subject: 'fox', emotion: 'sleepy' };

async function ordered(pictures: readonly PictureStep[]) {
  const world = await createPromptWorld({ answers: [says('Here.', FOX)], pictures });
  await world.start();
  await world.generate();
  return world;
}

describe('a picture with text that nobody asked for', () => {
  it('is asked for once more, with another seed and a stressed wish, and the second one is kept', async () => {
    const world = await ordered([{ draw: 'written' }, {}]);
    expect(await world.makeAll()).toBe('succeeded');
    const [first, second, ...more] = world.deps.pictures.requests;
    expect(more).toEqual([]);
    expect(second?.seed).not.toBe(first?.seed);
    expect(second?.description.startsWith(first?.description ?? '-')).toBe(true);
    expect(second?.description).toMatch(/nothing is written anywhere/i);
    expect(second?.without.length).toBeGreaterThan(first?.without.length ?? 0);
    const kept = world.deps.objects.stored.get(pictureKeys(ME, `${generationIdOf(1)}-1`).raw)?.bytes ?? Buffer.alloc(0);
    expect(await world.deps.drawing.hasLetters(kept)).toBe(false);
    expect(world.deps.telemetry.counts.get('PicturesWithText')).toBe(1);
  });

  it('is kept when the second one has text too', async () => {
    const world = await ordered([{ draw: 'written' }]);
    expect(await world.makeAll()).toBe('succeeded');
    expect(world.deps.pictures.requests).toHaveLength(2);
  });

  it.each([{ fail: 'refused' }, { fail: 'busy' }, { draw: 'hang' }] as const)(
    'is kept when the second one cannot be made: %j',
    async (step) => {
      const world = await ordered([{ draw: 'written' }, step]);
      expect(await world.finish(world.deliver())).toBe('succeeded');
      expect(world.deps.pictures.requests).toHaveLength(2);
      expect((await world.generation()).assets).toHaveLength(1);
    },
  );
});

it('draws the texts that were confirmed, and only those', async () => {
  const displayTexts = [{ text: 'GG' }];
  const world = await createPromptWorld({
    answers: [
      says('Spelled GG?', { ...FOX, displayTexts }),
      says('Good.', { displayTexts: [{ text: 'GG', spellingConfirmed: true }], readiness: 'ready' }),
    ],
  });
  await world.start({ assetType: 'thumbnail' });
  await world.say('yes, GG is right');
  await world.generate();
  expect(await world.makeAll()).toBe('succeeded');
  expect(world.deps.drawing.finished.at(-1)?.lines.map(({ line }) => line)).toEqual(['GG']);
  expect(world.deps.pictures.requests[0]?.description).not.toContain('GG');
});

it('draws no text whose spelling is open, and the order says so', async () => {
  const world = await createPromptWorld({
    answers: [says('Spelled GG?', { ...FOX, displayTexts: [{ text: 'GG', spellingConfirmed: true }] })],
  });
  await world.start({ assetType: 'thumbnail' });
  expect((await world.generate()).body.qualityWarning.message).toContain('spelling');
  await world.makeAll();
  expect(world.deps.drawing.finished.at(-1)).toBeUndefined();
});

it.each([
  ['', true],
  ['The fox on the left, close up.', false],
])('asks for room for the text, unless the person asks for a composition: %j', async (composition, isAsked) => {
  const displayTexts = [{ text: 'GG', spellingConfirmed: true }];
  const world = await createPromptWorld({
    answers: [says('Spelled GG?', { ...FOX, composition, displayTexts }), says('Good.', { displayTexts })],
  });
  await world.start({ assetType: 'thumbnail' });
  await world.say('yes');
  await world.generate();
  await world.makeAll();
  expect(world.deps.pictures.requests[0]?.description.includes('the lower left is calm')).toBe(isAsked);
});
