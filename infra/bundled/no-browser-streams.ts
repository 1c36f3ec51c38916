/** Replaces the SDK's code for a browser's streams in the bundles, because Node's handler answers with Node's own. */
export const sdkStreamMixin = (): never => {
  throw new Error('a response is no Node stream');
};
