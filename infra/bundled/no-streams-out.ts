/** What stands in the bundles for `@aws-sdk/eventstream-handler-node`, which signs requests that are streams: none of ours. */
export const eventStreamPayloadHandlerProvider = () => ({});
