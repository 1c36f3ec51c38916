import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Headers of the client's connection, which end at the gateway. */
const OF_CONNECTION = ['connection', 'expect', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade'];

const ENDING_AT_URL: ReadonlySet<string> = new Set(OF_CONNECTION);

/**
 * Headers that a REST API does not pass to a function.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
export const ENDING_AT_API: ReadonlySet<string> = new Set([
  ...OF_CONNECTION,
  'content-length',
  'content-md5',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'www-authenticate',
]);

/** Header values that reach a function behind a Function URL: by lower-case name, one per line of the request. */
export function headerValues(request: IncomingMessage): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    const name = (request.rawHeaders[index] ?? '').toLowerCase();
    if (ENDING_AT_URL.has(name)) continue;
    const value = request.rawHeaders[index + 1] ?? '';
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return values;
}

/** Headers that AWS adds to every request before it reaches a function. */
export function edgeHeaders(request: IncomingMessage, now: number): Record<string, string> {
  const seconds = Math.floor(now / 1000).toString(16);
  return {
    'x-forwarded-for': request.socket.remoteAddress ?? '127.0.0.1',
    'x-forwarded-port': String(request.socket.localPort ?? 80),
    'x-forwarded-proto': 'http',
    'x-amzn-trace-id': `Root=1-${seconds}-${randomBytes(12).toString('hex')}`,
  };
}

/** Splits a request target into path and query, both unchanged. */
export function splitTarget(target: string): { readonly path: string; readonly query: string } {
  const at = target.indexOf('?');
  return at < 0 ? { path: target, query: '' } : { path: target.slice(0, at), query: target.slice(at + 1) };
}

/** Query values by decoded name, in the order of the request. */
export function queryValues(query: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(query)) values.set(name, [...(values.get(name) ?? []), value]);
  return values;
}

export const isEmpty = (values: ReadonlyMap<string, unknown>): boolean => values.size === 0;

/** A request time in AWS's format: `21/Nov/2026:01:42:00 +0000`. */
export function requestTime(now: number): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(now).toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}
