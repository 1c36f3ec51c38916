/** What stands in the bundles for the SDK's own SHA-256: Node's is always there. */
export const Sha256Js = undefined;
