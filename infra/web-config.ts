import { COACHES } from '#contract/coaches';
import type { WebConfig } from '#contract/web-config';

const NO_STREAMS = Object.fromEntries(Object.keys(COACHES).map((coach) => [coach, '']));

/** `config.json`, deployed and local: it names every coach, with an empty text for one without a Function URL. */
export const webConfig = ({ streamUrls, ...config }: WebConfig): WebConfig => ({
  ...config,
  streamUrls: { ...NO_STREAMS, ...streamUrls },
});

/**
 * The web app's content security policy. Nothing is allowed that is not named, and what is named is ours.
 *
 * @param connectTo - Sources beside the app's own that it may call: API, streams, sign-in.
 * @param files - The bucket with the files of people, to which the app uploads and from which it shows pictures.
 */
export function contentSecurityPolicy(connectTo: readonly string[], files: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' ${files}`,
    `connect-src ${["'self'", ...connectTo, files].join(' ')}`,
    "manifest-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
  ].join('; ');
}
