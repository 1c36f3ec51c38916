/**
 * The codes of everything that can fail, as a client may meet them. What each means stands in `problems.ts`; the compiler
 * holds the two together. Apart from it, since a browser needs the codes and not our words.
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
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];
