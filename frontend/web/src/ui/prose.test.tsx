// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { Prose } from './prose.tsx';

afterEach(cleanup);

const paragraphsOf = (text: string) =>
  [...render(<Prose text={text} />).container.querySelectorAll('p')].map(({ textContent }) => textContent);

it('makes paragraphs of blank lines, and keeps single breaks', () => {
  expect(paragraphsOf('One\ntwo\n\n\nthree\n\n')).toEqual(['One\ntwo', 'three']);
});

it('shows markup as the text that it is', () => {
  const hostile = '<script>alert(1)</script><img src=x onerror=alert(1)>';

  expect(paragraphsOf(hostile)).toEqual([hostile]);
});
