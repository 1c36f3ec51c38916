import { createReadStream, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { splitTarget } from '../gateways/request-parts.ts';
import { CONTENT_TYPES } from './content-types.ts';

/** Cache header for files with a content hash in their name, as Vite creates them. */
const IMMUTABLE = 'public, max-age=31536000, immutable';

/**
 * Serves a built single-page app: its files, and index.html for every other path.
 *
 * @param headers - Added to every response.
 */
export function createStaticFiles(folder: string, headers: Readonly<Record<string, string>>) {
  const root = normalize(folder + sep);
  return (request: IncomingMessage, response: ServerResponse): void => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { ...headers, allow: 'GET, HEAD' }).end();
      return;
    }
    const path = decode(splitTarget(request.url ?? '/').path);
    const named = path === undefined ? undefined : join(root, path);
    const isFile = named?.startsWith(root) === true && statSync(named, { throwIfNoEntry: false })?.isFile() === true;
    if (!isFile && (path === undefined || extname(path) !== '')) {
      response.writeHead(404, { ...headers, 'content-type': 'text/plain' }).end('not found');
      return;
    }
    const file = isFile ? named : join(root, 'index.html');
    response.writeHead(200, {
      ...headers,
      'content-type': CONTENT_TYPES[extname(file)] ?? 'application/octet-stream',
      'content-length': statSync(file).size,
      'cache-control': file.startsWith(join(root, 'assets')) ? IMMUTABLE : 'no-store',
    });
    if (request.method === 'HEAD') response.end();
    else createReadStream(file).pipe(response);
  };
}

/** @returns `undefined` for a path that cannot be decoded or contains NUL. */
function decode(path: string): string | undefined {
  try {
    const decoded = decodeURIComponent(path);
    return decoded.includes('\0') ? undefined : decoded;
  } catch {
    return undefined;
  }
}
