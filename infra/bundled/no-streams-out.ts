/** Replaces `@aws-sdk/eventstream-handler-node` in the bundles. It signs request streams, which we never send. */
export const eventStreamPayloadHandlerProvider = () => ({});
