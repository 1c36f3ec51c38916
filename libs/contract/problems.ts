import type { ProblemCode } from './problem-codes.ts';

export interface Problem {
  /** HTTP status of a refusal. Problems that occur only in a stream have the status that a refusal would have. */
  readonly status: number;
  /** True when the same request may succeed later. */
  readonly retryable: boolean;
  /** Safe to show to a user: no table names, prompts or stack traces. */
  readonly message: string;
}

/** The same request may succeed later. */
const passing = (status: number, message: string): Problem => ({ status, retryable: true, message });
/** The same request fails again. */
const lasting = (status: number, message: string): Problem => ({ status, retryable: false, message });

/** Every failure of a request that a client can receive. The server sends no other error. */
export const PROBLEMS = {
  bad_json: lasting(400, 'The body is not valid JSON.'),
  missing_field: lasting(400, 'A required field is missing.'),
  bad_path: lasting(400, 'The path cannot be decoded.'),
  missing_token: lasting(401, 'Please sign in.'),
  invalid_token: lasting(401, 'Please sign in again.'),
  expired_token: lasting(401, 'Your sign-in has expired.'),
  budget_exhausted: lasting(402, 'The token budget of this month is used up.'),
  preview_used: lasting(402, 'The free preview has been used.'),
  generations_exhausted: lasting(402, 'The image generations of this month are used up.'),
  trial_used: lasting(403, 'The trial has been used.'),
  upgrade_required: lasting(403, 'This feature needs another tier.'),
  not_found: lasting(404, 'There is nothing here.'),
  method_not_allowed: lasting(405, 'This method is not offered here.'),
  turn_in_progress: passing(409, 'Another turn of this session is still running.'),
  session_ended: lasting(409, 'This session has ended.'),
  predecessor_mismatch: lasting(409, 'The session has moved on since that turn.'),
  already_built: lasting(409, 'This coach has already been built.'),
  build_in_progress: passing(409, 'This coach is being built.'),
  generation_in_progress: passing(409, 'Pictures of this session are still being made.'),
  session_expired: lasting(410, 'This session has expired.'),
  body_too_large: lasting(413, 'The body is too large.'),
  unsupported_media_type: lasting(415, 'Please send application/json in UTF-8.'),
  validation_failed: lasting(422, 'Some fields are not valid.'),
  turn_mismatch: lasting(422, 'This turn id belongs to another message.'),
  turn_limit_reached: lasting(422, 'This session has reached its limit.'),
  rate_limited: passing(429, 'Too many requests. Please wait a moment.'),
  internal: passing(500, 'Something went wrong on our side.'),
  dependency_unavailable: passing(503, 'A service we need is not answering.'),
  deadline_exceeded: passing(504, 'The answer took too long.'),
  model_unavailable: passing(503, 'The coach is busy. Please try again.'),
  model_refused: lasting(422, 'The coach cannot answer this.'),
  attempts_exhausted: passing(503, 'The answer failed too often. Please send it again.'),
  conversation_too_long: lasting(422, 'This conversation is too long for the coach. Start a new one to continue.'),
} as const satisfies Record<ProblemCode, Problem>;

export type { ProblemCode };

/** Codes that only a terminal `error` event can have, never a refusal. */
export const STREAM_ONLY: readonly ProblemCode[] = [
  'model_unavailable',
  'model_refused',
  'attempts_exhausted',
  'conversation_too_long',
];

/** The body of every refusal, as `application/problem+json`. */
export interface ProblemBody {
  readonly error: {
    readonly code: ProblemCode;
    readonly message: string;
    readonly retryable: boolean;
    readonly details?: Readonly<Record<string, unknown>>;
  };
}
