/** What stands in the bundles for the SDK's HTTP/2: every client of ours brings its own handler, for HTTP/1.1. */
export const NodeHttp2Handler = {
  create<Handler>(handler: Handler): Handler {
    return handler;
  },
};
