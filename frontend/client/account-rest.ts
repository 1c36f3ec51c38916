import { CoachAccess } from '#contract/access-responses';
import { Budget } from '#contract/budget-responses';
import type { CoachClient } from './create-coach-client.ts';
import { createCall } from './rest.ts';

/** The person's budget and tier, for all coaches. Every call throws `Refusal` or `Unreachable`. */
export function createAccountRest(client: Pick<CoachClient, 'connection'>) {
  const call = createCall(client);
  return {
    budget: () => call({ method: 'GET', path: '/coach/budget' }, Budget),
    access: () => call({ method: 'GET', path: '/coach/access' }, CoachAccess),
  };
}
