import { describe, expect, it } from 'vitest';
import { markAll, normalise, oneLine, saysAny } from './words.ts';

describe('the comparison of texts', () => {
  it.each([
    ['Überkopf–Press', 'uberkopf . press'],
    ['dеadlift', 'deadlift'],
    ['don’t ‘jump’', "don't jump"],
    ['push-ups', 'push ups'],
    ['run -- then rest', 'run . then rest'],
    ['run  -  rest', 'run . rest'],
    ['Stop! Why? Rest;', 'stop . why . rest .'],
    ['**bold** ~x~ `y`', 'bold x y'],
    ['Avoid:\n- squats\n12) lunges\n* dips', 'avoid:, squats, lunges, dips'],
    ['Avoid\n   heavy squats', 'avoid heavy squats'],
    ['Rest.\nThen run', 'rest. . then run'],
    ['a   (b)   c', 'a b c'],
    ["'quoted' it's", "quoted it's"],
    ['  ', ''],
  ])('normalises %j to %j', (text, plain) => {
    expect(normalise(text)).toBe(plain);
  });

  it.each([
    ['pull-up', 'three pullups', true],
    ['pull-up', 'three pull ups', true],
    ['pull-up', 'pulls ups', true],
    ['pull-up', 'pulls a rope up', false],
    ['squat', 'squatting', true],
    ['squat', 'squatted', true],
    ['squat', 'squats', true],
    ['squat', 'asquat', false],
    ['squat', 'squatter', false],
    ['lunge', 'lunging', true],
    ['lunge', 'lunged', true],
    ['lunge', 'lung', false],
    ['box jump', 'boxes jump', false],
    ['box jump', 'boxs jumping', true],
    ['run', 'running', true],
  ])('finds “%s” in “%s”: %s', (phrase, text, isSaid) => {
    expect(saysAny(text, [phrase])).toBe(isSaid);
    expect(saysAny(text, ['something else', phrase])).toBe(isSaid);
    expect(saysAny(text, ['something else'])).toBe(false);
  });

  it('replaces every phrase by a mark, the longest first', () => {
    expect(markAll('front squats and squats, squats', ['squat', 'front squat'], '#')).toBe('# and #, #');
  });

  it('puts a text on one line without control characters', () => {
    expect(oneLine(' a\n\u0000 b\u200b\ud800c ')).toBe('a b \ufffdc');
  });
});
