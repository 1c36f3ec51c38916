import { expect, it } from 'vitest';
import { isClearYes } from '#domain/coach-creator/confirmation';
import { agrees } from './agreement.ts';

const WORDS = [
  ...['yes', 'Yes, build it!', 'looks good', "that's right", 'perfect', 'ok', 'sure, i guess', 'no', 'yes but 4 days'],
  ...[
    'wait',
    'almost',
    'Is that right?',
    'no changes',
    'great',
    'all good',
    'y',
    '👍',
    'add rowing, then go ahead',
    '',
  ],
  ...['yes, everything is correct', "let's go", 'go for it', 'not yet', 'ok, also my knee hurts', 'of course'],
];

it.each(WORDS)('agrees with the product on whether "%s" is a clear yes', (words) =>
  expect(agrees(words)).toBe(isClearYes(words)),
);
