/** What stands in the bundles for the SDK's measuring of bodies, which loads `node:fs` for those that are files: none is. */
export function calculateBodyLength(body: string | Uint8Array | undefined): number {
  if (!body) return 0;
  return typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength;
}
