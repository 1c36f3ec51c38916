import type { Stage } from './config.ts';
import { Refusal } from './operator-command.ts';

/** Reads a stage that is deployed to AWS. */
export function hostedStage(stage: string): Exclude<Stage, 'local'> {
  if (stage === 'dev' || stage === 'prod') return stage;
  throw new Refusal(`--stage is dev or prod, not ${stage}`);
}
