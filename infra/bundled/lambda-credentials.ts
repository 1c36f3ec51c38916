import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * What stands in the bundles for `@aws-sdk/credential-provider-node`: on Lambda the credentials are in the environment,
 * always, and the other eight places to look for them would be a fifth of the bundle.
 */
export const defaultProvider = () => fromEnv();
