/**
 * What browsers may send and read across origins, at both front doors.
 * Each door has it in one place: the Function URL and the API answer preflights themselves.
 */
export const CORS_REQUEST_HEADERS = [
  'authorization',
  'content-type',
  'last-event-id',
  'x-request-id',
  'x-stream-protocol',
] as const;

export const CORS_RESPONSE_HEADERS = ['retry-after', 'x-request-id', 'x-vercel-ai-ui-message-stream'] as const;

/** Two hours: the longest that Chromium keeps a preflight's answer. */
export const CORS_MAX_AGE_SECONDS = 7200;
