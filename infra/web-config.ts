import type { WebConfig } from '#contract/web-config';

type StreamUrls = WebConfig['streamUrls'];

/** Each coach that streams: its name in `config.json`, and the folder of its function. */
export const STREAMS = {
  coachCreator: 'stream-coach-creator-session',
  gameCoach: 'stream-game-coach',
} as const satisfies Partial<Record<keyof StreamUrls, string>>;

const NO_STREAMS: StreamUrls = { coachCreator: '', coachConversation: '', promptCoach: '', gameCoach: '' };

/** `config.json`, deployed and local: every coach is named, and empty when it has no Function URL. */
export function webConfig({ streamUrls, ...config }: WebConfig): WebConfig {
  return { ...config, streamUrls: { ...NO_STREAMS, ...streamUrls } };
}

/**
 * The web app's content security policy. Nothing is allowed that is not named, and what is named is ours.
 *
 * @param connectTo - Sources beside the app's own that it may call: API, streams, sign-in.
 */
export function contentSecurityPolicy(connectTo: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src ${["'self'", ...connectTo].join(' ')}`,
    "manifest-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
  ].join('; ');
}
