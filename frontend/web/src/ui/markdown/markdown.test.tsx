// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react';
import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { cpuMsOf } from '#testing/cpu-time';
import { MARKDOWN_ANSWER } from '../../../../testing/markdown-answer.ts';
import { Block, type BlockProps } from './block.tsx';
import { cutBlocks } from './cut-blocks.ts';
import { Markdown } from './markdown.tsx';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  read.length = 0;
});

/** Every block that was parsed, in order. */
const read: string[] = [];

function Counting(block: BlockProps) {
  read.push(block.source);
  return <Block {...block} />;
}

function Breaking(block: BlockProps) {
  if (block.source === 'b') throw new RangeError('too deep');
  return <Block {...block} />;
}

const HEADING_LINES = [
  '# a',
  '## b',
  '### c',
  '##### d',
  ' ## e',
  '',
  '',
  'words',
  '- item',
  '  # f',
  '> ## g',
  '```',
  '~~~',
  '  ```',
];

const draw = (text: string, isGrowing = false) =>
  render(<Markdown text={text} isGrowing={isGrowing} Reader={Block} />).container;
const htmlOf = (text: string) => draw(text).innerHTML.replaceAll('\n', '');
const words = (elements: Iterable<Element>) => [...elements].map(({ textContent }) => textContent);

