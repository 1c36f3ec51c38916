/**
 * Headers of a function's response that AWS renames to `x-amzn-Remapped-<name>`, because it sets them itself or reserves
 * them. A client never sees the function's value under the original name. Function URLs rename the same ones.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html The list as observed
 * is longer than the documented one, and the observed one is used.
 */
const REMAPPED = new Set([
  'authorization',
  'connection',
  'content-length',
  'content-md5',
  'date',
  'expect',
  'host',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'trailer',
  'upgrade',
  'user-agent',
  'www-authenticate',
]);

/** Headers of a single connection that AWS drops. */
const DROPPED = new Set(['keep-alive', 'te', 'transfer-encoding']);

/** Renames and drops headers of a function's response as both gateways of AWS do. */
export function remapped(lines: readonly (readonly [string, string])[]): [string, string][] {
  return lines
    .filter(([name]) => !DROPPED.has(name.toLowerCase()))
    .map(([name, value]) => [REMAPPED.has(name.toLowerCase()) ? `x-amzn-Remapped-${name}` : name, value]);
}
