// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { Paragraphs } from './paragraphs.tsx';
import { Prose } from './prose.tsx';

afterEach(cleanup);

const wordsOf = (elements: Iterable<Element>) => [...elements].map(({ textContent }) => textContent);
const paragraphsOf = (text: string) =>
  wordsOf(render(<Paragraphs text={text} isGrowing={false} />).container.querySelectorAll('p'));

it('makes paragraphs of blank lines, and keeps single breaks', () => {
  expect(paragraphsOf('One\ntwo\n\n\nthree\n\n')).toEqual(['One\ntwo', 'three']);
});

it('shows markup as the text that it is', () => {
  const hostile = '<script>alert(1)</script><img src=x onerror=alert(1)>';

  expect(paragraphsOf(hostile)).toEqual([hostile]);
});

it('shows words at once, and their Markdown as soon as it can be read', async () => {
  const { container, findByRole } = render(<Prose text={'Do **this**\n\n- a'} />);

  expect(wordsOf(container.querySelectorAll('p'))).toEqual(['Do **this**', '- a']);
  await findByRole('list');
  expect(container.querySelector('strong')?.textContent).toBe('this');
});
