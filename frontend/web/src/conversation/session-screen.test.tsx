// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { type ComponentType, Fragment, type ReactNode } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { coachCreator } from '#client/coaches/coach-creator';
import { CoachSessionProvider } from '#react/coach-session-provider';
import { aSession, createFakeProduct, problemResponse } from '../../../testing/fake-product.ts';
import { renderPage } from '../../../testing/render-app.ts';
import { SESSION } from '../../../testing/turn-fixtures.ts';
import { FrameContext, type FrameLook } from '../app/frame-context.ts';
import { Star } from '../ui/star.tsx';
import { SessionScreen, type SessionScreenProps } from './session-screen.tsx';

afterEach(cleanup);

const persona = { name: 'Kit', title: 'Talk', field: 'Text', placeholder: '', maxCharacters: 10, Avatar: Star };

function open(
  fetch: typeof globalThis.fetch,
  slots: Partial<SessionScreenProps> = {},
  Around: ComponentType<{ children: ReactNode }> | typeof Fragment = Fragment,
) {
  const home = { href: '/kit', label: 'Back to Kit' };
  const page = (
    <SessionScreen persona={persona} pageTitle="Talk" home={home} missing="No such talk" title="Kit" {...slots} />
  );
  return renderPage(
    <Around>
      <CoachSessionProvider coach={coachCreator} sessionId={SESSION}>
        {page}
      </CoachSessionProvider>
    </Around>,
    { fetch },
  );
}

it('leads back to the coach when the session does not exist', async () => {
  await open(() => Promise.resolve(problemResponse('not_found')));

  expect(await screen.findByRole('heading', { name: 'No such talk' })).toBeDefined();
  expect(screen.getByRole('link', { name: 'Back to Kit' }).getAttribute('href')).toBe('/kit');
});

it('leads back to the coach when the session was deleted since, and keeps the text', async () => {
  const product = createFakeProduct(aSession());
  await open(product.fetch);
  const field = await screen.findByRole('textbox', { name: 'Text' });
  product.refuseNext('not_found');

  await userEvent.setup().type(field, 'Hi{Enter}');

  const link = within(await screen.findByRole('alert')).getByRole('link', { name: 'Back to Kit' });
  expect(link.getAttribute('href')).toBe('/kit');
  expect(field).toHaveProperty('value', 'Hi');
});

it('reads the session again after it could not be reached', async () => {
  const product = createFakeProduct(aSession());
  let isDown = true;
  await open((input, init) => (isDown ? Promise.reject(new TypeError('down')) : product.fetch(input, init)));
  const again = await screen.findByRole('button', { name: 'Try again' });
  isDown = false;

  await userEvent.setup().click(again);

  expect(await screen.findByRole('textbox', { name: 'Text' })).toBeDefined();
});

it('shows its title, the opening only until there is a message, and the end always', async () => {
  const slots = { opening: <p>Begin here</p>, end: <p>Or press this</p> };
  const { unmount } = await open(createFakeProduct(aSession({ messages: [] })).fetch, slots);
  expect(await screen.findByText('Begin here')).toBeDefined();
  expect(document.title).toBe('Talk · Coachstream');
  expect(screen.getByText('Or press this')).toBeDefined();
  unmount();

  await open(createFakeProduct(aSession()).fetch, slots);

  expect(await screen.findByText('Welcome. What brings you here?')).toBeDefined();
  expect(screen.queryByText('Begin here')).toBeNull();
  expect(screen.getByText('Or press this')).toBeDefined();
});

it('shows what replaces the composer', async () => {
  await open(createFakeProduct(aSession()).fetch, { instead: <p>It is over</p> });

  expect(await screen.findByText('It is over')).toBeDefined();
  expect(screen.queryByRole('textbox')).toBeNull();
});

it('opens the pane in a sheet', async () => {
  await open(createFakeProduct(aSession()).fetch, {
    pane: { size: 'topics', title: 'Topics', button: '3 topics', content: <p>One, two, three</p> },
  });

  await userEvent.setup().click(await screen.findByRole('button', { name: '3 topics' }));

  expect(screen.getByRole('dialog', { name: 'Topics' }).textContent).toContain('One, two, three');
});

it.each([
  ['topics', 'session'],
  ['bench', 'wide-session'],
] as const)('changes the frame for a pane of the size of %s', async (size, look) => {
  const setLook = vi.fn<(look?: FrameLook) => void>();
  const frame = ({ children }: { readonly children: ReactNode }) => (
    <FrameContext value={setLook}>{children}</FrameContext>
  );
  const pane = { size, title: 'Pane', button: 'Open', content: null };
  const { unmount } = await open(createFakeProduct(aSession()).fetch, { pane }, frame);

  expect(setLook.mock.calls).toEqual([[look]]);
  unmount();

  expect(setLook).toHaveBeenLastCalledWith(undefined);
});
