import { COACHES } from '#contract/coaches';
import { ListQuery, UpdateCoach } from '#contract/requests';
import {
  createCoachFromTemplate,
  deleteCoach,
  type FromTemplateDeps,
  getCoach,
  listCoaches,
  listCoachTemplates,
  updateCoach,
} from '#services/coaches';
import { type ConfigStatusDeps, configStatus } from '#services/config-status';
import { type RetryBuildDeps, retryBuild } from '#services/retry-build';
import { json, noContent } from '../answers.ts';
import { readJson } from '../body.ts';
import type { Call, Route } from '../router.ts';
import { validate } from '../validate.ts';

export type CoachRouteDeps = FromTemplateDeps & ConfigStatusDeps & RetryBuildDeps;

const BUILT_COACHES = '/users/:userId/coaches';
const BUILT_COACH = `${BUILT_COACHES}/:coachId`;

/** A person's built coaches, the state of a build, and the templates. */
export const coachRoutes = (deps: CoachRouteDeps): readonly Route[] => [
  {
    method: 'GET',
    pattern: `${COACHES.coachCreator.session}/config-status`,
    handle: async (call) => json(200, await configStatus(interviewOf(call), deps)),
  },
  {
    method: 'POST',
    pattern: `${BUILT_COACHES}/from-session/:sessionId`,
    handle: async (call) => json(202, await retryBuild(interviewOf(call), deps)),
  },
  {
    method: 'GET',
    pattern: '/coach-templates',
    handle: async () => json(200, listCoachTemplates()),
  },
  {
    method: 'POST',
    pattern: `${BUILT_COACHES}/from-template/:templateId`,
    handle: async ({ sub, params }) =>
      json(201, await createCoachFromTemplate({ sub, templateId: params['templateId'] ?? '' }, deps)),
  },
  {
    method: 'GET',
    pattern: BUILT_COACHES,
    handle: async ({ sub, request }) => {
      const { limit, cursor } = validate(ListQuery, request.query);
      return json(200, await listCoaches({ sub, limit, ...(cursor !== undefined && { cursor }) }, deps));
    },
  },
  {
    method: 'GET',
    pattern: BUILT_COACH,
    handle: async (call) => json(200, await getCoach(coachOf(call), deps)),
  },
  {
    method: 'PUT',
    pattern: BUILT_COACH,
    handle: async (call) => {
      const change = validate(UpdateCoach, readJson(call.request));
      return json(200, await updateCoach({ ...coachOf(call), change }, deps));
    },
  },
  {
    method: 'DELETE',
    pattern: BUILT_COACH,
    handle: async (call) => {
      await deleteCoach(coachOf(call), deps);
      return noContent();
    },
  },
];

const interviewOf = ({ sub, params }: Call) => ({ sub, sessionId: params['sessionId'] ?? '' });
const coachOf = ({ sub, params }: Call) => ({ sub, coachId: params['coachId'] ?? '' });
