import { BuildOrder } from '#domain/job-payloads';
import { type BuildCoachDeps, type BuildOutcome, buildCoach } from '#services/build-coach';

/** The job that builds a coach; its event is the order. Throws when Lambda should retry. */
export const createBuildCoachConfig =
  (deps: BuildCoachDeps) =>
  (event: unknown): Promise<BuildOutcome> =>
    buildCoach(BuildOrder.parse(event), deps);
