import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { Paragraphs } from '../paragraphs.tsx';
import { Block } from './block.tsx';
import { isPlain } from './is-plain.ts';

const PIECES = [
  ...'abcX 0129.,:;!?()"\'’“”–-+=*_`~#>|<&@[]\\/éß日%$^{}',
  ' ',
  '\n',
  '- ',
  '1. ',
  '12) ',
  '---',
  '://',
  'http',
  'https://a.b',
  'www.',
  'a.example',
  '&amp;',
  'mailto:',
  '  ',
];

const drawn = (element: Parameters<typeof renderToStaticMarkup>[0]) =>
  renderToStaticMarkup(element).replace(/^<p[^>]*>/, '<p>');

it('takes a block for plain only when Markdown would render the same words', () => {
  let plain = 0;
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 12 }), (pieces) => {
      const text = pieces.join('').trim();
      if (text === '' || !isPlain(text)) return;
      plain += 1;
      expect(drawn(<Block source={text} isGrowing={false} />)).toBe(
        drawn(<Paragraphs text={text} isGrowing={false} />),
      );
    }),
    { numRuns: 3_000 },
  );
  expect(plain).toBeGreaterThan(300);
});

it.each(['You won six of your last ten games.', 'Goals: 0.55 a game (Gold I), 1.4 yours!'])(
  'takes a plain sentence for plain: %s',
  (text) => expect(isPlain(text)).toBe(true),
);
