/** What stands in the bundles for `@aws-sdk/token-providers`: requests are signed, so nobody asks for a bearer token. */
const noToken = () => async () => {
  throw new Error('bearer tokens are not in this bundle');
};

export const nodeProvider = noToken;
export const fromSso = noToken;
export const fromEnvSigningName = noToken;
