import type { HttpRequest } from '#ports/http';

/**
 * Headers that let a page of ours read an answer of the API. A Function URL adds its own, so its answers get none: twice
 * the same header is an error to a browser. Origins are compared whole, and none is reflected that is not on the list.
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
