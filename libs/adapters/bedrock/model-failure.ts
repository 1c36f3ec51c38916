import { ModelFailure } from '#ports/model';

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

/**
 * Translates an error of a Bedrock call or stream. Everything that is not known to be the request's own fault is
 * `busy`: throttling, an unavailable service, a broken frame, a lost connection. The message contains only the error's
 * name, because the provider's message may quote the conversation.
 */
export function toModelFailure(error: unknown): unknown {
  if (error instanceof ModelFailure || error instanceof TypeError) return error;
  const name = error instanceof Error ? error.name : typeof error;
  const kind = INVALID.has(name.replace(/Exception$/, '').toLowerCase()) ? 'invalid' : 'busy';
  return new ModelFailure(kind, `the model failed: ${name}`, { cause: error });
}
