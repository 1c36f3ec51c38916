/**
 * The codes of all failures that a client can receive. `problems.ts` defines each of them, and the compiler keeps both
 * in sync. The codes have a file of their own so that a browser bundle does not contain the messages.
 */
export const PROBLEM_CODES = [
  'bad_json',
  'missing_field',
  'bad_path',
  'missing_token',
  'invalid_token',
  'expired_token',
  'budget_exhausted',
  'preview_used',
  'generations_exhausted',
  'trial_used',
  'upgrade_required',
  'not_found',
  'method_not_allowed',
  'turn_in_progress',
  'session_ended',
  'predecessor_mismatch',
  'already_built',
  'build_in_progress',
  'generation_in_progress',
  'session_expired',
  'body_too_large',
  'unsupported_media_type',
  'validation_failed',
  'turn_mismatch',
  'turn_limit_reached',
  'rate_limited',
  'internal',
  'dependency_unavailable',
  'deadline_exceeded',
  'model_unavailable',
  'model_refused',
  'attempts_exhausted',
  'conversation_too_long',
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];