describe('Markdown', () => {
  it('renders headings, lists, tables, code and quotes of an answer', () => {
    const page = draw(MARKDOWN_ANSWER);

    expect(words(page.querySelectorAll('h3, h4'))).toEqual(['This week', 'Where you stand']);
    expect(page.querySelectorAll('ol > li')).toHaveLength(3);
    expect(page.querySelectorAll('ol > li > ul > li')).toHaveLength(2);
    expect(words(page.querySelectorAll('tbody tr:first-child td'))).toEqual(['Goals a game', '1.4', '0.55', '+0.85']);
    expect(page.querySelector('pre')?.textContent).toContain('AirRollLeft = L1\n');
    expect(words(page.querySelectorAll('p code'))).toEqual(['air roll left']);
    expect(page.querySelector('blockquote')?.textContent).toContain('You need to be earlier.');
    expect(words(page.querySelectorAll('strong'))).toContain('six of ten');
  });

  it('renders headings below those of the page without skipping a level', () => {
    const levels = (text: string, base = 3) =>
      [
        ...render(<Markdown text={text} isGrowing={false} base={base} Reader={Block} />).container.querySelectorAll(
          'h1, h2, h3, h4, h5, h6',
        ),
      ].map(({ tagName }) => tagName);

    expect(levels('# a\n## b\n### c\n#### d\n##### e\n###### f')).toEqual(['H3', 'H4', 'H5', 'H6', 'H6', 'H6']);
    expect(levels('### a\n\nwords\n\n# b\n\n### c\n\n###### d\n\n## e', 2)).toEqual(['H2', 'H2', 'H3', 'H4', 'H3']);
    expect(levels('- # a\n- b\n\n> ## c\n\n## d')).toEqual(['H3']);
  });

  it('skips no heading level in any text', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...HEADING_LINES), { maxLength: 14 }), (lines) => {
        const html = renderToStaticMarkup(
          <Markdown text={lines.join('\n')} isGrowing={false} base={2} Reader={Block} />,
        );
        let last = 1;
        for (const [, level] of html.matchAll(/<h([1-6])/g)) {
          expect(Number(level)).toBeGreaterThanOrEqual(2);
          expect(Number(level)).toBeLessThanOrEqual(last + 1);
          last = Number(level);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('renders a task list with a box for each task', () => {
    const page = draw('- [x] a\n- [ ] b\n  - [x] c\n- d');

    expect(words(page.querySelectorAll('li')).map((text) => text.replaceAll(/\s+/g, ' ').trim())).toEqual([
      'a',
      'b c',
      'c',
      'd',
    ]);
    expect([...page.querySelectorAll('[role="img"]')].map((box) => box.getAttribute('aria-label'))).toHaveLength(3);
    expect(page.querySelectorAll('[data-checked="true"]')).toHaveLength(2);
    expect(page.querySelector('input')).toBeNull();
  });

  it('keeps single line breaks and br tags', () => {
    expect(htmlOf('one\ntwo<br>three<BR/>four')).toBe('<p>one<br>two<br>three<br>four</p>');
  });

  it.each([
    ['HTML', '<div class="x">\n**a** <b onclick="x()">b</b>', '<div class="x">a <b onclick="x()">b</b>'],
    ['stars between numbers', '3*10 and 4*8', '3*10 and 4*8'],
    ['single tildes', '20~25 and 30~35', '20~25 and 30~35'],
    ['references and notes', 'a [b][c] d[^1]\n\n[c]: e\n\n[^1]: f', 'a [b][c] d[^1][c]: e[^1]: f'],
    ['what stands for an image', '![a chart](https://example.com/x.png) here', 'a chart here'],
    ['words over dashes', 'a\n---', 'a'],
  ])('keeps the words of %s', (_, text, shown) => {
    expect(draw(text).textContent.replaceAll('\n', '')).toBe(shown);
    expect(draw(text).querySelector('em, del, h3')).toBeNull();
  });

  it('aligns table columns without a style attribute', () => {
    const page = draw('| a | b |\n|---|--:|\n| 1 | 2 |');

    expect(page.querySelectorAll('[data-side="right"]')).toHaveLength(2);
    expect(page.querySelector('[style]')).toBeNull();
  });

  it.each([
    ['[words](https://www.example.com/a/b)', 'words (www.example.com)', 'https://www.example.com/a/b'],
    ['[https://example.com](https://example.org)', 'https://example.com (example.org)', 'https://example.org/'],
    ['https://example.com/a', 'https://example.com/a', 'https://example.com/a'],
    ['https://ехample.com', 'https://ехample.com (xn--ample-ywe6i.com)', 'https://xn--ample-ywe6i.com/'],
    ['a@example.com', 'a@example.com', 'mailto:a@example.com'],
    ['[write](mailto:a@example.com)', 'write (a@example.com)', 'mailto:a@example.com'],
  ])('shows where a link leads: %s', (text, shown, href) => {
    const link = draw(text).querySelector('a');

    expect(link?.textContent).toBe(shown);
    expect(link?.getAttribute('href')).toBe(href);
    expect(link?.rel).toBe('noopener noreferrer nofollow');
    expect(link?.target).toBe('_blank');
  });

  it.each(['[a](http://example.com)', '[a](/own)', '[a](own)', '[a](#own)', '[a](//example.com)', '[a](tel:1)'])(
    'shows the words alone where a link is not allowed: %s',
    (text) => {
      expect(htmlOf(text)).toBe('<p><span>a</span></p>');
    },
  );
});

describe('Markdown that grows', () => {
  it('closes open Markdown while a text grows and marks its last word', () => {
    expect(draw('Do **thr', true).querySelector('strong')?.textContent).toBe('thr');
    expect(draw('see [this](https://exa', true).textContent).toBe('see this');
    expect(draw('- a\n  - b `c`', true).querySelector('ul ul > li')?.lastElementChild?.tagName).toBe('SPAN');
    expect(draw('```\ncode\n', true).querySelector('pre > code')?.lastElementChild?.tagName).toBe('SPAN');
    expect(draw('done').querySelector('span')).toBeNull();
  });

  it('parses a block again only while it is the last', () => {
    const drawn = (end: number) => (
      <Markdown text={MARKDOWN_ANSWER.slice(0, end)} isGrowing={end < MARKDOWN_ANSWER.length} Reader={Counting} />
    );
    const page = render(drawn(1));
    let commits = 1;
    for (let end = 10; end < MARKDOWN_ANSWER.length; end += 10) {
      page.rerender(drawn(end));
      commits += 1;
    }
    page.rerender(drawn(MARKDOWN_ANSWER.length));

    const finished = cutBlocks(MARKDOWN_ANSWER).map(({ text }) => text);
    for (const text of finished) expect(read.filter((source) => source === text).length).toBeLessThanOrEqual(2);
    expect(read.length).toBeLessThanOrEqual(commits + finished.length + 1);
    expect(page.container.innerHTML).toBe(draw(MARKDOWN_ANSWER).innerHTML);
  });

  it('keeps the blocks of a growing text once they are finished', () => {
    const finished = cutBlocks(MARKDOWN_ANSWER);
    for (let end = 1; end < MARKDOWN_ANSWER.length; end += 1) {
      const before = cutBlocks(MARKDOWN_ANSWER.slice(0, end)).slice(0, -1);
      expect(finished.slice(0, before.length)).toEqual(before);
    }
  });

  it('parses a growing text in linear time', () => {
    const charactersRead = (paragraphs: number) => {
      read.length = 0;
      const text = 'You won **six** of ten, and you score 1.4 goals a game.\n\n'.repeat(paragraphs);
      const page = render(<Markdown text="" isGrowing Reader={Counting} />);
      for (let end = 5; end <= text.length; end += 5) {
        page.rerender(<Markdown text={text.slice(0, end)} isGrowing Reader={Counting} />);
      }
      return read.join('').length;
    };

    expect(charactersRead(80) / charactersRead(20)).toBeLessThan(4.2);
  });
});

describe('Markdown that can’t be read', () => {
  it.each([
    ['thousands of quotes within each other', '>'.repeat(5_000)],
    ['thousands of lists within each other', '1. '.repeat(5_000)],
    ['a block without an end', 'a**b'.repeat(5_000)],
  ])('shows a block as text that cannot be parsed in time: %s', (_, text) => {
    let page: HTMLElement = document.createElement('div');
    const spentMs = cpuMsOf(() => {
      page = draw(`before\n\n${text}\n\n*after*`);
    });

    expect(page.querySelectorAll('p')[1]?.textContent).toBe(text.trim());
    expect(page.querySelector('em')?.textContent).toBe('after');
    expect(spentMs).toBeLessThan(2_000);
  });

  it('shows a block as text when its parser throws, and the others as Markdown', () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);

    expect(
      words(render(<Markdown text={'a\n\nb\n\nc'} isGrowing={false} Reader={Breaking} />).container.children),
    ).toEqual(['a', 'b', 'c']);
  });
});
