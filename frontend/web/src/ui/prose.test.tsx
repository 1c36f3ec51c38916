// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { Paragraphs } from './paragraphs.tsx';

afterEach(cleanup);

const wordsOf = (elements: Iterable<Element>) => [...elements].map(({ textContent }) => textContent);
const paragraphsOf = (text: string) =>
  wordsOf(render(<Paragraphs text={text} isGrowing={false} />).container.querySelectorAll('p'));

it('splits plain text into paragraphs at blank lines and keeps single breaks', () => {
  expect(paragraphsOf('One\ntwo\n\n\nthree\n\n')).toEqual(['One\ntwo', 'three']);
});

it('shows HTML in plain text as text', () => {
  const hostile = '<script>alert(1)</script><img src=x onerror=alert(1)>';

  expect(paragraphsOf(hostile)).toEqual([hostile]);
});

it('shows words at once, and as Markdown once the parser has loaded', async () => {
  // An earlier test file of this process may have loaded the parser.
  vi.resetModules();
  const { Prose } = await import('./prose.tsx');
  const { container, findByRole } = render(<Prose text={'Do **this**\n\n- a'} />);

  expect(wordsOf(container.querySelectorAll('p'))).toEqual(['Do **this**', '- a']);
  await findByRole('list');
  expect(container.querySelector('strong')?.textContent).toBe('this');
});
