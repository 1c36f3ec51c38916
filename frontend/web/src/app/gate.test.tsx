// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { createWebConnectivity } from '#react/web-ports';
import { renderPage } from '../../../testing/render-app.ts';
import { configFor } from '../../../testing/turn-fixtures.ts';
import { Gate } from './gate.tsx';

afterEach(() => {
  cleanup();
  window.sessionStorage.clear();
});

const open = (search: string, stage = 'dev') =>
  renderPage(
    <Gate
      config={{ ...configFor('http://api', ''), stage }}
      connectivity={createWebConnectivity()}
      authDeps={{
        loadOidc: () => Promise.reject(new TypeError('Failed to fetch')),
        storage: window.sessionStorage,
        location: { search, pathname: '/' } as Location,
      }}
    />,
    { fetch: () => Promise.reject(new Error('nothing is requested here')) },
  );

it('says on the sign-in page that a sign-in has failed', async () => {
  await open('?error=access_denied&state=s');

  expect((await screen.findByRole('alert')).textContent).toBe('Signing in did not work. Please try again.');
  expect(screen.getByRole('button', { name: 'Sign in' })).toBeDefined();
});

it.each([
  ['local', 1],
  ['dev', 0],
])('names the demo accounts on the sign-in page of the local stack only: %s', async (stage, count) => {
  await open('', stage);

  await screen.findByRole('button', { name: 'Sign in' });
  expect(screen.queryAllByText(/take a demo account/)).toHaveLength(count);
  expect(screen.queryByRole('alert')).toBeNull();
});
