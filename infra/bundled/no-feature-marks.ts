/** Replaces what the SDK finds out about its own use in the bundles. It is only for the user agent, which is plain here. */
export const checkFeatures = (): Promise<void> => Promise.resolve();
