import { ModelFailure } from '#ports/model';

/**
 * What the same request will meet again. Compared in lower case and without the suffix, since Bedrock names an
 * exception in one way before the stream and in another within it.
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
 * What went wrong while Bedrock was asked or read. Everything that isn't known to be the request's own fault is `busy`:
 * throttling, an unavailable service, a broken frame, a lost connection. The name alone goes into the message; the
 * provider's words may quote the conversation.
 */
export function toModelFailure(error: unknown): unknown {
  if (error instanceof ModelFailure || error instanceof TypeError) return error;
  const name = error instanceof Error ? error.name : typeof error;
  const kind = INVALID.has(name.replace(/Exception$/, '').toLowerCase()) ? 'invalid' : 'busy';
  return new ModelFailure(kind, `the model failed: ${name}`, { cause: error });
}
