import { contentSecurityPolicy } from '../../web-config.ts';

/**
 * The security headers of the web app, the same as in the cloud.
 * @param connectTo - Further origins that the app may call.
 * @param files - URL of the bucket with the files of people, with a slash at its end.
 */
export function securityHeaders(connectTo: readonly string[], files: string): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(connectTo, files),
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}
