/** What stands in the bundles for the retry mode `adaptive`, which nothing of ours is set to. */
export class AdaptiveRetryStrategy {
  constructor() {
    throw new Error('the retry mode "adaptive" is not in this bundle');
  }
}
