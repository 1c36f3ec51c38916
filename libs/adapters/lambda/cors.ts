import type { HttpRequest } from '#ports/http';

/**
 * Headers that let a page of ours read a response of the API. A Function URL adds its own headers, so its responses get
 * none here: browsers refuse a duplicate header. Origins are compared as a whole, and an origin is reflected only when
 * it is on the list.
 */
export function corsHeaders(
  { frontDoor, headers }: HttpRequest,
  allowedOrigins: readonly string[],
): Record<string, string> {
  if (frontDoor !== 'rest') return {};
  const { origin } = headers as { origin?: string };
  if (origin === undefined || !allowedOrigins.includes(origin)) return { vary: 'Origin' };
  return {
    vary: 'Origin',
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'retry-after, x-request-id, x-vercel-ai-ui-message-stream',
  };
}
