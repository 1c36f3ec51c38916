import type { Clock } from '#ports/clock';
import type { Generations } from '#ports/generations';
import type { Users } from '#ports/sessions';
import { budgetOf } from '#services/budget';
import { coachAccess } from '#services/coach-access';
import { json } from '../answers.ts';
import type { Route } from '../router.ts';

/** The token budget, which all coaches of a person share, and what the person's tier allows. */
export const budgetRoutes = (deps: {
  readonly users: Users;
  readonly generations: Generations;
  readonly clock: Clock;
}): readonly Route[] => [
  { method: 'GET', pattern: '/coach/budget', handle: async ({ sub }) => json(200, await budgetOf(sub, deps)) },
  { method: 'GET', pattern: '/coach/access', handle: async ({ sub }) => json(200, await coachAccess(sub, deps)) },
];
