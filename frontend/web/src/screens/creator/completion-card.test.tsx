// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { coachCreator } from '#client/coaches/coach-creator';
import type { ConfigStatus } from '#contract/coach-responses';
import { CoachSessionProvider } from '#react/coach-session-provider';
import { aSession } from '../../../../testing/fake-product.ts';
import { renderPage } from '../../../../testing/render-app.ts';
import { SESSION } from '../../../../testing/turn-fixtures.ts';
import { CompletionCard } from './completion-card.tsx';

beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true }));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const statusOf = (state: ConfigStatus['state'], more: Partial<ConfigStatus> = {}): ConfigStatus => ({
  state,
  attempt: 1,
  updatedAt: '2026-11-21T10:00:00.000Z',
  pollAfterMs: state === 'queued' || state === 'building' ? 1_000 : 0,
  deadline: '2026-11-21T10:10:00.000Z',
  ...more,
});

async function open(...answers: readonly (ConfigStatus | 'down')[]) {
  const statuses = [...answers];
  const asked: string[] = [];
  const page = await renderPage(
    <CoachSessionProvider coach={coachCreator} sessionId={SESSION}>
      <CompletionCard />
    </CoachSessionProvider>,
    {
      path: '/interviews/x',
      fetch: async (input, init) => {
        asked.push(`${init?.method} ${new URL(String(input)).pathname}`);
        if (String(input).includes('from-session')) {
          return Response.json({ jobId: 'j', status: 'queued', pollAfterMs: 100 }, { status: 202 });
        }
        if (!String(input).endsWith('config-status')) return Response.json(aSession({ isComplete: true }));
        const status = statuses.length > 1 ? statuses.shift() : statuses[0];
        return status === 'down' ? new Response('', { status: 502 }) : Response.json(status);
      },
    },
  );
  return { ...page, asked };
}

const after = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

it('polls the build until it ends, at the interval that the server asks for', async () => {
  const { asked } = await open(statusOf('queued'), statusOf('building'), statusOf('ready', { coachId: 'c1' }));
  expect(await screen.findByText('Everything Vesper noted has been handed over.')).toBeDefined();

  await after(1_100);
  expect(screen.getByText(/Choosing personality/)).toBeDefined();
  await after(1_100);

  expect(screen.getByRole('heading', { name: 'Your coach is ready' })).toBeDefined();
  expect(screen.getByRole('link', { name: 'Meet your coach' }).getAttribute('href')).toBe('/coaches/c1');
  const looks = asked.filter((call) => call.endsWith('config-status')).length;
  await after(10_000);
  expect(asked.filter((call) => call.endsWith('config-status'))).toHaveLength(looks);
});

it('goes to Home after a countdown', async () => {
  const { history } = await open(statusOf('building'));
  await screen.findByText('To Home in 20 seconds');

  for (let second = 0; second < 12; second += 1) await after(1_000);
  expect(history.at(-1)).toBe('/interviews/x');
  for (let second = 0; second < 9; second += 1) await after(1_000);

  expect(history.at(-1)).toBe('/');
});

it('asks for the build again after five seconds when the server cannot be reached', async () => {
  await open('down', 'down', 'down', statusOf('ready', { coachId: 'c1' }));
  // The request is repeated twice, after one second and after two.
  await after(3_100);
  expect(screen.getByText('We can’t see the build right now; it goes on without us.')).toBeDefined();

  await after(3_000);
  expect(screen.queryByRole('link', { name: 'Meet your coach' })).toBeNull();
  await after(3_000);

  expect(screen.getByRole('link', { name: 'Meet your coach' })).toBeDefined();
});

it('cancels the countdown to Home with “Stay here”', async () => {
  const { history } = await open(statusOf('building'));

  fireEvent.click(await screen.findByRole('button', { name: 'Stay here' }));
  for (let second = 0; second <= 30; second += 1) await after(1_000);

  expect(history.at(-1)).toBe('/interviews/x');
  expect(screen.queryByText(/To Home in/)).toBeNull();
});

it('offers to build again after a retryable failure only', async () => {
  const failed = statusOf('failed', { error: { code: 'model_unavailable', retryable: true } });
  const { asked, unmount } = await open(failed, statusOf('queued'));

  fireEvent.click(await screen.findByRole('button', { name: 'Build again' }));
  expect(await screen.findByText('Everything Vesper noted has been handed over.')).toBeDefined();
  expect(asked).toContain(`POST /users/me/coaches/from-session/${SESSION}`);
  unmount();

  await open(statusOf('failed', { error: { code: 'internal', retryable: false } }));
  expect(await screen.findByText(/can’t be repeated/)).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Build again' })).toBeNull();
});
