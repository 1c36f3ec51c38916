/** Replaces `bowser` in the bundles. The SDK uses it to identify browsers, and a Lambda has none. */
export const parse = () => ({});
