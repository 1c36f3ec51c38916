import type { Question } from '#domain/coach-config/question';
import type { Clock } from '#ports/clock';
import { CoachError } from '#ports/errors';
import { type Json, type Model, ModelFailure } from '#ports/model';
import type { Telemetry } from '#ports/telemetry';
import { wellFormedEvents } from '../well-formed.ts';
import { FIRST_PAUSE_MS, LONGEST_PAUSE_MS, MAX_ASKS } from './parameters.ts';

export interface AskDeps {
  readonly model: Model;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** Why a default replaces a model's answer. */
type FallbackReason = 'missing' | 'invalid' | 'too_long' | 'refused';

/**
 * Asks a model one question of a build. When the model declines, rejects the request or makes no valid tool call, the
 * question's default is used and counted. A busy model is called again after a pause. A model that an operator has to
 * replace makes no coach of defaults: the build fails, and can be repeated.
 *
 * @throws {CoachError} `model_unavailable` when it stays busy, or is unusable.
 * @throws `signal.reason` once aborted.
 */
export async function askModel<Answer>(
  question: Question<Answer>,
  { model, clock, telemetry }: AskDeps,
  signal: AbortSignal,
): Promise<Answer> {
  const fallBack = (reason: FallbackReason): Answer => {
    telemetry.count('BuildFallbacks', { question: question.name, reason });
    return question.fallback;
  };
  for (let asked = 1; ; asked += 1) {
    try {
      const input = await callOf(question, model, signal);
      if (input === undefined) return fallBack('missing');
      return question.tool.parse(input) ?? fallBack('invalid');
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ModelFailure)) throw error;
      if (error.kind === 'unusable') throw new CoachError('model_unavailable', error.message, { cause: error });
      if (error.kind !== 'busy') return fallBack(error.kind);
      if (asked === MAX_ASKS) throw new CoachError('model_unavailable', 'the model stayed busy', { cause: error });
    }
    await clock.sleep(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (asked - 1)), signal);
    signal.throwIfAborted();
  }
}

/** The input of the tool call, `undefined` when the model made none. */
async function callOf(question: Question<unknown>, model: Model, signal: AbortSignal): Promise<Json | undefined> {
  const { name } = question.tool.spec;
  const request = {
    role: 'small',
    systemStatic: question.systemStatic,
    systemDynamic: question.systemDynamic,
    messages: [{ role: 'user', content: [{ type: 'text', text: question.message }] }],
    tools: [question.tool.spec],
    forcedTool: name,
    maxTokens: question.maxTokens,
  } as const;
  let input: Json | undefined;
  for await (const event of wellFormedEvents(model.stream(request, signal))) {
    if (event.type === 'tool_use' && event.name === name) input ??= event.input;
  }
  return input;
}
