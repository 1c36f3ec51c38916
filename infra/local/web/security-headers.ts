import { contentSecurityPolicy } from '../../web-config.ts';

/**
 * What the web app is served with, here as in the cloud.
 * @param connectTo - Origins beside its own that it may call.
 */
export function securityHeaders(connectTo: readonly string[]): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(connectTo),
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}
