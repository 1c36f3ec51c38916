import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aPage } from '#testing/duckduckgo-page';
import { isWithoutResults, readPage } from './read-page.ts';

const link = (title: string, href = 'https://a.example/') =>
  `<a rel="nofollow" class="result__a" href="${href}">${title}</a>`;
const read = (html: string) => readPage(html, 3);

describe('the page of DuckDuckGo', () => {
  it('gives title, snippet and target of its results, without advertisements', () => {
    expect(read(aPage())).toEqual([
      {
        title: 'Fortnite Chapter 8 Season 1: all new places & skins',
        snippet: 'The new season of Fortnite opens the "Neon Harbour"; its colours are teal & orange.',
        url: 'https://news.example/fortnite?chapter=8&season=1',
      },
      { title: 'Season dates', snippet: '', url: 'https://dates.example/fortnite' },
      { title: 'Patch notes', snippet: 'What has changed…', url: 'http://patch.example/' },
    ]);
  });

  it('gives no more results than asked for', () => {
    expect(readPage(aPage(), 1)).toHaveLength(1);
  });

  it('gives results of which the end is missing', () => {
    expect(read(`${link('One')}<a class="result__snippet">Cut <b>off`)).toEqual([
      { title: 'One', snippet: 'Cut', url: 'https://a.example/' },
    ]);
  });

  it.each([
    ['javascript:alert(1)'],
    ['//duckduckgo.com/l/?uddg=javascript%3Aalert(1)'],
    ['//duckduckgo.com/l/?uddg='],
    ['//duckduckgo.com/l/?x=https%3A%2F%2Fa.example'],
    ['//duckduckgo.com/y.js?uddg=https%3A%2F%2Fad.example'],
    ['https://links.duckduckgo.com/y.js?ad_domain=ad.example'],
    ['/settings'],
    ['https://'],
    [''],
  ])('gives no result for the address %s', (href) => {
    expect(read(link('Title', href))).toEqual([]);
  });

  it('decodes entities once, and leaves unknown ones as they are', () => {
    const title = '&lt;b&gt; &amp;lt; &#39;&#x27;&apos;&quot; &nope; &#1114112; &#xD800; a&nbsp;b &amp';
    expect(read(link(title))[0]?.title).toBe("<b> &lt; '''\" &nope; &#1114112; \ufffd a b &amp");
  });

  it('cuts long texts in code points', () => {
    const [result] = read(`${link('🦊'.repeat(500))}<td class="x result__snippet">${'🦊'.repeat(900)}</td>`);
    expect([[...(result?.title ?? '')].length, [...(result?.snippet ?? '')].length]).toEqual([100, 200]);
  });

  it('is told from one that has no results and says so', () => {
    expect(isWithoutResults('<div class="no-results">No results.</div>')).toBe(true);
    expect(isWithoutResults('<form id="challenge-form"></form>')).toBe(false);
  });

  it('never breaks the reader, whatever stands there', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '<',
        '>',
        '"',
        '<a class="result__a" href="',
        'https://a.example',
        '">',
        '</a>',
        '&#',
        ';',
        '<!--',
      ),
      fc.constantFrom('<a class="result__snippet">', '//duckduckgo.com/l/?uddg=', '%', '%E0%A4', '&amp;'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        for (const { title, snippet, url } of read(pieces.join(''))) {
          expect(title).not.toBe('');
          expect([...title].length).toBeLessThanOrEqual(100);
          expect([...snippet].length).toBeLessThanOrEqual(200);
          expect(url).toMatch(/^https?:\/\//);
        }
      }),
      { numRuns: 200 },
    );
  });

  it.each(['<', '<a class="', '<a class="result__a" href="x">&#', '</a>', '<a ', `<a${' class="'.repeat(200)}>`])(
    'is read in a time that grows with its length alone, when it repeats %s',
    (piece) => {
      const html = piece.repeat(Math.ceil(256_000 / piece.length));
      const startedAt = performance.now();
      read(html);
      expect(performance.now() - startedAt).toBeLessThan(5_000);
    },
  );
});
