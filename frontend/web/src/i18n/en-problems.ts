import type { Counted } from '#contract/count-limits';
import type { ProblemCode } from '#contract/problems';

/** The text of each problem code. */
export const enProblems = {
  bad_json: 'The message could not be read. Please try again.',
  missing_field: 'Something is missing in that message.',
  bad_path: 'That address is not valid.',
  missing_token: 'Please sign in.',
  invalid_token: 'Please sign in again.',
  expired_token: 'Your sign-in has expired. Please sign in again.',
  budget_exhausted: 'Your tokens for this month are used up.',
  preview_used: 'The free preview has been used.',
  generations_exhausted: 'Your images for this month are used up.',
  trial_used: 'The trial has been used.',
  upgrade_required: 'This needs another plan.',
  not_found: 'This is gone, or it was never yours.',
  method_not_allowed: 'That is not offered here.',
  turn_in_progress: 'Another answer is still being written in this session.',
  session_ended: 'This session has ended.',
  predecessor_mismatch: 'This session went on in another window. Here is how it stands now.',
  already_built: 'This coach has already been built.',
  build_in_progress: 'This coach is being built.',
  generation_in_progress: 'Your pictures are still being made.',
  session_expired: 'This session has expired.',
  body_too_large: 'That message is too large.',
  unsupported_media_type: 'That kind of message is not accepted.',
  validation_failed: 'Something in that message is not valid.',
  turn_mismatch: 'That message was sent before with other words.',
  turn_limit_reached: 'This session has reached its limit.',
  rate_limited: 'That was a little fast.',
  internal: 'Something went wrong on our side.',
  dependency_unavailable: 'A service we need is not answering.',
  deadline_exceeded: 'The answer took too long.',
  model_unavailable: '{{coach}} is busy right now.',
  model_refused: '{{coach}} can’t answer that.',
  attempts_exhausted: 'The answer failed too often.',
  conversation_too_long: 'This conversation has become too long. Start a new one to continue.',
} as const satisfies Record<ProblemCode, string>;

/** When a person has stored as many as allowed. */
export const enTooMany = {
  games: 'You have {{most}} games. Delete some to import more.',
  notes: 'You have {{most}} notes. Delete some to add more.',
  coaches: 'You have {{most}} coaches. Delete one to create another.',
  brandKits: 'You have {{most}} brand kits. Delete one to add another.',
} as const satisfies Record<Counted, string>;
