import { ModelFailure, type ModelFailureKind } from '#ports/model';

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
 * Translates an error of a Bedrock call or stream. Everything that is not known to be the request's own fault is
 * `busy`: throttling, an unavailable service, a broken frame, a lost connection. The message contains only the error's
 * name, because the provider's message may quote the conversation.
 */
export function toModelFailure(error: unknown): unknown {
  if (error instanceof ModelFailure || error instanceof TypeError) return error;
  const { name, message } = error instanceof Error ? error : { name: typeof error, message: '' };
  return new ModelFailure(kindOf(name, message), `the model failed: ${name}`, { cause: error });
}

function kindOf(name: string, message: string): ModelFailureKind {
  const exception = name.replace(/Exception$/, '').toLowerCase();
  if (!INVALID.has(exception)) return 'busy';
  return exception === 'validation' && TOO_LONG.test(message) ? 'too_long' : 'invalid';
}
