import type { Page, Request } from 'playwright-core';

/** The paths of a turn: 1 is the Function URL's stream, 2 the same stream through the API, 3 the whole answer as JSON. */
export type PathNumber = 1 | 2 | 3;

/** What happens on a page beside what it shows. */
export interface ObservedPage {
  /** Violations of the policy, errors of the page, and requests to foreign hosts. */
  readonly offences: readonly string[];
  /** The paths on which the page has requested turns, each once, in the order in which it took them. */
  paths(): readonly PathNumber[];
  /** An error when the page has taken a path that it may not take: its answers did not come as they should. */
  wrongPath(): Error | undefined;
}

/** @returns undefined for a request that is no turn. The API has the origin of the page, and a Function URL has not. */
function pathOf(request: Request, pageOrigin: string): PathNumber | undefined {
  const { origin, pathname, searchParams } = new URL(request.url());
  const isStream = pathname.endsWith('/stream') || searchParams.get('stream') === 'true';
  const isTurn = isStream || (request.postData() ?? '').includes('"turnId"');
  if (!isTurn || request.method() === 'OPTIONS') return undefined;
  if (origin !== pageOrigin) return 1;
  return isStream ? 2 : 3;
}

/** @param allowed - The paths that the page may take. Every other one fails the visit at its end. */
export function observePage(page: Page, pageOrigin: string, allowed: readonly PathNumber[] = [1]): ObservedPage {
  const offences: string[] = [];
  const turns = new Map<PathNumber, string>();
  page.on('pageerror', ({ message }) => offences.push(`broke: ${message}`));
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) offences.push(`policy: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (new URL(request.url()).hostname !== '127.0.0.1') offences.push(`left: ${request.url()}`);
    const path = pathOf(request, pageOrigin);
    if (path && !turns.has(path)) turns.set(path, `${request.method()} ${request.url()}`);
  });
  return {
    offences,
    paths: () => [...turns.keys()],
    wrongPath() {
      const wrong = [...turns].filter(([path]) => !allowed.includes(path));
      if (wrong.length === 0) return undefined;
      const taken = wrong.map(([path, request]) => `path ${path} (${request})`).join(' and ');
      return new Error(`answers may come on path ${allowed.join(', ')} only, but the page took ${taken}`);
    },
  };
}
