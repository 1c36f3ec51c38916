import type { RequestListener } from '../loopback-server.ts';
import { securityHeaders } from './security-headers.ts';
import { createStaticFiles } from './static-files.ts';

export interface WebApp {
  readonly listener: RequestListener;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * @param folder - Folder of the built app. Without it, a page explains that the app is missing.
 * @param connectTo - Further origins that the app may call.
 * @param files - URL of the bucket with the files of people, with a slash at its end.
 */
export function createWebApp(
  folder: string | undefined,
  connectTo: readonly (string | undefined)[],
  files: string,
): WebApp {
  const headers = securityHeaders(
    connectTo.filter((origin) => origin !== undefined),
    files,
  );
  if (folder !== undefined) return { headers, listener: createStaticFiles(folder, headers) };
  return {
    headers,
    listener: (_, response) => {
      response.writeHead(200, { ...headers, 'content-type': 'text/plain; charset=utf-8' });
      response.end('The local stack is running, without the web app.\n');
    },
  };
}
