/** Replaces the retry mode `adaptive` in the bundles, because no client uses it. */
export class AdaptiveRetryStrategy {
  constructor() {
    throw new Error('the retry mode "adaptive" is not in this bundle');
  }
}
