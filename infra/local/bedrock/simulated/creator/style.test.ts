import { describe, expect, it } from 'vitest';
import { readStyle, STYLE_TOPIC } from './style.ts';
import { readerOf } from './topic-reader-fixtures.ts';

const { asked, unasked } = readerOf(readStyle, STYLE_TOPIC);

describe('style and motivation', () => {
  it.each([
    ['supportive', { coachingStylePreference: 'supportive' }],
    ['Direct and data driven.', { coachingStylePreference: 'Direct and data driven' }],
    ['both', { coachingStylePreference: 'balanced: supportive and direct' }],
    [
      'Be direct with me, no sugar coating. Seeing progress keeps me going.',
      { coachingStylePreference: 'direct with me, no sugar coating', motivationStyle: 'Seeing progress' },
    ],
    [
      'I prefer an encouraging, patient coach and my kids keep me going',
      { coachingStylePreference: 'encouraging, patient', motivationStyle: 'my kids' },
    ],
    ["I'm motivated by numbers", { coachingStylePreference: 'balanced', motivationStyle: 'numbers' }],
    ['tough love, hold me accountable', { coachingStylePreference: 'tough love, hold me accountable' }],
    ['not sure', { coachingStylePreference: 'balanced' }],
  ])('reads style and motivation in "%s"', (text, found) => expect(asked(text)).toEqual(found));

  it('reads the style when it was not asked for only from sentences about the coach', () => {
    expect(unasked("I'd like a patient female coach")).toEqual({ coachingStylePreference: 'patient' });
    expect(unasked('I want a direct answer')).toEqual({});
    expect(unasked('I have a patient wife')).toEqual({});
  });
});
