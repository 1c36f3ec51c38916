import { describe, expect, it } from 'vitest';
import { isClearYes } from './confirmation.ts';

describe('isClearYes', () => {
  it.each([
    'yes',
    'Yes!',
    'yep',
    'Yeah, build it',
    "That's right, go ahead.",
    'Looks good',
    'Sounds great, thank you so much',
    'perfect',
    'Correct.',
    'ok',
    'Everything is correct',
    'Yes, no changes',
    "I'm ready, can't wait",
    'Yes, all of that is right. Please build my coach.',
    '👍',
    'y',
    'All good',
    'Confirmed',
    '100 % yes',
    'Let’s go',
  ])('accepts "%s" as a clear yes', (words) => expect(isClearYes(words)).toBe(true));

  it.each([
    '',
    'no',
    'yes, but make it 4 days',
    'almost',
    'not quite right',
    'my right shoulder hurts',
    'Is that right?',
    'wait',
    'yes, 4 days',
    "that isn't correct",
    'I would change the age',
    'sure, maybe later',
    'a good morning',
    'yes, except the goal',
    'ok, also my knee hurts',
    'hmm',
    'female',
    'sure, i guess',
  ])('does not accept "%s" as a clear yes', (words) => expect(isClearYes(words)).toBe(false));
});
