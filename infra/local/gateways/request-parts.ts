import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Lower-case names to their values, one for each line of the request. */
export function headerValues(request: IncomingMessage): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    const name = (request.rawHeaders[index] ?? '').toLowerCase();
    const value = request.rawHeaders[index + 1] ?? '';
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return values;
}

/** What AWS's edge adds to every request on its way to a function. */
export function edgeHeaders(request: IncomingMessage, now: number): Record<string, string> {
  const seconds = Math.floor(now / 1000).toString(16);
  return {
    'x-forwarded-for': request.socket.remoteAddress ?? '127.0.0.1',
    'x-forwarded-port': String(request.socket.localPort ?? 80),
    'x-forwarded-proto': 'http',
    'x-amzn-trace-id': `Root=1-${seconds}-${randomBytes(12).toString('hex')}`,
  };
}

/** The path and the query of a request, both as they were sent. */
export function splitTarget(target: string): { readonly path: string; readonly query: string } {
  const at = target.indexOf('?');
  return at < 0 ? { path: target, query: '' } : { path: target.slice(0, at), query: target.slice(at + 1) };
}

/** Decoded names to their values, in the order in which they were sent. */
export function queryValues(query: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(query)) values.set(name, [...(values.get(name) ?? []), value]);
  return values;
}

export const isEmpty = (values: ReadonlyMap<string, unknown>): boolean => values.size === 0;

/** `21/Nov/2026:01:42:00 +0000`, as AWS writes the time of a request. */
export function requestTime(now: number): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(now).toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}
