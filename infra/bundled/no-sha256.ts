/** Replaces the SDK's own SHA-256 in the bundles, because Node always has one. */
export const Sha256Js = undefined;
