// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import type { ConfigStatus } from '#contract/coach-responses';
import { coachFrom, TEMPLATES } from '../../../../testing/coach-fixture.ts';
import { aSession } from '../../../../testing/fake-product.ts';
import { renderPage } from '../../../../testing/render-app.ts';
import { Home } from './home.tsx';

afterEach(cleanup);

const AT = '2026-11-21T10:00:00.000Z';

const named = (sessionId: string, more: Parameters<typeof aSession>[0] = {}) =>
  aSession({ sessionId, title: `The ${sessionId} one`, ...more });

const statusOf = (state: ConfigStatus['state'], retryable = true): ConfigStatus => ({
  state,
  attempt: 1,
  updatedAt: AT,
  pollAfterMs: 0,
  deadline: AT,
  ...(state === 'failed' && { error: { code: 'model_unavailable' as const, retryable } }),
});

interface Things {
  readonly open?: readonly object[];
  readonly finished?: readonly object[];
  readonly coaches?: readonly object[];
  readonly builds?: Readonly<Record<string, ConfigStatus>>;
}

/** Home over an API in memory. */
async function openHome({ open = [], finished = [], coaches = [], builds = {} }: Things = {}) {
  const changes: string[] = [];
  const answer = (method: string, { pathname, searchParams }: URL): unknown => {
    const parts = pathname.split('/').slice(3);
    if (method === 'DELETE') return undefined;
    if (method === 'POST') return parts[0] === 'coaches' ? coachFrom('copy', AT) : aSession({ sessionId: 'new' });
    if (parts[2] === 'config-status') return builds[parts[1] ?? ''];
    if (parts[0] === 'coaches') return { coaches };
    if (parts[0] === 'coach-creator-sessions')
      return { sessions: searchParams.has('isComplete', 'true') ? finished : open };
    return { templates: TEMPLATES };
  };
  const page = await renderPage(<Home />, {
    fetch: async (input, init) => {
      const url = new URL(String(input));
      const method = init?.method ?? 'GET';
      if (method !== 'GET') changes.push(`${method} ${url.pathname}`);
      const value = answer(method, url);
      return value === undefined ? new Response(null, { status: 204 }) : Response.json(value);
    },
  });
  await screen.findByRole('heading', { name: 'Also here' });
  const sections = () =>
    [...page.container.querySelectorAll('section:has(h3)')].map((section) =>
      [...section.querySelectorAll('h2, h3')].map(({ textContent }) => textContent),
    );
  return { ...page, changes, sections, user: userEvent.setup() };
}

it('shows interviews that go on, coaches that are built and coaches that are ready, and nothing else', async () => {
  const ready = coachFrom('ready', AT);
  const { sections } = await openHome({
    open: [named('first'), named('expired', { status: 'expired' })],
    finished: ['queued', 'building', 'failed', 'none', 'ready'].map((sessionId) =>
      named(sessionId, { isComplete: true }),
    ),
    coaches: [ready, { ...ready, coachId: 'old', coachName: 'Old Rowan', status: 'archived' }],
    builds: {
      queued: statusOf('queued'),
      building: statusOf('building'),
      failed: statusOf('failed'),
      none: statusOf('none'),
    },
  });

  expect(sections()).toEqual([
    ['Interviews in progress', 'The first one'],
    ['Being built', 'The queued one', 'The building one', 'The failed one'],
    ['Ready to train', 'Steady Rowan'],
    ['Also here', 'Game coach', 'Prompt coach'],
  ]);
  expect(screen.getByText('1 archived coach')).toBeDefined();
});

it('welcomes a person who has nothing yet, and opens their first interview', async () => {
  const { sections, user, changes, history } = await openHome();
  expect(sections()).toEqual([['Also here', 'Game coach', 'Prompt coach']]);

  await user.click(screen.getByRole('button', { name: 'Start the interview' }));

  await waitFor(() => expect(history.at(-1)).toBe('/interviews/new'));
  expect(changes).toEqual(['POST /users/me/coach-creator-sessions']);
});

it('deletes the interview whose button was pressed', async () => {
  const { user, changes } = await openHome({ open: [named('first'), named('second')] });

  await user.click(screen.getByRole('button', { name: 'Delete The second one' }));
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Delete' }));

  await waitFor(() => expect(changes).toEqual(['DELETE /users/me/coach-creator-sessions/second']));
});

it('builds a coach again after a failure that another build may mend', async () => {
  const { user, changes } = await openHome({
    finished: ['again', 'never'].map((sessionId) => named(sessionId, { isComplete: true })),
    builds: { again: statusOf('failed'), never: statusOf('failed', false) },
  });
  expect(screen.getByText('What you told Vesper is kept, but this build can’t be repeated.')).toBeDefined();

  await user.click(screen.getByRole('button', { name: 'Build again' }));

  await waitFor(() => expect(changes).toEqual(['POST /users/me/coaches/from-session/again']));
});

it('takes a ready-made coach and opens it', async () => {
  const { user, changes, history } = await openHome();
  const list = screen.getByText('Or take a ready-made coach').closest('details') ?? document.createElement('details');
  list.open = true;

  const template = await screen.findByRole('button', { name: 'Take this coach: Serious athlete' });
  expect(template.closest('li')?.textContent).toContain('Advanced · 6 days a week · 90 minutes');
  await user.click(template);

  await waitFor(() => expect(history.at(-1)).toBe('/coaches/copy'));
  expect(changes).toEqual(['POST /users/me/coaches/from-template/serious-athlete']);
});
