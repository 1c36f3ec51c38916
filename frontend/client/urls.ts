import type { WebConfig } from '#contract/web-config';

/** Without the slashes at its end, so that a path can follow. */
const baseOf = (url: string): string => url.replace(/\/+$/, '');

export const apiUrlOf = (config: WebConfig, path: string): string => `${baseOf(config.apiUrl)}${path}`;

/** The Function URL of the coach with this name; `undefined` when the stage has none. */
export function streamUrlOf({ streamUrls }: WebConfig, name: string): string | undefined {
  const url = (streamUrls as Readonly<Record<string, string | undefined>>)[name];
  return url ? baseOf(url) : undefined;
}
