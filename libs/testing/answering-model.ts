import type { Clock } from '#ports/clock';
import type { Model, ModelRequest } from '#ports/model';
import { createScriptedModel, type ModelStep } from './scripted-model.ts';

export interface AnsweringModel extends Model {
  /** In the order in which they came. */
  readonly requests: readonly ModelRequest[];
}

/** Answers each call by what was asked, whatever the order: for work that asks several things at once. */
export function createAnsweringModel(
  answer: (request: ModelRequest) => readonly ModelStep[],
  clock: Clock,
): AnsweringModel {
  const requests: ModelRequest[] = [];
  return {
    requests,
    async *stream(request, signal) {
      requests.push(request);
      yield* createScriptedModel([answer(request)], clock).stream(request, signal);
    },
  };
}
