/** Replaces `@aws-sdk/token-providers` in the bundles, because requests are signed and need no bearer token. */
const noToken = () => async () => {
  throw new Error('bearer tokens are not in this bundle');
};

export const nodeProvider = noToken;
export const fromSso = noToken;
export const fromEnvSigningName = noToken;
