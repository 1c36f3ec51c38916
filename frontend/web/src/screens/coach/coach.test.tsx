// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import type { CoachResource } from '#contract/coach-responses';
import { coachFrom } from '../../../../testing/coach-fixture.ts';
import { renderPage } from '../../../../testing/render-app.ts';
import { Coach } from './coach.tsx';

afterEach(cleanup);

async function openPage(more: Partial<CoachResource> = {}) {
  let coach: CoachResource = { ...coachFrom('c1', '2026-11-21T10:00:00.000Z'), ...more };
  const changes: unknown[] = [];
  const page = await renderPage(<Coach coachId="c1" />, {
    fetch: async (_, init) => {
      if (init?.method === 'PUT') {
        const change = JSON.parse(String(init.body)) as Partial<CoachResource>;
        changes.push(change);
        coach = { ...coach, ...change };
      }
      return Response.json(coach);
    },
  });
  await screen.findByRole('heading', { level: 1, name: coach.coachName });
  return { ...page, changes, user: userEvent.setup() };
}

/** Each group of facts with its terms and their texts; the points of a list on lines. */
const groupsOf = (page: HTMLElement) =>
  [...page.querySelectorAll('section:has(dl)')].map((group) => [
    group.querySelector('h2')?.textContent,
    ...[...group.querySelectorAll('dl > div')].map((fact) => {
      const points = [...fact.querySelectorAll('dd li')].map(({ textContent }) => textContent);
      const text = points.length > 0 ? points.join(' | ') : fact.querySelector('dd')?.textContent;
      return `${fact.querySelector('dt')?.textContent}: ${text}`;
    }),
  ]);

describe('the facts of a coach', () => {
  it('shows how a coach is, what it does and what it may change', async () => {
    const { container } = await openPage();

    expect(groupsOf(container).filter(([title]) => title !== 'Training' && title !== 'Safety')).toEqual([
      [
        'Personality',
        'Based on: Emma, the supportive teacher',
        'With a touch of: Marcus, the technician',
        'Blend: Emma, the supportive teacher70% | Marcus, the technician30%',
        'Why: You asked for patience and for clear reasons, so a teacher leads and a technician adds detail.',
      ],
      [
        'Method',
        'Method: Progressive strength with tempo work',
        'Emphasis: Strength',
        'Periodization: Daily undulating',
        'Creativity: Medium',
        'New workouts: Yes',
        'Why: Slow lowering builds legs without deep knee bends, and dumbbells are enough for it.',
      ],
      [
        'Room to change',
        'Personality: Medium',
        'Programming: High',
        'Creative programming: Yes',
        'Safety overrides: None',
        'May change: Exercise choice | Order of the days',
      ],
    ]);
  });

  it('shows how a coach trains and what it keeps safe', async () => {
    const { container } = await openPage();

    expect(groupsOf(container).slice(3)).toEqual([
      [
        'Training',
        'Experience: Beginner',
        'Days a week: 4',
        'Session: 45 min, 10 of them warm-up',
        'Timeline: 6 months',
        'Intensity: Moderate',
        'Focus: Leg strength | Hip stability | Grip',
        'Special topics: None',
        'Equipment: Dumbbells to 20 kg | Bench | Resistance bands',
      ],
      [
        'Safety',
        'Weekly increase: At most 5%',
        'Injuries to respect: Left knee: old meniscus tear',
        'Never: Deep barbell squat | Jumping lunge',
        'Always adapted: Squats to a box above parallel',
        'Recovery: 48 hours between leg days',
        'Watched for: Knee pain above 3 of 10 ends the set',
      ],
    ]);
  });

  it.each([
    ['c1', 'Built Nov 21, 2026 · Voice: Neutral'],
    [null, 'Taken from a template Nov 21, 2026 · Voice: Neutral'],
  ])('says where a coach comes from: session %s', async (sessionId, words) => {
    await openPage({ sessionId });

    expect(screen.getByText(words)).toBeDefined();
  });
});

describe('a change of a coach', () => {
  it('renames a coach without the spaces around its name, which may have fifty characters', async () => {
    const { user, changes } = await openPage();
    await user.click(screen.getByRole('button', { name: 'Rename' }));
    const dialog = within(screen.getByRole('dialog'));
    const [field, save] = [dialog.getByRole('textbox'), dialog.getByRole('button', { name: 'Save' })];

    for (const [name, isRefused] of [
      ['  ', true],
      ['👟'.repeat(51), true],
      ['👟'.repeat(50), false],
    ] as const) {
      fireEvent.change(field, { target: { value: name } });
      expect(save, name).toHaveProperty('disabled', isRefused);
    }
    fireEvent.change(field, { target: { value: ' Rowan ' } });
    await user.click(save);

    expect(await screen.findByRole('heading', { level: 1, name: 'Rowan' })).toBeDefined();
    expect(changes).toEqual([{ coachName: 'Rowan' }]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('archives a coach and brings it back', async () => {
    const { user, changes } = await openPage();

    await user.click(screen.getByRole('button', { name: 'Archive' }));
    expect(await screen.findByText('Archived')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Bring back' }));

    await waitFor(() => expect(screen.queryByText('Archived')).toBeNull());
    expect(changes).toEqual([{ status: 'archived' }, { status: 'active' }]);
  });
});
