import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Replaces `@aws-sdk/credential-provider-node` in the bundles. On Lambda the credentials are always in the environment,
 * and the other eight providers would be a fifth of the bundle.
 */
export const defaultProvider = () => fromEnv();
