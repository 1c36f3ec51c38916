import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Block } from './block.tsx';
import { cutBlocks } from './cut-blocks.ts';

const textsOf = (text: string) => cutBlocks(text).map((block) => block.text);

/** White space before a tag is not visible. */
const drawn = (source: string) =>
  renderToStaticMarkup(<Block source={source} isGrowing={false} />).replaceAll(/\s+</g, '<');

const LINES = [
  '',
  '',
  '',
  'words',
  '- item',
  '* item',
  '1. one',
  '2. two',
  '10) ten',
  '  more',
  '   more',
  '\tmore',
  '  - within',
  '   1. within',
  '```',
  '```js',
  '  ```',
  '   ```',
  '~~~',
  '> quote',
  '> - item',
  '# Heading',
  '| a | b |',
  '|---|--:|',
  '***',
  '- - -',
  '---',
  '<div>',
  '[a]: https://example.com',
  '[^1]: note',
  '2',
];

describe('cutting a text into blocks', () => {
  it('cuts a text at blank lines and keeps where each block begins', () => {
    expect(cutBlocks('\n\nOne\ntwo\n\n\nthree  \n')).toEqual([
      { at: 2, text: 'One\ntwo' },
      { at: 12, text: 'three' },
    ]);
  });

  it.each([
    ['a fence with blank lines', '```js\na\n\nb\n```'],
    ['a fence that is open', '~~~\na\n\n```\n\nb'],
    ['a list with blank lines', '1. one\n\n2. two\n\n   more of it\n\n   ```\n   code\n\n   code\n   ```\n\n3. three'],
    ['a list whose next number is on its way', '1. one\n\n2'],
    ['a table', '| a | b |\n|---|---|\n| 1 | 2 |'],
  ])('keeps %s in one block', (_, text) => {
    expect(textsOf(`before\n\n${text}`)).toEqual(['before', text]);
  });

  it('cuts a text before and after a fence, with or without blank lines', () => {
    expect(textsOf('words\n```\na\n```\nwords')).toEqual(['words', '```\na\n```', 'words']);
  });

  it('reads a number inside a paragraph as a list only when it is 1', () => {
    expect(textsOf('words\n2. two\n   ```\n```')).toEqual(['words\n2. two', '   ```\n```']);
    expect(textsOf('words\n1. one\n   ```\n   ```')).toEqual(['words\n1. one\n   ```\n   ```']);
  });

  it('renders blocks one by one as the whole text is rendered', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...LINES), { maxLength: 10 }), (lines) => {
        const text = lines.join('\n');
        expect(textsOf(text).map(drawn).join('')).toBe(drawn(text));
      }),
      { numRuns: 500 },
    );
  });
});
