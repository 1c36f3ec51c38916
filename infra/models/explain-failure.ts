import { unusableBecause, whatToDo } from '#adapters/bedrock/unusable-model';
import { accessFailure, namedFailure } from '../aws-failures.ts';
import type { StageConfig } from '../config.ts';

/** A model that a stage calls. `main` writes the answers, `small` does side tasks, builds and summaries, `image` draws. */
export interface StageModel {
  /** The id for requests. */
  readonly id: string;
  readonly purpose: 'main' | 'small' | 'image';
}

/** Every model that a stage calls; one that has both purposes is listed twice. */
export const modelsOfStage = ({ mainModel, smallModel }: StageConfig): readonly StageModel[] => [
  { id: mainModel.id, purpose: 'main' },
  { id: smallModel.id, purpose: 'small' },
];

/** What a failed call of a model means, and what to do, in a sentence or two. */
export function explainFailure({ id, purpose }: StageModel, error: Error): string {
  const access = accessFailure(error);
  if (access !== undefined) return access;
  const reason = unusableBecause(error);
  if (reason !== undefined) return whatToDo(reason, { modelId: id, role: purpose });
  if (error.name === 'ThrottlingException') {
    return 'Bedrock throttles it: try again, and raise its quota in Service Quotas, Amazon Bedrock, if it persists';
  }
  return `it did not answer: ${namedFailure(error)}`;
}
