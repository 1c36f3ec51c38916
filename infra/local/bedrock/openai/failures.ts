import { MODEL_ERRORS, refused, WireException } from '../exceptions.ts';
import type { ModelException } from '../simulated-model.ts';

/** Matches the errors of vLLM, llama.cpp, Ollama, LM Studio and OpenAI for a prompt beyond the context window. */
const TOO_LONG =
  /context[ _-]?(?:length|size|window|limit)|maximum (?:context|model length)|exceeds? (?:the )?(?:available |model'?s? )?context|(?:prompt|input|request)[^.]{0,40}too long|too many (?:input |prompt )?tokens|n_ctx/i;

/** Bedrock's exception for a prompt that is too long, when `words` report one. */
export const refusedAsTooLong = (words: string): WireException | undefined =>
  TOO_LONG.test(words) ? refused(`${MODEL_ERRORS} prompt is too long`) : undefined;

/** The Bedrock exception for an HTTP status. */
function exceptionOf(status: number): ModelException {
  if (status === 429) return 'throttlingException';
  if (status === 401 || status === 403) return 'accessDeniedException';
  if (status === 404) return 'resourceNotFoundException';
  return status < 500 ? 'validationException' : 'serviceUnavailableException';
}

/** @param words - The response body. It may quote the conversation, so it is searched but never passed on. */
export function failureOf(place: string, status: number, words: string): WireException {
  const isTooLong = status === 400 || status === 413 || status === 422 || status === 500;
  const tooLong = isTooLong ? refusedAsTooLong(words) : undefined;
  return tooLong ?? new WireException(exceptionOf(status), `${place} answered ${status}`);
}
