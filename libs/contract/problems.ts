import type { ProblemCode } from './problem-codes.ts';

export interface Problem {
  /** HTTP status of a refusal. Problems that occur only in a stream have the status that a refusal would have. */
  readonly status: number;
  /** True when the same request may succeed later. */
  readonly retryable: boolean;
  /** Safe to show to a user: no table names, prompts or stack traces. */
  readonly message: string;
}

/** Every failure of a request that a client can receive. The server sends no other error. */
export const PROBLEMS = {
  bad_json: { status: 400, retryable: false, message: 'The body is not valid JSON.' },
  missing_field: { status: 400, retryable: false, message: 'A required field is missing.' },
  bad_path: { status: 400, retryable: false, message: 'The path cannot be decoded.' },
  missing_token: { status: 401, retryable: false, message: 'Please sign in.' },
  invalid_token: { status: 401, retryable: false, message: 'Please sign in again.' },
  expired_token: { status: 401, retryable: false, message: 'Your sign-in has expired.' },
  budget_exhausted: { status: 402, retryable: false, message: 'The token budget of this month is used up.' },
  preview_used: { status: 402, retryable: false, message: 'The free preview has been used.' },
  generations_exhausted: { status: 402, retryable: false, message: 'The image generations of this month are used up.' },
  trial_used: { status: 403, retryable: false, message: 'The trial has been used.' },
  upgrade_required: { status: 403, retryable: false, message: 'This feature needs another tier.' },
  not_found: { status: 404, retryable: false, message: 'There is nothing here.' },
  method_not_allowed: { status: 405, retryable: false, message: 'This method is not offered here.' },
  turn_in_progress: { status: 409, retryable: true, message: 'Another turn of this session is still running.' },
  session_ended: { status: 409, retryable: false, message: 'This session has ended.' },
  predecessor_mismatch: { status: 409, retryable: false, message: 'The session has moved on since that turn.' },
  already_built: { status: 409, retryable: false, message: 'This coach has already been built.' },
  build_in_progress: { status: 409, retryable: true, message: 'This coach is being built.' },
  session_expired: { status: 410, retryable: false, message: 'This session has expired.' },
  body_too_large: { status: 413, retryable: false, message: 'The body is too large.' },
  unsupported_media_type: { status: 415, retryable: false, message: 'Please send application/json in UTF-8.' },
  validation_failed: { status: 422, retryable: false, message: 'Some fields are not valid.' },
  turn_mismatch: { status: 422, retryable: false, message: 'This turn id belongs to another message.' },
  turn_limit_reached: { status: 422, retryable: false, message: 'This session has reached its limit.' },
  rate_limited: { status: 429, retryable: true, message: 'Too many requests. Please wait a moment.' },
  internal: { status: 500, retryable: true, message: 'Something went wrong on our side.' },
  dependency_unavailable: { status: 503, retryable: true, message: 'A service we need is not answering.' },
  deadline_exceeded: { status: 504, retryable: true, message: 'The answer took too long.' },
  model_unavailable: { status: 503, retryable: true, message: 'The coach is busy. Please try again.' },
  model_refused: { status: 422, retryable: false, message: 'The coach cannot answer this.' },
  attempts_exhausted: { status: 503, retryable: true, message: 'The answer failed too often. Please send it again.' },
  conversation_too_long: {
    status: 422,
    retryable: false,
    message: 'This conversation is too long for the coach. Start a new one to continue.',
  },
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
