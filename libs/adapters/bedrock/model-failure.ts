import { ModelFailure, type ModelFailureKind } from '#ports/model';
import { type UsedModel, unusableBecause, whatToDo } from './unusable-model.ts';

/**
 * Errors that the same request will meet again. Names are compared in lower case and without the suffix, because
 * Bedrock spells an exception differently before and within the stream.
 */
const INVALID: ReadonlySet<string> = new Set([
  'validation',
  'accessdenied',
  'resourcenotfound',
  'unrecognizedclient',
  'unknownoperation',
  'expiredtoken',
  'invalidsignature',
  'incompletesignature',
  'credentialsprovidererror',
]);

/** Words of Bedrock's models for a request that exceeds their context. Each model has its own. */
const TOO_LONG =
  /(?:input|prompt) is too long|too many (?:input )?tokens|input tokens exceeded|exceeds? (?:the )?context|maximum context length|expected maxLength: \d{5,}/i;

/**
 * Translates an error of a Bedrock call or stream. Everything that is not known to be the request's own fault, or the
 * model's, is `busy`: throttling, an unavailable service, a broken frame, a lost connection. The message contains only
 * the error's name and what to do, because the provider's message may quote the conversation.
 */
export function toModelFailure(error: unknown, model: UsedModel): unknown {
  if (error instanceof ModelFailure || error instanceof TypeError) return error;
  const { name, message } = error instanceof Error ? error : { name: typeof error, message: '' };
  const reason = unusableBecause({ name, message });
  const advice = reason === undefined ? '' : `. ${whatToDo(reason, model)}`;
  // Missing permissions are a fault of the deployment, which has an alarm.
  const kind = reason === undefined || reason === 'not_allowed' ? kindOf(name, message) : 'unusable';
  return new ModelFailure(kind, `the model failed: ${name}${advice}`, { cause: error });
}

function kindOf(name: string, message: string): ModelFailureKind {
  const exception = name.replace(/Exception$/, '').toLowerCase();
  if (!INVALID.has(exception)) return 'busy';
  return exception === 'validation' && TOO_LONG.test(message) ? 'too_long' : 'invalid';
}
