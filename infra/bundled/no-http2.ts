/** Replaces the SDK's HTTP/2 handler in the bundles, because each of our clients has its own HTTP/1.1 handler. */
export const NodeHttp2Handler = {
  create<Handler>(handler: Handler): Handler {
    return handler;
  },
};
