import { unusableBecause, whatToDo } from '#adapters/bedrock/unusable-model';
import type { StageConfig } from '../config.ts';

/** A model that a stage calls. `main` writes the answers, `small` does side tasks, builds and summaries. */
export interface StageModel {
  /** The id for requests. */
  readonly id: string;
  readonly purpose: 'main' | 'small';
}

/** Every model that a stage calls; one that has both purposes is listed twice. */
export const modelsOfStage = ({ mainModel, smallModel }: StageConfig): readonly StageModel[] => [
  { id: mainModel.id, purpose: 'main' },
  { id: smallModel.id, purpose: 'small' },
];

/** What a failed call of a model means, and what to do, in a sentence or two. */
export function explainFailure({ id, purpose }: StageModel, { name, message }: Error): string {
  const reason = unusableBecause({ name, message });
  if (reason !== undefined) return whatToDo(reason, { modelId: id, role: purpose });
  return `${id} did not answer: ${name}: ${message.split('\n')[0]}`;
}
