// @vitest-environment jsdom
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { HOSTILE_MARKDOWN } from '../../../../testing/hostile-markdown.ts';
import { Markdown } from './markdown.tsx';

const FORBIDDEN =
  'img, picture, source, video, audio, iframe, object, embed, script, style, link, meta, base, svg, math, form, input, button, textarea, select, details, marquee, template';
const LINK = /^(?:https:\/\/|mailto:)/;

/** The attributes that rendered Markdown may have. */
const ATTRIBUTES = new Set(
  'class href target rel data-side data-rank data-checked role aria-label tabindex start'.split(' '),
);

function offencesOf(text: string, isGrowing: boolean): readonly string[] {
  const page = document.createElement('template');
  page.innerHTML = renderToStaticMarkup(<Markdown text={text} isGrowing={isGrowing} />);
  return [...page.content.querySelectorAll('*')].flatMap((element) => [
    ...(element.matches(FORBIDDEN) ? [element.outerHTML] : []),
    ...element
      .getAttributeNames()
      .filter((name) => !ATTRIBUTES.has(name))
      .map((name) => `${name} of ${element.outerHTML}`),
    ...(element instanceof HTMLAnchorElement && !isGoodLink(element) ? [element.outerHTML] : []),
  ]);
}

/** Whether a link is https or mailto, opens a new window without opener or referrer, and shows its host. */
function isGoodLink(link: HTMLAnchorElement): boolean {
  const { href, host, username, target, rel, textContent } = link;
  const place = host || decodeURI(new URL(href).pathname);
  return (
    LINK.test(link.getAttribute('href') ?? '') &&
    username === '' &&
    target === '_blank' &&
    rel === 'noopener noreferrer nofollow' &&
    textContent.includes(place)
  );
}

describe('hostile Markdown', () => {
  it.each(HOSTILE_MARKDOWN)('renders hostile Markdown without script, request or foreign link: %s', (text) => {
    expect(offencesOf(text, false)).toEqual([]);
  });

  it.each(HOSTILE_MARKDOWN)('renders every beginning of hostile Markdown as harmlessly: %s', (text) => {
    const offences = Array.from(text, (_, index) => offencesOf(text.slice(0, index + 1), true));

    expect(offences.flat()).toEqual([]);
  });

  it('renders hostile Markdown harmlessly beside other hostile Markdown', () => {
    expect(offencesOf(HOSTILE_MARKDOWN.join('\n\n'), false)).toEqual([]);
    expect(offencesOf(HOSTILE_MARKDOWN.join(' '), false)).toEqual([]);
    expect(offencesOf(HOSTILE_MARKDOWN.join('\n'), true)).toEqual([]);
  });
});
