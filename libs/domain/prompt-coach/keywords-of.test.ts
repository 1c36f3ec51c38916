import { expect, it } from 'vitest';
import { EMPTY_INTENT, type Intent } from '#contract/prompt-coach/intent';
import { keywordsOf } from './keywords-of.ts';

it.each<[Partial<Intent>, string[]]>([
  [
    { subject: 'An old-school Fox of the north', elements: ['a glowing hat', 'FOX'], style: 'pixel art' },
    ['old-school', 'fox', 'north', 'glowing', 'hat', 'pixel', 'art'],
  ],
  [{ subject: 'der Fuchs mit einem großen Hut', style: 'wie ein Ölbild' }, ['fuchs', 'großen', 'hut', 'ölbild']],
  [{ subject: '赤い狐が踊る', elements: ['лиса и луна'] }, ['赤い', '狐', '踊る', 'лиса', 'и', 'луна']],
  [{ subject: 'fox’s hat', elements: ['no text', 'not too dark'] }, ['fox', 'hat']],
  [{ description: 'a wolf', action: 'runs', emotion: 'joy', composition: 'centered' }, []],
  [{ subject: '  ', elements: ['', '🦊'] }, []],
])('takes the content words of subject, elements and style from %j', (changes, keywords) => {
  expect(keywordsOf({ ...EMPTY_INTENT, ...changes })).toEqual(keywords);
});

it('takes at most 10', () => {
  const elements = Array.from({ length: 12 }, (_, n) => `thing${n}`);
  expect(keywordsOf({ ...EMPTY_INTENT, elements })).toEqual(elements.slice(0, 10));
});
