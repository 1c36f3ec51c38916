/**
 * Headers that browsers may send and read across origins, for the Function URLs and the API.
 * Both answer preflights themselves, so these are the only lists.
 */
export const CORS_REQUEST_HEADERS = [
  'authorization',
  'content-type',
  'last-event-id',
  'x-request-id',
  'x-stream-protocol',
] as const;

export const CORS_RESPONSE_HEADERS = ['retry-after', 'x-request-id', 'x-vercel-ai-ui-message-stream'] as const;

/** Two hours: the longest time that Chromium caches a preflight response. */
export const CORS_MAX_AGE_SECONDS = 7200;
