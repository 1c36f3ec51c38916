import type { Clock } from '#ports/clock';
import type { Users } from '#ports/sessions';
import { budgetOf } from '#services/budget';
import { json } from '../answers.ts';
import type { Route } from '../router.ts';

/** The token budget, which all coaches of a person share. */
export const budgetRoutes = (deps: { readonly users: Users; readonly clock: Clock }): readonly Route[] => [
  { method: 'GET', pattern: '/coach/budget', handle: async ({ sub }) => json(200, await budgetOf(sub, deps)) },
];
