import type { Clock } from '#ports/clock';
import type { Model, ModelRequest } from '#ports/model';
import { createScriptedModel, type ModelStep } from './scripted-model.ts';

export interface AnsweringModel extends Model {
  /** In order of arrival. */
  readonly requests: readonly ModelRequest[];
}

/** Answers each call by its request, in any order, for work that makes several calls at once. */
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
