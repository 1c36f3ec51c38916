// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ErrorBoundary } from './error-boundary.tsx';

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

function Page({ isBroken }: { readonly isBroken: boolean }) {
  if (isBroken) throw new TypeError('broken');
  return <p>a page</p>;
}

const at = (place: string, isBroken: boolean) => (
  <ErrorBoundary fallback={<p>something broke</p>} place={place}>
    <Page isBroken={isBroken} />
  </ErrorBoundary>
);

it('shows an error on its own page only', () => {
  const { container, rerender } = render(at('/games', true));
  expect(container.textContent).toBe('something broke');
  rerender(at('/games', false));
  expect(container.textContent).toBe('something broke');

  rerender(at('/notes', false));

  expect(container.textContent).toBe('a page');
});
