/** Replaces the SDK's body length function in the bundles. It loads `node:fs` for file bodies, which we never send. */
export function calculateBodyLength(body: string | Uint8Array | undefined): number {
  if (!body) return 0;
  return typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength;
}
